"""Every form of rule gives its node."""

from decimal import Decimal
from pathlib import Path

import pytest

from qualitycredit.language import Bilingual
from qualitycredit.model.conditions import (
    BesideDate,
    BesideNumber,
    BesideToday,
    Contrary,
    Every,
    InWindow,
    Missing,
    Pattern,
    Selection,
    Some,
)
from qualitycredit.model.nodes import (
    All,
    Any,
    ClauseHolds,
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
from qualitycredit.reading import load_standard
from tests.unit.reading.small import write_small

CHECK = Pattern("check")
FAIL = Pattern("check", ("fail",))
POINTS = LatestScore(Selection((Pattern("score"),)), Decimal(0), Decimal(100))
POINTS_RULE = "latest_score(points, missing=(0, 100))"

RULES: list[tuple[str, Node]] = [
    ("true", Constant(value=True)),
    ("假", Constant(value=False)),
    ("exports", Flag("exporter")),
    ("not exports", Not(Flag("exporter"))),
    ("exports and true", All((Flag("exporter"), Constant(value=True)))),
    ("exports or true", Any((Flag("exporter"), Constant(value=True)))),
    ("when(exports, true)", Any((Not(Flag("exporter")), Constant(value=True)))),
    ("established >= years(3)", Elapsed("established_on", ">=", 3)),
    ("established < years(3)", Elapsed("established_on", "<", 3)),
    ("established > today", EnterpriseDate("established_on", ">")),
    ("has_product(needs_permit)", HasProduct("permit_required")),
    ("some(check)", Exists(Selection((CHECK,)))),
    ("有（check．fail，近＝年（2））", Exists(Selection((FAIL,), InWindow("occurred_on", Years(2))))),
    ("some(check | points)", Exists(Selection((CHECK, Pattern("score"))))),
    ("some(check | check)", Exists(Selection((CHECK,)))),
    ("some(check, during=span)", Exists(Selection((CHECK,), InWindow("occurred_on", Years(1))))),
    ("some(check, late)", Exists(Selection((CHECK,), BesideDate("closed_on", ">", "due_on")))),
    (
        "some(check, late, within=calendar_year)",
        Exists(
            Selection(
                (CHECK,),
                Every((BesideDate("closed_on", ">", "due_on"), InWindow("occurred_on", CalendarYear()))),
            )
        ),
    ),
    ("some(check, closed_on == nothing)", Exists(Selection((CHECK,), Missing("closed_on")))),
    ("some(check, due_on != nothing)", Exists(Selection((CHECK,), Contrary(Missing("due_on"))))),
    ("some(check, not late)", Exists(Selection((CHECK,), Contrary(BesideDate("closed_on", ">", "due_on"))))),
    (
        "some(check, late and due_on < today)",
        Exists(
            Selection((CHECK,), Every((BesideDate("closed_on", ">", "due_on"), BesideToday("due_on", "<"))))
        ),
    ),
    (
        "some(check, late or today <= due_on)",
        Exists(
            Selection((CHECK,), Some((BesideDate("closed_on", ">", "due_on"), BesideToday("due_on", ">="))))
        ),
    ),
    ("some(check, closed_on in span)", Exists(Selection((CHECK,), InWindow("closed_on", Years(1))))),
    ("some(check, score >= -1.5)", Exists(Selection((CHECK,), BesideNumber("score", ">=", Decimal("-1.5"))))),
    ("every_product(needs_permit, check)", Covered("permit_required", Selection((CHECK,)))),
    (
        "every_product(needs_permit, check, late)",
        Covered("permit_required", Selection((CHECK,), BesideDate("closed_on", ">", "due_on"))),
    ),
    (
        "lapsed(check.fine, late)",
        Lapsed(Selection((Pattern("check", ("pass",)),)), BesideDate("closed_on", ">", "due_on")),
    ),
    ("run(check, check.fail, length=2)", Run(Selection((CHECK,)), Selection((FAIL,)), 2, by_subject=False)),
    (
        "run(check, check.fail, late, length=3, by_subject=true, within=years(1))",
        Run(
            Selection((CHECK,)),
            Selection(
                (FAIL,), Every((BesideDate("closed_on", ">", "due_on"), InWindow("occurred_on", Years(1))))
            ),
            3,
            by_subject=True,
        ),
    ),
    ("latest(check) in (nothing, fail)", Latest(Selection((CHECK,)), ("fail",), or_absent=True)),
    ("latest(check) not in {fail}", Not(Latest(Selection((CHECK,)), ("fail",), or_absent=False))),
    (
        "rate(check, within=years(1)) >= percent(90)",
        RateAtLeast(Selection((CHECK,)), Years(1), 90, Constant(value=True)),
    ),
    (
        "rate(check, during=span, needed=exports) < percent(100)",
        Not(RateAtLeast(Selection((CHECK,)), Years(1), 100, Flag("exporter"))),
    ),
    (f"{POINTS_RULE} <= 13", Compare(POINTS, "<=", Decimal(13))),
    (f"13 >= {POINTS_RULE}", Compare(POINTS, "<=", Decimal(13))),
    (
        f"14 <= {POINTS_RULE} <= 27",
        All((Compare(POINTS, ">=", Decimal(14)), Compare(POINTS, "<=", Decimal(27)))),
    ),
    (f"total({POINTS_RULE}, {POINTS_RULE}) > 5", Compare(Total((POINTS, POINTS)), ">", Decimal(5))),
    (f"highest({POINTS_RULE}) == 5", Compare(Highest((POINTS,)), "==", Decimal(5))),
    (f"lowest({POINTS_RULE}) != 5", Compare(Lowest((POINTS,)), "!=", Decimal(5))),
]


@pytest.mark.parametrize(("rule", "node"), RULES, ids=[rule for rule, _ in RULES])
def test_a_rule_gives_its_node(tmp_path: Path, rule: str, node: Node) -> None:
    clause = load_standard(write_small(tmp_path / "small", rule)).clause("G.1")
    assert clause.phrases[0].node == node
    assert clause.node == All((node, Not(Exists(Selection((FAIL,))))))


def test_a_term_may_stand_for_any_sort_of_rule(tmp_path: Path) -> None:
    for number, (rule, node) in enumerate(RULES):
        folder = write_small(tmp_path / f"term{number}", "spare", definition=rule)
        assert load_standard(folder).clause("G.1").phrases[0].node == node


def test_a_term_may_stand_for_a_number_a_rate_or_a_selection(tmp_path: Path) -> None:
    number = write_small(tmp_path / "number", "spare <= 13", definition=POINTS_RULE)
    assert load_standard(number).clause("G.1").phrases[0].node == Compare(POINTS, "<=", Decimal(13))
    rate = write_small(tmp_path / "rate", "spare >= percent(100)", definition="rate(check, within=span)")
    assert isinstance(load_standard(rate).clause("G.1").phrases[0].node, RateAtLeast)
    other = write_small(tmp_path / "other", "spare >= percent(100)", definition="steady")
    terms = other / "terms.md"
    terms.write_text(
        terms.read_text() + '\n```toml term\nsteady = "rate(check, within=span)"\n```\n\n```toml note\n```\n'
    )
    assert (
        load_standard(other).clause("G.1").phrases[0].node
        == load_standard(rate).clause("G.1").phrases[0].node
    )
    selection = write_small(tmp_path / "selection", "some(spare.fail)", definition="check")
    assert load_standard(selection).clause("G.1").phrases[0].node == Exists(Selection((FAIL,)))


def test_readings_select_the_meaning_of_terms_and_how_phrases_join(tmp_path: Path) -> None:
    folder = write_small(tmp_path / "small", "some(check, during=span)", joined="span")
    questions = folder / "readings.md"
    questions.write_text(questions.read_text(encoding="utf-8") + "\n```toml note\n```\n", encoding="utf-8")
    joined = load_standard(folder, {"span": "joined"})
    assert joined.clause("G.1").phrases[0].node == Exists(
        Selection((CHECK,), InWindow("occurred_on", CalendarYear()))
    )
    assert joined.clause("G.1").joined == "any"
    assert joined.chosen == {"span": "joined"}


def test_a_finding_and_what_is_not_judged_have_no_node(tmp_path: Path) -> None:
    for claim in ("finding", "not_judged"):
        standard = load_standard(write_small(tmp_path / claim, f"{claim}('by hand', 'why')"))
        phrase = standard.clause("G.1").phrases[0]
        assert (phrase.claim, phrase.node, phrase.remark) == (claim, None, Bilingual("by hand", "why"))
        assert standard.clause("G.1").node == Not(Exists(Selection((FAIL,))))


def test_all_of_a_group_is_all_of_its_clauses(tmp_path: Path) -> None:
    standard = load_standard(write_small(tmp_path / "small", "true"))
    assert standard.decision.rows[0].node == All((ClauseHolds("G.1"),))
    assert standard.group("G") == standard.clauses
    assert standard.nodes()[0] == Constant(value=True)
    assert set(standard.nodes()) >= {clause.node for clause in standard.clauses}
