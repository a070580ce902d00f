"""What is aggregated over records and products: each sign is right today, and for as long as it says."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations

import pytest

from qualitycredit.engines.columnar import FOREVER, decision_query
from qualitycredit.model.conditions import (
    EVERYTHING,
    BesideDate,
    BesideToday,
    Every,
    InWindow,
    Missing,
    Operator,
    Order,
    Pattern,
    Selection,
    Some,
)
from qualitycredit.model.facts import Product, Record
from qualitycredit.model.nodes import (
    All,
    Any,
    Compare,
    Constant,
    Covered,
    Elapsed,
    EnterpriseDate,
    Exists,
    Flag,
    HasProduct,
    Highest,
    Lapsed,
    Latest,
    LatestScore,
    Lowest,
    Node,
    Not,
    RateAtLeast,
    Run,
    Total,
)
from qualitycredit.model.periods import CalendarYear, Years
from tests.unit.columnar.plain import assert_sound
from tests.unit.columnar.standards import (
    CHECK,
    FAIL,
    GRANT,
    PASS,
    SCORE,
    TODAY,
    dossier,
    record,
    signs_of,
    standard,
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


def test_the_latest_record_decides() -> None:
    node = Latest(Selection((CHECK,)), ("fail",), or_absent=False)
    tied = [
        record("check", "pass", day(-1), record_id="A", source="Z"),
        record("check", "pass", day(-1), record_id="B", source="A"),
        record("check", "fail", day(-1), record_id="B", source="B"),
    ]
    cases = [dossier(*order) for order in permutations(tied)]
    assert assert_sound(node, *cases) == [YES] * 6


@pytest.mark.parametrize("or_absent", [True, False])
@pytest.mark.parametrize("outcomes", [("fail",), ("pass", "fail"), ()], ids=str)
def test_the_latest_record_until_the_next(outcomes: tuple[str, ...], or_absent: bool) -> None:  # noqa: FBT001
    node = Latest(Selection((CHECK,)), outcomes, or_absent)
    now, later = record("check", "pass", TODAY), record("check", "fail", day(9), record_id="Q")
    contested = record("check", "fail", day(-2), contested=True, record_id="C")
    without_outcome = record("check", None, TODAY, record_id="Z")
    assert_sound(
        node,
        dossier(),
        dossier(now, later),
        dossier(later),
        dossier(contested),
        dossier(contested, record("check", "pass", day(-5))),
        dossier(now, without_outcome),
        dossier(record("check", "fail", day(4), contested=True), now),
    )


def test_the_latest_of_a_condition_is_refused() -> None:
    node = Latest(Selection((CHECK,), Missing("closed_on")), ("fail",), or_absent=True)
    with pytest.raises(ValueError, match="its selection has no condition"):
        decision_query(standard({"T.1": node}), TODAY)


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


def checks(
    outcomes: str, *, ids: str = "", contested: str = "", offset: int = -100, kind: str = "check"
) -> list[Record]:
    """Give checks on adjacent days, F for fail and P for pass; `contested` marks them with an x."""
    return [
        record(
            kind,
            "fail" if outcome == "F" else "pass",
            day(offset) if ids else day(offset + place),
            record_id=ids[place : place + 1] or f"{kind}{place:02}",
            contested=contested[place : place + 1] == "x",
        )
        for place, outcome in enumerate(outcomes)
    ]


@pytest.mark.parametrize("length", [1, 2, 3])
@pytest.mark.parametrize("by_subject", [True, False])
def test_runs_of_adjacent_records(length: int, by_subject: bool) -> None:  # noqa: FBT001
    series = Selection((CHECK, Pattern("test")))
    member = Selection((FAIL, Pattern("test", ("fail",))), InWindow("occurred_on", CalendarYear()))
    node = Run(series, member, length, by_subject)
    subjects = [
        record("check", "fail", day(n - 50), record_id=f"S{n}", subject=s) for n, s in enumerate("ABBA")
    ]
    subjects += [
        record("check", "fail", day(-40), record_id="N1"),
        record("check", "fail", day(-30), record_id="N2"),
    ]
    assert_sound(
        node,
        dossier(),
        dossier(*checks("FF")),
        dossier(*checks("FPF")),
        dossier(*checks("FFPFFF")[::-1]),
        dossier(*checks("FPF", contested=" x")),
        dossier(*checks("FFF", contested=" x")),
        dossier(*checks("FFF", contested="xx")),
        dossier(*checks("FFF", offset=-182)),
        dossier(*checks("FFF", offset=-1)),
        dossier(*checks("FPF", ids="ACB")),
        dossier(*checks("F"), *checks("F", offset=-99, kind="test")),
        dossier(*subjects),
        dossier(*subjects[:4]),
        dossier(*checks("PPP")),
    )


def test_a_tie_in_a_series_is_settled_by_the_source() -> None:
    node = Run(Selection((CHECK,)), Selection((FAIL,)), 2, by_subject=False)
    by_source = {source: "pass" if source == "B" else "fail" for source in "ABC"}
    tied = [record("check", outcome, day(-9), source=source) for source, outcome in by_source.items()]
    assert assert_sound(node, dossier(*tied)) == [NO]
    assert assert_sound(node, dossier(*tied[:1], *tied[2:])) == [YES]


def score(value: str | None, offset: int, *, contested: bool = False) -> Record:
    points = None if value is None else Decimal(value)
    return record("score", "given", day(offset), score=points, contested=contested, record_id=f"{offset}")


@pytest.mark.parametrize("operator", ["<", "<=", ">", ">=", "==", "!="])
def test_scores(operator: Operator) -> None:
    first = LatestScore(Selection((SCORE,)), Decimal(0), Decimal("28.00005"))
    second = LatestScore(Selection((CHECK,)), Decimal(3), Decimal(3))
    cases = [
        dossier(),
        dossier(score("13.5", -9)),
        dossier(score("13.5", -9), score("2", -1, contested=True)),
        dossier(score("13.5", -9), score(None, -1), score(None, 2)),
        dossier(score("13.5", -9), score("14", 6), record("check", "fail", day(3), score=Decimal(20))),
        dossier(score("13.5", -9), score("14", 6, contested=True)),
    ]
    for number in (first, Total((first, second)), Highest((first, second)), Lowest((first, second))):
        assert_sound(Compare(number, operator, Decimal("13.5")), *cases)


def test_a_sum_of_nothing_is_nought() -> None:
    assert signs_of(Compare(Total(()), "==", Decimal(0)), dossier()) == [YES]


def test_a_record_that_two_patterns_match_counts_once() -> None:
    patterns = (Pattern("batch", ("done",)), Pattern("batch"))
    node = RateAtLeast(Selection(patterns), Years(1), 80, Constant(value=True))
    (alone,) = signs_of(node, dossier(batch(-9, 10, 8)))
    assert alone == (356, 356)


def test_a_selection_of_nothing() -> None:
    for patterns in ((), (Pattern("check", ()),)):
        assert signs_of(Exists(Selection(patterns, EVERYTHING)), dossier(record("check", "fail", TODAY))) == [
            NO
        ]


def test_a_kind_that_nobody_described_can_be_contested() -> None:
    node = Exists(Selection((Pattern("rumour"),), BesideDate("due_on", ">=", "occurred_on")))
    facts = dossier(record("rumour", None, day(-1), due_on=TODAY, contested=True))
    assert assert_sound(node, facts) == [(-FOREVER, FOREVER)]
