"""Records and the conditions on them, in English."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from qualitycredit.explaining.names import Alike, Names, Said, is_involved, when_and_what
from qualitycredit.model.conditions import (
    EVERYTHING,
    BesideDate,
    BesideNumber,
    BesideToday,
    Condition,
    Contrary,
    Every,
    InWindow,
    Missing,
    Pattern,
    Selection,
    Some,
)
from qualitycredit.model.nodes import Run
from qualitycredit.model.periods import Window, Years

_VERBS: Final = {"occurred_on": "occurred", "due_on": "has a term that ends", "closed_on": "ended"}
_DAYS: Final = {
    "occurred_on": "the day it occurred",
    "due_on": "the last day of its term",
    "closed_on": "the day it ended",
}
_NUMBERS: Final = {"inspected": "a number inspected", "passed": "a number passed", "score": "a score"}
_ABSENT: Final = {
    "occurred_on": "has no day of occurrence",
    "due_on": "has no fixed term",
    "closed_on": "has not ended",
}
_PRESENT: Final = {
    "occurred_on": "has a day of occurrence",
    "due_on": "has a fixed term",
    "closed_on": "has ended",
}
BESIDE: Final = {
    "<": "before",
    "<=": "on or before",
    ">": "after",
    ">=": "on or after",
    "==": "on",
    "!=": "on a day other than",
}
AMOUNTS: Final = {
    "<": "less than",
    "<=": "at most",
    ">": "more than",
    ">=": "at least",
    "==": "exactly",
    "!=": "other than",
}


def bracketed(said: Said) -> str:
    """Give the words, in brackets where they would run into a longer sentence."""
    return f"({said.words})" if said.compound else said.words


def listed(names: Iterable[str]) -> str:
    """Give one or several names in quotation marks, joined by or."""
    *first, last = (f"“{name}”" for name in names)
    return f"{', '.join(first)} or {last}" if first else last


def span(window: Window) -> str:
    """Say a span of time."""
    match window:
        case Years(1):
            return "in the last year"
        case Years(count):
            return f"in the last {count} years"
        case _:
            return "in the current calendar year"


def condition_said(condition: Condition) -> Said:
    """Say a plain condition as what the record does."""
    match condition:
        case InWindow(date, window):
            return Said(f"{_VERBS[date]} {span(window)}")
        case Missing(date):
            return Said(_ABSENT[date])
        case Contrary(Missing(date)):
            return Said(_PRESENT[date])
        case BesideToday("due_on", "<"):
            return Said("is past its term")
        case BesideToday("due_on", ">="):
            return Said("is within its term")
        case BesideToday(date, sign):
            return Said(f"{_VERBS[date]} {BESIDE[sign]} the as-of day")
        case BesideDate(left, sign, right):
            return Said(f"{_VERBS[left]} {BESIDE[sign]} {_DAYS[right]}")
        case BesideNumber(number, sign, value):
            return Said(f"has {_NUMBERS[number]} of {AMOUNTS[sign]} {value:f}")
        case Every(parts):
            return Said(
                " and ".join(bracketed(condition_said(part)) for part in parts) or "is any", bool(parts)
            )
        case Some(parts):
            return Said(
                " or ".join(bracketed(condition_said(part)) for part in parts) or "cannot be", bool(parts)
            )
        case _:
            return Said(f"is not one that {bracketed(condition_said(condition.part))}", compound=True)


@dataclass(frozen=True, slots=True)
class EnglishRecords:
    """Records as a standard names them."""

    names: Names

    def having(self, article: str, selection: Selection) -> Said:
        """Say “no …” or “at least one …” of records."""
        such = self.such(selection)
        return Said(f"there is {article} {such.words}", such.compound)

    def such(self, selection: Selection) -> Said:
        """Name records at the end of a sentence, where involved conditions can stand as a numbered list."""
        window, condition = when_and_what(selection)
        if not is_involved(condition):
            return Said(self.inline(selection))
        records = f"{self._records(selection.patterns)}{_when(window)}"
        return Said(f"{records} that meets all of these: {items(condition)}", compound=True)

    def inline(self, selection: Selection) -> str:
        """Name records in the middle of a sentence."""
        window, condition = when_and_what(selection)
        return f"{self._records(selection.patterns)}{_when(window)}{_that(condition)}"

    def run(self, run: Run, *, holds: bool) -> Said:
        """Say that records follow one another; the kinds are not named again where they are the same."""
        kinds = self.names.kinds(run.series.patterns)
        apart = [
            "in order of time",
            *["each kind apart"][: len(kinds) - 1],
            *["each subject apart"][: run.by_subject],
        ]
        (group, *others) = self.names.alike(run.member.patterns)
        named = self.inline(run.member)
        asked = named.removeprefix(f"record of {listed(kinds)}")
        member = f"one{asked}" if not others and group.kinds == kinds and asked else f"a {named}"
        series = self._records(run.series.patterns).removeprefix("record of ")
        are = "there are" if holds else "there are no"
        order = ", ".join(apart)
        return Said(
            f"{are} {run.length} consecutive records of {series} ({order}), each {member}", compound=True
        )

    def _records(self, patterns: tuple[Pattern, ...]) -> str:
        groups = self.names.alike(patterns)
        if len(groups) > 1:
            return f"record of ({', or '.join(_alike(group, ' with any result') for group in groups)})"
        return f"record of {_alike(groups[0], '')}"


def _alike(group: Alike, whichever: str) -> str:
    result = whichever if group.outcomes is None else f" with the result {listed(group.outcomes)}"
    return f"{listed(group.kinds)}{result}"


def items(condition: Condition) -> str:
    """Say the parts of an involved condition as a numbered list."""
    parts = condition.parts if isinstance(condition, Every) else ()
    return "; ".join(f"({number}) it {condition_said(part).words}" for number, part in enumerate(parts, 1))


def _when(window: Window | None) -> str:
    return f" {span(window)}" if window else ""


def _that(condition: Condition) -> str:
    return "" if condition == EVERYTHING else f" that {condition_said(condition).words}"
