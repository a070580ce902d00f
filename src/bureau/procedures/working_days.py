"""Deadlines in working days. A year whose official notice of holidays is not known is never estimated."""

from collections.abc import Iterable
from datetime import date, timedelta

import chinese_calendar

from bureau.procedures.models import HolidayNotice

ONE = timedelta(days=1)


class UnknownYear(Exception):
    """Nobody knows yet which days of a year are worked."""

    def __init__(self, year: int) -> None:
        super().__init__(str(year))
        self.year = year


def is_working_day(day: date) -> bool:
    """Tell whether people work on a day; what was entered goes before what the calendar that comes along knows.

    Raises UnknownYear where neither knows the year.
    """
    if notice := HolidayNotice.objects.filter(year=day.year).first():
        return notice.works_on(day)
    return _known(day)


def working_days_of(days: Iterable[date]) -> dict[date, bool | None]:
    """Tell of each day whether people work on it, and nothing of years that nobody knows."""
    notices = {one.year: one for one in HolidayNotice.objects.all()}
    found: dict[date, bool | None] = {}
    for day in days:
        notice = notices.get(day.year)
        try:
            found[day] = notice.works_on(day) if notice else _known(day)
        except UnknownYear:
            found[day] = None
    return found


def _known(day: date) -> bool:
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        raise UnknownYear(day.year) from None


def last_day(begins: date, working_days: int) -> date:
    """Give the last of so many working days after a day, which itself is not counted.

    Raises UnknownYear where they reach into a year that nobody knows.
    """
    notices = {one.year: one for one in HolidayNotice.objects.all()}
    day = begins
    while working_days:
        day += ONE
        notice = notices.get(day.year)
        working_days -= notice.works_on(day) if notice else _known(day)
    return day
