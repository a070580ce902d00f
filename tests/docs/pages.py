"""The Markdown pages of the project: their fenced blocks, headings, tables and links."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"

_MADE = {"build", "dist", "node_modules"}
_FENCE = re.compile(r"^(?P<indent> *)(?P<ticks>`{3,})(?P<language>[\w.-]*)")
_LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\((?P<target>[^()\s]+)\)")
_HEADING = re.compile(r"^(?P<level>#{1,6}) (?P<title>.+)$")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: where its text begins, and in which language it is."""

    page: Path
    line: int
    language: str
    text: str


def pages() -> list[Path]:
    """Give every Markdown page that is kept."""
    found = ROOT.rglob("*.md")
    return sorted(page for page in found if not _is_made(page.relative_to(ROOT)))


def _is_made(path: Path) -> bool:
    return any(part.startswith(".") or part in _MADE for part in path.parts)


def name_of(page: Path) -> str:
    """Give the path of a page from the root of the project."""
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path, *languages: str) -> list[Block]:
    """Give the fenced blocks of a page in these languages, in order."""
    return [block for block in _blocks(page) if block.language in languages]


def _blocks(page: Path) -> Iterator[Block]:
    lines = page.read_text(encoding="utf-8").splitlines()
    number = 0
    while number < len(lines):
        fence = _FENCE.match(lines[number])
        number += 1
        if fence is None:
            continue
        first = number
        while number < len(lines) and lines[number].strip() != fence["ticks"]:
            number += 1
        text = "".join(f"{line.removeprefix(fence['indent'])}\n" for line in lines[first:number])
        yield Block(page, first + 1, fence["language"], text)
        number += 1


def prose(page: Path) -> list[str]:
    """Give the lines of a page with those of its fenced blocks left empty."""
    lines = page.read_text(encoding="utf-8").splitlines()
    for block in _blocks(page):
        for number in range(block.line - 1, block.line - 1 + len(block.text.splitlines())):
            lines[number] = ""
    return lines


def links(page: Path) -> Iterator[tuple[int, str]]:
    """Yield the target of each link of a page with its line."""
    for number, line in enumerate(prose(page), start=1):
        for match in _LINK.finditer(re.sub(r"`[^`]*`", "", line)):
            yield number, match["target"]


def headings(page: Path) -> list[str]:
    """Give the headings of a page, without the marks around code."""
    found = [_HEADING.match(line) for line in prose(page)]
    return [match["title"].strip() for match in found if match]


def anchors(page: Path) -> set[str]:
    """Give the fragments by which headings of a page are linked to."""
    titles = [title.replace("`", "").lower() for title in headings(page)]
    return {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in titles}


def sections(page: Path, level: int) -> Mapping[str, str]:
    """Give the text under each heading of one level, up to the next heading of that level or above."""
    found: dict[str, list[str]] = {}
    title = ""
    plain = prose(page)
    for line, full in zip(plain, page.read_text(encoding="utf-8").splitlines(), strict=True):
        match = _HEADING.match(line)
        if match and len(match["level"]) <= level:
            title = match["title"].replace("`", "").strip() if len(match["level"]) == level else ""
        if title:
            found.setdefault(title, []).append(full)
    return {name: "\n".join(lines) for name, lines in found.items()}


def tables(text: str) -> Iterator[list[Mapping[str, str]]]:
    """Yield each pipe table of a text as its rows."""
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            cells = re.split(r"(?<!\\)\|", line.strip()[1:-1])
            rows.append([cell.strip().replace(r"\|", "|") for cell in cells])
        elif rows:
            heading, _, *body = rows
            yield [dict(zip(heading, row, strict=True)) for row in body]
            rows = []


def code(cell: str) -> str:
    """Give what stands in a cell of code, without its marks."""
    return cell.strip("`")
