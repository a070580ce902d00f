"""Conditions on one record, as of a day: the plain definition."""

import operator
from collections.abc import Callable
from datetime import date
from typing import Any, assert_never

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
    Selection,
    Some,
)
from qualitycredit.model.facts import Record

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def visible(record: Record, field: DateField, today: date) -> date | None:
    """Give a date of the record as of `today`: a `closed_on` still to come counts as none."""
    if field == "closed_on" and record.closed_on is not None and record.closed_on > today:
        return None
    day: date | None = getattr(record, field)
    return day


def meets(condition: Condition, record: Record, today: date) -> bool:
    """Say whether the record meets the condition; what is missing meets no comparison."""
    match condition:
        case InWindow(field, window):
            day = visible(record, field, today)
            return day is not None and window.holds(day, today)
        case Missing(field):
            return visible(record, field, today) is None
        case BesideToday(field, sign):
            day = visible(record, field, today)
            return day is not None and COMPARISONS[sign](day, today)
        case BesideDate(left, sign, right):
            first, second = visible(record, left, today), visible(record, right, today)
            return first is not None and second is not None and COMPARISONS[sign](first, second)
        case BesideNumber(number, sign, value):
            found = getattr(record, number)
            return found is not None and COMPARISONS[sign](found, value)
        case Every(parts):
            return all(meets(part, record, today) for part in parts)
        case Some(parts):
            return any(meets(part, record, today) for part in parts)
        case Contrary(part):
            return not meets(part, record, today)
        case _ as unreachable:
            assert_never(unreachable)


def selected(selection: Selection, record: Record) -> bool:
    """Say whether the record's kind and outcome match a pattern, whatever its dates."""
    return any(
        record.kind == pattern.kind and (pattern.outcomes is None or record.outcome in pattern.outcomes)
        for pattern in selection.patterns
    )
