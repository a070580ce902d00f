"""The calendar of deadlines: a month of working days and days off, with what is due on each, as far as someone may see it."""

import calendar
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from bureau.accounts.permissions import Acting
from bureau.procedures.queries import own
from bureau.procedures.working_days import ONE, working_days_of

# So many of a source are named on a day; the others are a number, and a list of their own.
NAMED = 4


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due on a day, and its page; `short` says nothing that is confidential."""

    on: date
    label: str
    short: str
    url: str
    late: bool


@dataclass(frozen=True, slots=True)
class Deadlines:
    """What a source has in some days: how much on each, the first few by name, and the address of the list of a day."""

    counts: Mapping[date, int]
    named: Sequence[Due]
    listed: str


# Who asks, the first day and the last, and today.
Source = Callable[[Acting, date, date, date], Deadlines]


@dataclass(slots=True)
class Day:
    """A day of the calendar; `works` is none where nobody knows yet, `more` counts what is not named, with its list."""

    on: date
    within: bool
    today: bool
    works: bool | None
    due: list[Due] = field(default_factory=list)
    more: list[tuple[int, str]] = field(default_factory=list)


def first_of_each_day(found: QuerySet[Any]) -> tuple[dict[date, int], QuerySet[Any]]:
    """Count rows by their `due_on`, and give the first few of each day; two queries, however many rows there are."""
    counts = dict(found.order_by().values_list("due_on").annotate(count=Count("pk")))
    place = Window(RowNumber(), partition_by="due_on", order_by="pk")
    return counts, found.annotate(place=place).filter(place__lte=NAMED)


def cases_due(by: Acting, first: date, last: date, today: date) -> Deadlines:
    """Give the deadlines of the cases of one's body, of one's enterprise, or of one's laboratory."""
    counts, found = first_of_each_day(own(by).filter(due_on__range=(first, last)).order_by("due_on", "pk"))
    named = [
        Due(
            one.due_on,
            f"{one.number} {one.get_kind_display()} {one.state_label}",
            one.number,
            reverse("case", args=[one.pk]),
            one.is_late_on(today),
        )
        for one in found
    ]
    return Deadlines(counts, named, f"{reverse('cases')}?show=own&due=")


SOURCES: list[Source] = [cases_due]


def contribute(source: Source) -> None:
    """Let an app above put its deadlines into the calendar; one that is there already is not added again."""
    if source not in SOURCES:
        SOURCES.append(source)


def month_of(by: Acting, year: int, month: int, today: date) -> list[list[Day]]:
    """Give the weeks of a month, from Monday to Sunday, whole."""
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    works = working_days_of(on for week in weeks for on in week)
    days = {on: Day(on, on.month == month, on == today, works[on]) for week in weeks for on in week}
    for source in SOURCES:
        found = source(by, weeks[0][0], weeks[-1][-1], today)
        for one in found.named:
            days[one.on].due.append(one)
        for on, count in found.counts.items():
            if count > NAMED:
                days[on].more.append((count - NAMED, f"{found.listed}{on.isoformat()}"))
    return [[days[on] for on in week] for week in weeks]


def beside(year: int, month: int) -> tuple[date, date]:
    """Give the first days of the month before and of the month after."""
    first = date(year, month, 1)
    after = first + timedelta(days=calendar.monthrange(year, month)[1])
    return (first - ONE).replace(day=1), after
