"""Conditions on one record as functions of the record and the day, made once a standard.

Each gives the signed horizon that `Horizons.meets` gives for the same condition.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import attrgetter
from typing import assert_never

from qualitycredit.engines.scalar.conditions import COMPARISONS
from qualitycredit.engines.scalar.days import ALWAYS, FOREVER, between, certain
from qualitycredit.model.conditions import (
    BesideDate,
    BesideNumber,
    BesideToday,
    Condition,
    Contrary,
    DateField,
    Every,
    InWindow,
    Missing,
    Order,
    Selection,
    Some,
)
from qualitycredit.model.facts import Record
from qualitycredit.model.periods import Window

Span = Callable[[Record, int], int]
"""The horizon of something about a record, on a day (an ordinal)."""
Matching = Callable[[Mapping[str, Sequence[Record]]], Sequence[Record]]
"""The records that match a pattern, out of all by kind."""


def matching(selection: Selection) -> Matching:
    """Prepare the choice of the records that match a pattern of the selection, whatever their dates."""
    wanted: dict[str, frozenset[str] | None] = {}
    for kind, outcomes in ((pattern.kind, pattern.outcomes) for pattern in selection.patterns):
        before = wanted.get(kind, frozenset())
        wanted[kind] = None if before is None or outcomes is None else before.union(outcomes)
    match list(wanted.items()):
        case [(only, None)]:
            return lambda by_kind: by_kind.get(only, ())

    def records(by_kind: Mapping[str, Sequence[Record]]) -> Sequence[Record]:
        return [
            record
            for kind, outcomes in wanted.items()
            for record in by_kind.get(kind, ())
            if outcomes is None or record.outcome in outcomes
        ]

    return records


def occurred(record: Record, day: int) -> int:
    """Give the horizon of a record's existence."""
    first = record.occurred_on.toordinal()
    return FOREVER if first <= day else day - first


def selecting(selection: Selection) -> Span:
    """Prepare the horizon of a record, that matches a pattern, being selected: it exists and meets the condition."""
    meets = meeting(selection.condition)
    match selection.condition:
        case InWindow("occurred_on"):
            # What lies in a window that ends today has occurred.
            return meets
        case Every(()):
            return occurred
        case _:
            return _lesser(occurred, meets)


def within(window: Window) -> Span:
    """Prepare the horizon of a record's day lying in a window."""
    return _in_window("occurred_on", window)


def meeting(condition: Condition) -> Span:
    """Prepare the horizon of a condition on a record."""
    match condition:
        case InWindow(field, window):
            return _in_window(field, window)
        case Missing(field):
            return _missing(field)
        case BesideToday(field, sign):
            return _beside_today(field, sign)
        case BesideDate():
            return _beside_date(condition)
        case BesideNumber():
            return _beside_number(condition)
        case Every(parts):
            return reduce(_lesser, map(meeting, parts)) if parts else _constant(FOREVER)
        case Some(parts):
            return reduce(_greater, map(meeting, parts)) if parts else _constant(-FOREVER)
        case Contrary(part):
            opposite = meeting(part)
            return lambda record, day: -opposite(record, day)
        case _ as unreachable:
            assert_never(unreachable)


def _lesser(left: Span, right: Span) -> Span:
    return lambda record, day: min(left(record, day), right(record, day))


def _greater(left: Span, right: Span) -> Span:
    return lambda record, day: max(left(record, day), right(record, day))


def _constant(horizon: int) -> Span:
    return lambda _record, _day: horizon


def _in_window(field: DateField, window: Window) -> Span:
    dated, leaves = _dated(field), window.leaves

    def horizon(record: Record, day: int) -> int:
        found = dated(record)
        return -FOREVER if found is None else between(day, found.toordinal(), leaves(found))

    return horizon


def _missing(field: DateField) -> Span:
    dated = _dated(field)
    if field == "closed_on":
        return lambda record, day: (
            FOREVER if record.closed_on is None else between(day, ALWAYS, record.closed_on.toordinal())
        )
    return lambda record, _: certain(dated(record) is None)


def _beside_today(field: DateField, sign: Order) -> Span:
    dated = _dated(field)
    # The first and the last day of what holds lie so many days after the date; a closing is not seen before its day.
    first = 0 if field == "closed_on" else None
    spans: dict[Order, tuple[int | None, int | None]] = {
        "<": (1, None),
        "<=": (0, None),
        ">": (first, 0),
        ">=": (first, 1),
    }
    enter, leave = spans[sign]

    def horizon(record: Record, day: int) -> int:
        found = dated(record)
        if found is None:
            return -FOREVER
        ordinal = found.toordinal()
        return between(
            day,
            ALWAYS if enter is None else ordinal + enter,
            FOREVER if leave is None else ordinal + leave,
        )

    return horizon


def _beside_date(condition: BesideDate) -> Span:
    left, right = _dated(condition.left), _dated(condition.right)
    holds = COMPARISONS[condition.operator]
    closing = "closed_on" in {condition.left, condition.right}

    def horizon(record: Record, day: int) -> int:
        first, second = left(record), right(record)
        if first is None or second is None or not holds(first, second):
            return -FOREVER
        return between(day, record.closed_on.toordinal()) if closing and record.closed_on else FOREVER

    return horizon


def _beside_number(condition: BesideNumber) -> Span:
    number, holds, value = attrgetter(condition.field), COMPARISONS[condition.operator], condition.value

    def horizon(record: Record, _: int) -> int:
        found = number(record)
        return certain(found is not None and holds(found, value))

    return horizon


def _dated(field: DateField) -> Callable[[Record], date | None]:
    getter: Callable[[Record], date | None] = attrgetter(field)
    return getter
