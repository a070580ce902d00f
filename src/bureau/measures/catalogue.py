"""The catalogue of measures: data beside this module, each with the sentence of the opinion that it stands on."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

DATA = Path(__file__).parent / "data" / "aqsiq-2006.toml"
FOLLOWS = ("settled", "worst", "listed", "fact")
POLARITIES = ("incentive", "help", "supervision", "sanction")
NEEDS = ("", "permit", "exporter")
SIDES = ("home", "export")
OUTCOMES = ("withdrawn", "suspended", "kept")
LISTS = ("grades", "outcomes")


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: whom it follows, what it needs, who owes it, until when; `weight` in hundredths of an ordinary draw.

    `outcomes` are what two officers decide between, where it is a decision.
    """

    code: str
    follows: str
    polarity: str
    zh: str
    en: str
    quote: str
    grades: tuple[str, ...] = ()
    needs: str = ""
    side: str = "home"
    days: int = 0
    months: int = 0
    weight: int = 0
    outcomes: tuple[str, ...] = ()
    basis: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def label(self) -> str:
        """How it reads to the reader."""
        return self.en if (get_language() or "").startswith("en") else self.zh

    @property
    def tone(self) -> str:
        """Whether it does good or weighs, as a tone of the design system."""
        tones = {"incentive": "good", "help": "good", "supervision": "warn", "sanction": "bad"}
        return tones[self.polarity]

    def holds_on(self, day: date) -> bool:
        """Tell whether the measure itself is in force on a day: some have ended."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day < self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Fact:
    """A kind of record and its outcome that measures look at; `each` where every one of them is a subject."""

    kind: str
    outcome: str
    each: bool = False


@cache
def _data() -> dict[str, Any]:
    with DATA.open("rb") as file:
        return tomllib.load(file)


@cache
def facts() -> dict[str, Fact]:
    """Give the facts that measures look at, by their names."""
    return {name: Fact(**row) for name, row in _data()["facts"].items()}


@cache
def catalogue() -> dict[str, Measure]:
    """Give all measures by their codes, in the order of the opinion."""
    rows = _data()["measure"]
    found = [Measure(**{**row, **{name: tuple(row.get(name, ())) for name in LISTS}}) for row in rows]
    return {one.code: one for one in found}
