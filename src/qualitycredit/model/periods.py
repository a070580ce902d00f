"""Spans of time before the as-of day, and the day on which a date leaves each of them."""

from calendar import isleap
from dataclasses import dataclass
from datetime import date

LAST_DAY = date.max.toordinal()


def years_before(day: date, years: int) -> date:
    """Go back `years`, keeping month and day; 29 February becomes 28 February where the year has none."""
    year = day.year - years
    if day.month == 2 and day.day == 29 and not isleap(year):  # noqa: PLR2004 - the one day some years lack
        return date(year, 2, 28)
    return day.replace(year=year)


def anniversary(day: date, years: int) -> int:
    """Give the ordinal of the first day whose `years_before` is not before `day`; it may lie past `LAST_DAY`."""
    year = day.year + years
    if year > date.max.year:
        return LAST_DAY + 1
    if day.month == 2 and day.day == 29 and not isleap(year):  # noqa: PLR2004 - the one day some years lack
        return date(year, 3, 1).toordinal()
    return day.replace(year=year).toordinal()


@dataclass(frozen=True, slots=True)
class Years:
    """The last `count` years: `t - count years < day <= t`."""

    count: int

    def holds(self, day: date, today: date) -> bool:
        """Say whether `day` lies in the span that ends `today`."""
        return years_before(today, self.count) < day <= today

    def leaves(self, day: date) -> int:
        """Give the ordinal of the first day on which `day` no longer lies in the span."""
        return anniversary(day, self.count)


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """The calendar year of the as-of day, up to that day."""

    def holds(self, day: date, today: date) -> bool:
        """Say whether `day` lies in the year of `today`, and not after it."""
        return day.year == today.year and day <= today

    def leaves(self, day: date) -> int:
        """Give the ordinal of the next New Year's Day after `day`."""
        if day.year == date.max.year:
            return LAST_DAY + 1
        return date(day.year + 1, 1, 1).toordinal()


Window = Years | CalendarYear
