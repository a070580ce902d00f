"""Reminders of deadlines: before a holiday and not in it, and each told once, however seldom somebody looks."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bureau.procedures.news import horizon, near, passed
from bureau.ui.clock import day
from tests.bureau.conftest import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("today", "last"),
    [
        # The seven days of the national holiday of 2026, and the Sunday and the Saturday worked for them.
        (date(2026, 9, 18), date(2026, 9, 22)),
        (date(2026, 9, 30), date(2026, 10, 10)),
        (date(2026, 10, 4), date(2026, 10, 10)),
        # A year that nobody knows: weekdays.
        (date(2099, 1, 1), date(2099, 1, 6)),
    ],
)
def test_what_is_due_behind_a_holiday_is_told_before_it(today: date, last: date) -> None:
    assert horizon(today) == last


@settings(max_examples=40, deadline=None)
@given(
    # Over the end of the last year whose holidays are known.
    start=st.integers(0, 60),
    gaps=st.lists(st.integers(0, 9), min_size=1, max_size=8),
    ahead=st.integers(0, 40),
)
def test_each_deadline_is_told_once_when_near_and_once_when_passed(
    start: int, gaps: list[int], ahead: int
) -> None:
    begun = NOW + start * DAY
    due = day(begun) + ahead * DAY
    at, since = begun, None
    told: dict[str, list[datetime]] = {"near": [], "passed": []}
    looks = []
    for gap in gaps:
        at += gap * DAY
        looks.append(at)
        for name, (first, last) in (("near", near(since, at)), ("passed", passed(since, at))):
            if first <= due <= last:
                told[name].append(at)
        since = at
    is_near = [one for one in looks if day(one) <= due <= horizon(day(one))]
    is_passed = [one for one in looks if due < day(one)]
    assert told == {"near": is_near[:1], "passed": is_passed[:1]}
