"""What boxes and tables of a standard hold: each entry there and of its sort, or refused at its place."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from qualitycredit.errors import NotInLanguage, Place
from qualitycredit.language import Bilingual
from qualitycredit.reading.documents import Box

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entries:
    """One table of a box; `path` leads to it, with a dot at its end, and is empty for the box itself."""

    box: Box
    table: Mapping[str, Any]
    path: str = ""

    def text(self, name: str) -> str:
        """Give a text."""
        return self._entry(name, str, '"…"')

    def choice(self, name: str, words: Sequence[str]) -> str:
        """Give a text that is one of these words."""
        return self._entry(name, str, " | ".join(f'"{word}"' for word in words), words.__contains__)

    def texts(self, name: str) -> list[str]:
        """Give a list of texts."""
        return self._entry(
            name, list, '["…", "…"]', lambda texts: all(isinstance(text, str) for text in texts)
        )

    def both(self, name: str) -> Bilingual:
        """Give a text in both languages."""
        said = self.inner(name)
        return Bilingual(said.text("zh"), said.text("en"))

    def inner(self, name: str) -> "Entries":
        """Give a table inside."""
        return Entries(self.box, self._entry(name, dict, "{ … }"), f"{self.path}{name}.")

    def tables(self) -> Iterator[tuple[str, "Entries"]]:
        """Give every entry as a table inside, after its name."""
        yield from ((name, self.inner(name)) for name in self.table)

    def _entry(self, name: str, sort: type[T], written: str, fits: Callable[[T], bool] = lambda _: True) -> T:
        entry = self.table.get(name)
        if isinstance(entry, sort) and fits(entry):
            return entry
        whole = f"{self.path}{name} = {written}"
        raise NotInLanguage(
            self._place(name),
            f"这里应当写明 {whole}。",
            f"this box needs {whole}.",
        )

    def _place(self, name: str) -> Place:
        entry = re.compile(rf'\s*"?{re.escape(name)}"?\s*=')
        place = self.box.place
        lines = [number for number, line in enumerate(self.box.lines, place.line + 1) if entry.match(line)]
        return Place(place.file, lines[0]) if name in self.table and len(lines) == 1 else place


def cell(row: Mapping[str, str], place: Place, *headings: str) -> str:
    """Give the cell under the first of the headings that the table has; the last of them is the one it needs."""
    found = next((row[heading] for heading in headings if heading in row), None)
    if found is None:
        raise NotInLanguage(
            place,
            f"这张表缺少“{headings[-1]}”一栏。请补上。",
            f"this table has no column “{headings[-1]}”. Add it.",
        )
    return found
