"""What is aggregated over records and products: each sign is right today, and for as long as it says."""

from datetime import date, timedelta

import pytest

from qualitycredit.engines.columnar import FOREVER
from qualitycredit.model.conditions import (
    EVERYTHING,
    BesideDate,
    BesideToday,
    Every,
    InWindow,
    Missing,
    Order,
    Pattern,
    Selection,
    Some,
)
from qualitycredit.model.facts import Product, Record
from qualitycredit.model.nodes import (
    All,
    Any,
    Constant,
    Covered,
    Elapsed,
    EnterpriseDate,
    Exists,
    Flag,
    HasProduct,
    Lapsed,
    Node,
    Not,
)
from qualitycredit.model.periods import Years
from tests.unit.columnar.plain import assert_sound
from tests.unit.columnar.standards import (
    CHECK,
    FAIL,
    GRANT,
    PASS,
    TODAY,
    dossier,
    record,
    signs_of,
)

YES, NO = (FOREVER, FOREVER), (-FOREVER, -FOREVER)
FAILED = Exists(Selection((FAIL,), InWindow("occurred_on", Years(3))))


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def test_constants_and_their_joins() -> None:
    nodes: list[tuple[Node, tuple[int, int]]] = [
        (Constant(value=True), YES),
        (Constant(value=False), NO),
        (All(()), YES),
        (Any(()), NO),
        (Not(All((Constant(value=True), Any(())))), YES),
    ]
    assert [assert_sound(node, dossier()) for node, _ in nodes] == [[signs] for _, signs in nodes]


def test_joins_take_the_least_and_the_greatest() -> None:
    other = Exists(Selection((PASS,)))
    facts = dossier(record("check", "fail", day(-100)), record("check", "pass", day(5), record_id="Q"))
    for node in (All((FAILED, other)), Any((FAILED, other)), Not(Any((other, Not(FAILED)))), Not(FAILED)):
        assert_sound(node, facts, dossier())
    assert signs_of(All((FAILED, other)), facts) == [(-5, -5)]


def test_the_enterprise_itself() -> None:
    exporter, other = dossier(exporter=True), dossier()
    assert assert_sound(Flag("exporter"), exporter, other) == [YES, NO]


@pytest.mark.parametrize("order", [">=", "<", "<=", ">"])
def test_dates_of_the_enterprise(order: Order) -> None:
    gone = [dossier(deregistered_on=moment) for moment in (None, day(-1), TODAY, day(1), date.max)]
    assert_sound(EnterpriseDate("deregistered_on", order), *gone)


@pytest.mark.parametrize("years", [0, 1, 2, 3, 2025, 2026])
def test_years_that_have_elapsed(years: int) -> None:
    offsets = (-1097, -1096, -1095, -731, -730, -366, -365, -364, -1, 0, 1, 20)
    begun = [dossier(established_on=day(offset)) for offset in offsets]
    begun += [dossier(established_on=moment) for moment in (date(2024, 2, 29), date(9998, 1, 1))]
    assert_sound(Elapsed("established_on", ">=", years), *begun, day=max(TODAY, date(years + 1, 1, 1)))
    assert_sound(Elapsed("established_on", "<", years), *begun, day=max(TODAY, date(years + 1, 1, 1)))


def test_a_missing_date_has_neither_elapsed_nor_not() -> None:
    assert signs_of(Elapsed("deregistered_on", ">=", 1), dossier()) == [NO]
    assert signs_of(Elapsed("deregistered_on", "<", 1), dossier()) == [NO]


def test_years_that_reach_back_before_the_calendar_have_not_elapsed() -> None:
    (signs,) = signs_of(
        Elapsed("established_on", ">=", 3), dossier(established_on=date.min), day=date(2, 1, 1)
    )
    assert signs == (-730, -730)


def test_contested_records_exist_in_the_worst_world_only() -> None:
    contested = record("check", "fail", day(-10), contested=True)
    settled = record("check", "fail", day(-1000), record_id="Q")
    assert assert_sound(FAILED, dossier(contested), dossier(contested, settled), dossier(settled)) == [
        (-FOREVER, 1086),
        (96, 1086),
        (96, 96),
    ]


def test_products_and_their_flags() -> None:
    flagged, plain = Product("E", "P1", permit_required=True), Product("E", "P2")
    found = assert_sound(
        HasProduct("permit_required"),
        dossier(products=[plain, flagged]),
        dossier(products=[plain]),
        dossier(),
    )
    assert found == [YES, NO, NO]


VALID = Every((Missing("closed_on"), Some((Missing("due_on"), BesideToday("due_on", ">=")))))
PRODUCTS = (
    Product("E", "P1", permit_required=True),
    Product("E", "P2", permit_required=True),
    Product("E", "P3"),
)


def grant(subject: str | None, from_day: int, due: int | None = None, closed: int | None = None) -> Record:
    dates = {
        "due_on": None if due is None else day(due),
        "closed_on": None if closed is None else day(closed),
    }
    return record(
        "grant", "granted", day(from_day), subject=subject, record_id=f"{subject}{from_day}", **dates
    )


def test_every_product_is_covered() -> None:
    node = Covered("permit_required", Selection((GRANT,), VALID))
    without_end = record("grant", "granted", day(-9), subject="P1", due_on=date.max)
    cases = [
        dossier(products=PRODUCTS),
        dossier(grant("P1", -9), grant("P2", -9, 30), products=PRODUCTS),
        dossier(grant("P1", -9), grant("P2", -9, 30, 20), grant("P2", 10, 400), products=PRODUCTS),
        dossier(grant("P1", -9), grant("P2", 3), grant(None, -9), products=PRODUCTS),
        dossier(without_end, products=PRODUCTS[:1]),
        dossier(grant("P3", -9), products=PRODUCTS[2:]),
        dossier(grant("P1", -9)),
    ]
    found = assert_sound(node, *cases)
    assert found[0] == NO
    assert found[1] == (31, 31)
    assert found[4:] == [YES, YES, YES]


def test_a_contested_record_covers_in_the_worst_world_only() -> None:
    node = Covered("permit_required", Selection((CHECK,)))
    facts = dossier(record("check", "fail", day(-3), subject="P1", contested=True), products=PRODUCTS[:1])
    assert assert_sound(node, facts) == [(-FOREVER, FOREVER)]


def test_subjects_that_have_lapsed() -> None:
    node = Lapsed(Selection((GRANT,)), VALID)
    cases = [
        dossier(),
        dossier(grant("Q", -9, -1)),
        dossier(grant("Q", -9, -1), grant("Q", 4, 30)),
        dossier(grant("Q", -9, -1), grant("Q", -3, 30), grant("R", -9, 8)),
        dossier(grant(None, -9, -1), grant("Q", -9)),
        dossier(grant(None, -9, -1), grant(None, -2)),
        dossier(grant("Q", 5, 9, 7)),
    ]
    found = assert_sound(node, *cases)
    assert found[:3] == [NO, YES, (4, 4)]
    assert found[4:6] == [YES, NO]


def test_a_contested_subject_has_lapsed_in_the_worst_world_only() -> None:
    node = Lapsed(Selection((FAIL,)), Missing("closed_on"))
    contested = record("check", "fail", day(-9), closed_on=day(-3), contested=True)
    assert assert_sound(node, dossier(contested)) == [(-FOREVER, FOREVER)]


def test_a_selection_of_nothing() -> None:
    for patterns in ((), (Pattern("check", ()),)):
        assert signs_of(Exists(Selection(patterns, EVERYTHING)), dossier(record("check", "fail", TODAY))) == [
            NO
        ]


def test_a_kind_that_nobody_described_can_be_contested() -> None:
    node = Exists(Selection((Pattern("rumour"),), BesideDate("due_on", ">=", "occurred_on")))
    facts = dossier(record("rumour", None, day(-1), due_on=TODAY, contested=True))
    assert assert_sound(node, facts) == [(-FOREVER, FOREVER)]
