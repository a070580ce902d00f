"""Markdown as far as a standard needs it: fenced TOML boxes with the paragraph before each, headings and tables."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualitycredit.errors import NotInLanguage, Place

_FENCE = re.compile(r"^```(.*)$")


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text at a place: the words of a key, a value or a paragraph."""

    words: str
    place: Place

    def at(self, offset: int) -> Place:
        """Give the place `offset` characters into the run, which stands on one line."""
        place = self.place
        return Place(place.file, place.line, place.column + offset, place.clause)


@dataclass(frozen=True, slots=True)
class Box:
    """A fenced TOML box: the words of its opening line, its data, and where each of its lines stands."""

    head: tuple[str, ...]
    data: Mapping[str, Any]
    paragraph: str
    heading: str
    lines: tuple[str, ...]
    place: Place

    def locate(self, words: str, clause: str | None = None) -> Place:
        """Find where `words` (a key or a value) stands in the box; the box itself where it is not on one line."""
        for number, line in enumerate(self.lines, self.place.line + 1):
            column = line.find(words)
            if column >= 0:
                return Place(self.place.file, number, column + 1, clause)
        return Place(self.place.file, self.place.line, 1, clause)

    def value(self, key: str, words: str, clause: str | None = None) -> Place:
        """Find where the value `words` of `key` stands."""
        for number, line in enumerate(self.lines, self.place.line + 1):
            start = line.find(key)
            column = line.find(words, start + len(key)) if start >= 0 else -1
            if column >= 0:
                return Place(self.place.file, number, column + 1, clause)
        return self.locate(words, clause)


@dataclass(frozen=True, slots=True)
class Document:
    """A Markdown file: its text without the boxes, and the boxes in order."""

    path: Path
    prose: str
    boxes: tuple[Box, ...]
    lines: tuple[str, ...]

    def tables(self) -> Iterator[tuple[Mapping[str, str], Place]]:
        """Yield each row of each pipe table as a mapping from column heading to cell."""
        heading: list[str] | None = None
        for number, line in enumerate(self.lines, 1):
            if not line.startswith("|"):
                heading = None
                continue
            cells = [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
            if heading is None:
                heading = cells
            elif not set(line) <= set("|-: "):
                place = Place(self.path, number, 1)
                if len(cells) != len(heading):
                    raise NotInLanguage(
                        place,
                        f"表的这一行有 {len(cells)} 格，表头有 {len(heading)} 格。请补齐或者删去多出的格。",
                        f"cells in this row: {len(cells)}, in the heading: {len(heading)}. Make them equal.",
                    )
                yield dict(zip(heading, cells, strict=True)), place


def read_document(path: Path) -> Document:
    """Read one file of a standard; a box that is not TOML, or never ends, is a NotInLanguage."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NotInLanguage(
            Place(path, 1),
            f"这个文件读不出来（{error}）。标准的文件应当都在，都用 UTF-8 编码。",
            f"this file cannot be read ({error}). All files of a standard must be there, in UTF-8.",
        ) from error
    prose: list[str] = []
    boxes: list[Box] = []
    heading = paragraph = ""
    number = 0
    while number < len(lines):
        line = lines[number]
        fence = _FENCE.match(line)
        if fence is None:
            prose.append(line)
            if line.startswith("#"):
                heading, paragraph = line.lstrip("# "), ""
            elif line.strip():
                paragraph = line.strip()
            number += 1
            continue
        end = next((i for i in range(number + 1, len(lines)) if lines[i].rstrip() == "```"), None)
        place = Place(path, number + 1)
        if end is None:
            raise NotInLanguage(place, "这个规则框没有结尾的 ```。", "this box has no closing ```.")
        body = lines[number + 1 : end]
        head = fence.group(1).split()
        if head[:1] == ["toml"]:
            boxes.append(Box(tuple(head[1:]), _toml(body, place), paragraph, heading, tuple(body), place))
        number = end + 1
    return Document(path, "\n".join(prose), tuple(boxes), tuple(lines))


def _toml(body: list[str], place: Place) -> dict[str, Any]:
    try:
        return tomllib.loads("\n".join(body))
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(where[1]), int(where[2])) if where else (len(body), 1)
        reason = str(error).split(" (at ")[0]
        raise NotInLanguage(
            Place(place.file, place.line + line, column),
            f'规则框不是正确的 TOML（{reason}）。键和值都应当写成 "词" = "规则"。',
            f'the box is not valid TOML ({reason}). Write each rule as "words" = "rule".',
        ) from error
