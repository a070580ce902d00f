"""Conditions on one record: the sign is the verdict of the day, and stays right for as long as it says."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import get_args

import pytest

from qualitycredit.engines.columnar import FOREVER
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
    Operator,
    Order,
    Selection,
    Some,
)
from qualitycredit.model.facts import Record
from qualitycredit.model.nodes import Exists
from qualitycredit.model.periods import CalendarYear, Window, Years
from tests.unit.columnar.plain import assert_sound
from tests.unit.columnar.standards import FAIL, TODAY, dossier, record, signs_of

FIELDS: Sequence[DateField] = get_args(DateField)
ORDERS: Sequence[Order] = get_args(Order)
OPERATORS: Sequence[Operator] = get_args(Operator)
DAYS = (date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1), date(2025, 12, 31), date(2026, 1, 1), TODAY)
LAST = date.max


def fail(occurred_on: date = TODAY, due_on: date | None = None, closed_on: date | None = None) -> Record:
    return record("check", "fail", occurred_on, due_on=due_on, closed_on=closed_on)


def near(day: date, *offsets: int) -> list[date]:
    return [day + timedelta(days=offset) for offset in offsets]


def sound(condition: Condition, records: Iterable[Record], day: date = TODAY) -> list[int]:
    """Check a condition on one record at a time, and give the signs, which are the same in both worlds."""
    node = Exists(Selection((FAIL,), condition))
    signs = assert_sound(node, *(dossier(each) for each in records), day=day)
    assert all(best == worst for best, worst in signs)
    return [worst for _, worst in signs]


@pytest.mark.parametrize("window", [Years(1), Years(3), CalendarYear()], ids=str)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_windows_at_their_edges(window: Window, day: date) -> None:
    moments = near(day, -1097, -1096, -1095, -1094, -366, -365, -364, -1, 0, 1, 400)
    moments += [date(2024, 2, 29), date(2024, 2, 28), date(2024, 3, 1), date(2025, 12, 31), date(2026, 1, 1)]
    sound(InWindow("occurred_on", window), map(fail, moments), day)
    sound(InWindow("closed_on", window), [fail(date(2022, 1, 1), None, moment) for moment in moments], day)


@pytest.mark.parametrize(
    ("years", "day", "sign"),
    [
        (1, date(2025, 2, 28), 1),
        (1, date(2025, 3, 1), -FOREVER),
        (4, date(2028, 2, 28), 1),
        (4, date(2028, 2, 29), -FOREVER),
    ],
)
def test_the_anniversary_of_a_leap_day_is_the_first_of_march(years: int, day: date, sign: int) -> None:
    assert sound(InWindow("occurred_on", Years(years)), [fail(date(2024, 2, 29))], day) == [sign]


def test_the_calendar_year_ends_at_new_year() -> None:
    records = map(fail, [date(2025, 12, 31), date(2026, 1, 1), TODAY, date(2026, 7, 2)])
    assert sound(InWindow("occurred_on", CalendarYear()), records) == [-FOREVER, 185, 185, -2]


def test_a_window_of_no_years_is_empty() -> None:
    assert sound(InWindow("occurred_on", Years(0)), [fail()]) == [-FOREVER]


def test_windows_at_the_end_of_the_calendar() -> None:
    records = [fail(due_on=day) for day in (date(9996, 12, 31), date(9997, 1, 1), LAST)]
    assert sound(InWindow("due_on", Years(3)), records, LAST) == [-FOREVER, FOREVER, FOREVER]
    assert sound(InWindow("due_on", Years(3)), records, date(9999, 12, 30)) == [1, FOREVER, -1]
    assert sound(InWindow("due_on", CalendarYear()), records, LAST) == [-FOREVER, -FOREVER, FOREVER]


@pytest.mark.parametrize("window", [Years(1), CalendarYear()], ids=str)
def test_a_window_may_reach_back_before_the_calendar(window: Window) -> None:
    node, day = Exists(Selection((FAIL,), InWindow("occurred_on", window))), date(1, 6, 1)
    left = window.leaves(date.min) - day.toordinal()
    assert signs_of(node, dossier(fail(date.min)), day=day) == [(left, left)]


@pytest.mark.parametrize("order", ORDERS)
def test_dates_beside_today(order: Order) -> None:
    moments = near(TODAY, -400, -1, 0, 1, 400)
    begun = near(TODAY, -500, 2)
    sound(BesideToday("occurred_on", order), map(fail, moments))
    sound(BesideToday("due_on", order), [fail(), *(fail(d, moment) for d in begun for moment in moments)])
    sound(
        BesideToday("closed_on", order),
        [fail(), *(fail(d, None, moment) for d in begun for moment in moments)],
    )


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("day", [TODAY, date(9999, 12, 30), LAST], ids=str)
def test_the_last_day_of_the_calendar_has_no_day_after(order: Order, day: date) -> None:
    sound(BesideToday("due_on", order), [fail(due_on=LAST)], day)
    sound(BesideToday("closed_on", order), [fail(closed_on=LAST)], day)


def test_a_permit_without_end_never_ends() -> None:
    without_end = [fail(due_on=LAST)]
    assert sound(BesideToday("due_on", ">="), without_end) == [FOREVER]
    assert sound(BesideToday("due_on", "<"), without_end) == [-FOREVER]
    assert sound(BesideToday("due_on", ">"), without_end) == [(LAST - TODAY).days]


def test_missing_dates() -> None:
    moments = near(TODAY, -1, 0, 1, 30)
    sound(Missing("occurred_on"), map(fail, moments))
    sound(Missing("due_on"), [fail(), *(fail(due_on=moment) for moment in moments)])
    closed = [fail(), *(fail(closed_on=moment) for moment in moments)]
    assert sound(Missing("closed_on"), closed) == [FOREVER, -FOREVER, -FOREVER, 1, 30]


@pytest.mark.parametrize("operator", OPERATORS)
def test_two_dates_of_a_record(operator: Operator) -> None:
    moments = [None, *near(TODAY, -1, 0, 1)]
    records = [fail(near(TODAY, -1)[0], due_on, closed_on) for due_on, closed_on in product(moments, moments)]
    sound(BesideDate("closed_on", operator, "due_on"), records)
    sound(BesideDate("due_on", operator, "closed_on"), records)
    sound(BesideDate("due_on", operator, "occurred_on"), records)


@pytest.mark.parametrize("operator", OPERATORS)
def test_numbers_of_a_record(operator: Operator) -> None:
    counts = [record("check", "fail", TODAY, inspected=inspected) for inspected in (None, 2, 3)]
    scores = [None, Decimal("2.5"), Decimal("-0.0001")]
    for value in (Decimal("2.5"), Decimal("3E+0")):
        sound(BesideNumber("inspected", operator, value), counts)
        sound(
            BesideNumber("score", operator, value), [record("check", "fail", TODAY, score=s) for s in scores]
        )


def test_conditions_together() -> None:
    this_year, still_open = InWindow("occurred_on", CalendarYear()), Missing("closed_on")
    late = Every((BesideToday("due_on", "<"), Contrary(BesideDate("closed_on", "<=", "due_on"))))
    condition = Every((Some((this_year, still_open)), late))
    occurred = (date(2023, 2, 28), date(2025, 12, 31), date(2026, 1, 1), date(2026, 7, 5))
    due, closed = (None, TODAY, date(2026, 7, 20)), (None, TODAY, date(2026, 7, 15), date(2026, 7, 25))
    records = [fail(*dates) for dates in product(occurred, due, closed)]
    sound(condition, records)
    sound(Some((Contrary(condition), Every((this_year, Every((still_open,)))))), records)


def test_every_of_nothing_holds_and_some_of_nothing_does_not() -> None:
    assert sound(Every(()), [fail()]) == [FOREVER]
    assert sound(Some(()), [fail()]) == [-FOREVER]
    assert sound(Contrary(Some(())), map(fail, near(TODAY, 3))) == [-3]


def test_what_no_record_can_meet_again_is_left_out() -> None:
    recent, older = InWindow("occurred_on", Years(1)), InWindow("occurred_on", Years(2))
    records = [
        fail(day, due_on) for day in near(TODAY, 0, -364, -365, -729, -730, -731) for due_on in (None, TODAY)
    ]
    for condition in (Some((recent, older)), Every((recent, older)), Some((recent, Missing("due_on")))):
        sound(condition, records)
