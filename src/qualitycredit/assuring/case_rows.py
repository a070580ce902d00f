"""The rows of a case file's tables, with the as-of day and the readings that its text states for them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar

from qualitycredit.assuring.case_notation import read_day, refuse
from qualitycredit.errors import NotInLanguage, Place
from qualitycredit.model.standard import Reading
from qualitycredit.reading.documents import Document, Text
from qualitycredit.reading.expressions import did_you_mean

Choice = TypeVar("Choice")

_COLUMNS: Final = {
    "例": "case",
    "基础": "base",
    "当日": "as_of",
    "设立": "established",
    "注销": "deregistered",
    "出口": "exporter",
    "产品": "products",
    "记录": "records",
    "结果": "verdict",
    "等级": "grade",
    "最好": "best",
    "最差": "worst",
    "理由": "reason",
    "说明": "note",
}
_HEADING: Final = re.compile(r"(#+)\s")
_AS_OF: Final = re.compile(r"(?:当日|as of)[^:：]*[:：]\s*(\S.*?)\s*$")
_READINGS: Final = re.compile(r"(?:读法|readings)[^:：]*[:：]\s*(\S.*?)\s*$")
_SEPARATORS: Final = re.compile(r"[\s,，、]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its filled cells by the name of their column, and what the text before the table states."""

    cells: Mapping[str, Text]
    place: Place
    as_of: date | None
    readings: Mapping[str, str]

    def choice(self, column: str, words: Mapping[str, Choice]) -> Choice:
        """Read a cell that holds one of `words`, alone or as the first word of several."""
        cell = self.cells[column]
        word = cell.words if cell.words in words else cell.words.split()[0]
        if word not in words:
            refuse(
                cell.place,
                f"“{cell.words}”不能写在这里。请写下面之一：{'、'.join(words)}。",
                f"“{cell.words}” cannot stand here. Write one of: {', '.join(words)}.",
            )
        return words[word]


@dataclass(slots=True)
class _Circumstances:
    """The day and the readings that hold from here on: a section's own, else those under the title."""

    readings_known: Mapping[str, Reading]
    stated: dict[int, tuple[date | None, dict[str, str]]] = field(default_factory=dict)
    level: int = 1

    def pass_line(self, text: Text) -> None:
        """Take note of a heading, an as-of day or readings."""
        if heading := _HEADING.match(text.words):
            self.level = len(heading[1])
            self.stated = {level: said for level, said in self.stated.items() if level < self.level}
        elif match := _AS_OF.match(text.words):
            self.stated[self.level] = read_day(Text(match[1], text.at(match.start(1)))), self.now[1]
        elif match := _READINGS.match(text.words):
            said = read_readings(Text(match[1], text.at(match.start(1))), self.readings_known)
            self.stated[self.level] = self.now[0], {**self.now[1], **said}

    @property
    def now(self) -> tuple[date | None, dict[str, str]]:
        """Give the day and the readings in force."""
        return self.stated[max(self.stated)] if self.stated else (None, {})


def read_readings(text: Text, known: Mapping[str, Reading]) -> dict[str, str]:
    """Read choices of readings such as current_year=rolling."""
    chosen = {}
    for item in _SEPARATORS.split(text.words):
        name, _, value = item.partition("=")
        if name not in known:
            zh, en = _one_of(known)
            refuse(text.place, f"没有读法“{name}”。{zh}", f"no reading “{name}”. {en}")
        if value not in known[name].values:
            zh, en = _one_of(known[name].values)
            refuse(text.place, f"读法 {name} 没有值“{value}”。{zh}", f"{name} has no value “{value}”. {en}")
        chosen[name] = value
    return chosen


def _one_of(known: Iterable[str]) -> tuple[str, str]:
    words = sorted(known)
    return f"可以写：{'、'.join(words)}。", f"There is: {', '.join(words)}."


def read_rows(document: Document, readings: Iterable[Reading]) -> Iterator[Row]:
    """Yield the rows of every table of a case file, empty cells left out."""
    known = {reading.name: reading for reading in readings}
    english = {name.replace("_", " "): name for name in _COLUMNS.values()}
    columns = {**_COLUMNS, **english, **{name: name for name in known}}
    circumstances = _Circumstances(known)
    passed = 0
    for row, place in _tables(document):
        for number in range(passed + 1, place.line):
            circumstances.pass_line(Text(document.lines[number - 1], Place(document.path, number)))
        passed = place.line
        line, reached, cells = document.lines[place.line - 1], 0, {}
        for heading, words in row.items():
            column = columns.get(heading) or columns.get(heading.split(" ")[0])
            if column is None:
                zh, en = did_you_mean(heading, columns)
                refuse(place, f"表头“{heading}”不认识。{zh}", f"the heading “{heading}” is not known. {en}")
            reached = line.index(words, line.index("|", reached))
            if words:
                cells[column] = Text(words, Place(place.file, place.line, reached + 1))
        as_of, chosen = circumstances.now
        for name in known.keys() & cells.keys():
            chosen = chosen | read_readings(Text(f"{name}={cells[name].words}", cells[name].place), known)
        yield Row(cells, place, as_of, chosen)


def _tables(document: Document) -> Iterator[tuple[Mapping[str, str], Place]]:
    try:
        yield from document.tables()
    except NotInLanguage as error:
        refuse(error.place, error.saying.zh.partition("：")[2], error.saying.en.partition(": ")[2])
