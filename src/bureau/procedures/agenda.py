"""The calendar of deadlines: a month of working days and days off, with what is due on each, as far as someone may see it."""

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from bureau.accounts.permissions import Acting
from bureau.procedures.queries import own
from bureau.procedures.working_days import ONE, working_days_of

# So many are named on a day; of more, the count.
NAMED = 4
AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due on a day, and its page; `short` says nothing that is confidential."""

    on: date
    label: str
    short: str
    url: str
    late: bool


Source = Callable[[Acting, date, date], Sequence[Due]]


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar; `works` is none where nobody knows yet."""

    on: date
    within: bool
    today: bool
    works: bool | None
    due: tuple[Due, ...]

    @property
    def named(self) -> tuple[Due, ...]:
        """Those that are named."""
        return self.due[:NAMED]

    @property
    def more(self) -> int:
        """How many are not."""
        return max(0, len(self.due) - NAMED)


def cases_due(by: Acting, first: date, last: date) -> list[Due]:
    """Give the deadlines of the cases of one's body, of one's enterprise, or of one's laboratory."""
    found = own(by).filter(due_on__range=(first, last)).order_by("due_on", "pk")
    return [
        Due(
            one.due_on,
            f"{one.number} {one.get_kind_display()} {one.state_label}",
            one.number,
            reverse("case", args=[one.pk]),
            one.late_since is not None,
        )
        for one in found
        if one.due_on is not None
    ]


SOURCES: list[Source] = [cases_due]


def contribute(source: Source) -> None:
    """Let an app above put its deadlines into the calendar; one that is there already is not added again."""
    if source not in SOURCES:
        SOURCES.append(source)


def month_of(by: Acting, year: int, month: int, today: date) -> list[list[Day]]:
    """Give the weeks of a month, from Monday to Sunday, whole."""
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    works = working_days_of(on for week in weeks for on in week)
    found: dict[date, list[Due]] = {}
    for one in _due(by, weeks[0][0], weeks[-1][-1]):
        found.setdefault(one.on, []).append(one)
    return [
        [Day(on, on.month == month, on == today, works[on], tuple(found.get(on, ()))) for on in week]
        for week in weeks
    ]


def beside(year: int, month: int) -> tuple[date, date]:
    """Give the first days of the month before and of the month after."""
    first = date(year, month, 1)
    after = first + timedelta(days=calendar.monthrange(year, month)[1])
    return (first - ONE).replace(day=1), after


def _due(by: Acting, first: date, last: date) -> list[Due]:
    found = [one for source in SOURCES for one in source(by, first, last)]
    return sorted(found, key=lambda one: (one.on, one.label))


def icalendar_of(by: Acting, today: date, page: str) -> str:
    """Give what is due from today as a file for calendars (RFC 5545): numbers alone, since it leaves the system."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//qualitycredit//agenda//ZH"]
    for one in _due(by, today, today + AHEAD):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{one.short}-{one.on:%Y%m%d}@qualitycredit",
            f"DTSTAMP:{today:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{one.on:%Y%m%d}",
            f"SUMMARY:{one.short}",
            f"URL:{page}{one.url}",
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])
