"""Rates, at the full mark and below it, with data and without."""

from datetime import date, timedelta

import pytest

from qualitycredit.engines.columnar import FOREVER
from qualitycredit.model.conditions import (
    InWindow,
    Missing,
    Pattern,
    Selection,
)
from qualitycredit.model.facts import Record
from qualitycredit.model.nodes import (
    Constant,
    Exists,
    Node,
    RateAtLeast,
)
from qualitycredit.model.periods import CalendarYear, Years
from tests.unit.columnar.plain import assert_sound
from tests.unit.columnar.standards import (
    FAIL,
    TODAY,
    dossier,
    record,
    signs_of,
)

FAILED = Exists(Selection((FAIL,), InWindow("occurred_on", Years(3))))


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def batch(offset: int, inspected: int | None, passed: int | None, *, contested: bool = False) -> Record:
    numbers = {"inspected": inspected, "passed": passed, "contested": contested}
    return record("batch", "done", day(offset), record_id=f"B{offset}", **numbers)


@pytest.mark.parametrize(
    "needed", [FAILED, Constant(value=True), Constant(value=False)], ids=["some", "yes", "no"]
)
@pytest.mark.parametrize("percent", [0, 80, 100])
def test_rates(percent: int, needed: Node) -> None:
    node = RateAtLeast(Selection((Pattern("batch", ("done",)),)), Years(1), percent, needed)
    failed = record("check", "fail", day(-1000))
    batches = [
        [],
        [batch(-1, 10, 10)],
        [batch(-1, 10, 8)],
        [batch(-1, 10, 7), batch(-364, 100, 100), batch(-365, 100, 0)],
        [batch(-1, 10, 10), batch(-300, 10, 5)],
        [batch(-1, 0, 0)],
        [batch(-1, None, 5), batch(-2, 5, None)],
        [batch(3, 10, 0), batch(-9, 10, 10)],
        [batch(-400, 10, 0)],
        [batch(-1, 10, 0, contested=True)],
        [batch(-1, 10, 0, contested=True), batch(-300, 10, 10)],
        [batch(-1, 10, 10, contested=True), batch(-300, 10, 0)],
    ]
    cases = [dossier(*data) for data in batches]
    assert_sound(node, *cases, *(dossier(failed, *data) for data in batches))


def test_a_full_rate_lasts_until_it_has_no_data() -> None:
    node = RateAtLeast(Selection((Pattern("batch"),)), Years(1), 100, Constant(value=True))
    assert assert_sound(node, dossier(batch(-300, 10, 10))) == [(FOREVER, 65)]
    assert assert_sound(node, dossier(batch(-300, 10, 10), batch(7, 10, 9))) == [(7, 7)]


def test_a_rate_over_records_that_meet_a_condition() -> None:
    selection = Selection((Pattern("batch"),), Missing("closed_on"))
    data = [record("batch", "done", day(-9), inspected=5, passed=4, closed_on=day(3)), batch(-2, 5, 5)]
    for percent in (95, 100):
        node = RateAtLeast(selection, CalendarYear(), percent, Constant(value=True))
        assert_sound(node, dossier(*data))


def test_a_record_that_two_patterns_match_counts_once() -> None:
    patterns = (Pattern("batch", ("done",)), Pattern("batch"))
    node = RateAtLeast(Selection(patterns), Years(1), 80, Constant(value=True))
    (alone,) = signs_of(node, dossier(batch(-9, 10, 8)))
    assert alone == (356, 356)
