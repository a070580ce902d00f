"""The decision table: grade, best, worst, reason, clauses, and the day of the next change."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any as Anything

import pytest

from qualitycredit.engines.columnar import FOREVER
from qualitycredit.errors import StandardError
from qualitycredit.model.conditions import InWindow, Selection
from qualitycredit.model.facts import Dossier
from qualitycredit.model.nodes import (
    All,
    Any,
    ClauseHolds,
    Constant,
    Elapsed,
    EnterpriseDate,
    Exists,
    Flag,
    GradeIs,
    Node,
    Not,
    WorldsDiffer,
)
from qualitycredit.model.periods import Years
from tests.unit.columnar.standards import FAIL, TODAY, dossier, grade, record, standard

FAILED = Exists(Selection((FAIL,), InWindow("occurred_on", Years(1))))
RULES = standard(
    {"B.1": Not(ClauseHolds("A.1")), "A.1": Not(FAILED), "A.2": Elapsed("established_on", ">=", 3)},
    rows=[
        ("B", All((ClauseHolds("B.1"), ClauseHolds("A.2")))),
        ("A", All((ClauseHolds("A.1"), ClauseHolds("A.2")))),
    ],
    reasons=[
        ("too_young", All((GradeIs("best", "U"), Elapsed("established_on", "<", 2)))),
        ("unsettled", WorldsDiffer()),
    ],
    excluded=[
        ("not_established", EnterpriseDate("established_on", ">")),
        ("deregistered", EnterpriseDate("deregistered_on", "<=")),
    ],
)
ANSWERS = ("grade", "best", "worst", "reason", "met", "unknown", "next_change_on")


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def decided(*dossiers: Dossier, known_at: datetime | None = None) -> list[tuple[Anything, ...]]:
    return [tuple(row[name] for name in ANSWERS) for row in grade(RULES, *dossiers, known_at=known_at)]


def test_the_first_row_that_holds_decides() -> None:
    failed = record("check", "fail", day(-9))
    assert decided(dossier(), dossier(failed)) == [
        ("A", "A", "A", None, ["A.1", "A.2"], [], None),
        ("B", "B", "B", None, ["B.1", "A.2"], [], date(2027, 6, 21)),
    ]


def test_worlds_that_differ_leave_the_grade_open() -> None:
    contested = record("check", "fail", day(-9), contested=True)
    assert decided(dossier(contested)) == [
        ("U", "A", "B", "unsettled", ["A.2"], ["B.1", "A.1"], date(2027, 6, 21)),
    ]


def test_no_grade_for_the_young_and_no_reason_where_no_row_holds() -> None:
    young, older = date(2025, 1, 31), date(2024, 2, 29)
    assert decided(dossier(established_on=young), dossier(established_on=older)) == [
        ("U", "U", "U", "too_young", ["A.1"], [], date(2027, 1, 31)),
        ("U", "U", "U", None, ["A.1"], [], date(2027, 3, 1)),
    ]


def test_the_excluded_have_neither_worlds_nor_clauses() -> None:
    failed = record("check", "fail", day(-9))
    assert decided(
        dossier(failed, established_on=day(4)),
        dossier(failed, deregistered_on=TODAY),
        dossier(established_on=day(4), deregistered_on=day(2)),
        dossier(deregistered_on=day(2)),
    ) == [
        ("U", None, None, "not_established", [], [], day(4)),
        ("U", None, None, "deregistered", [], [], None),
        ("U", None, None, "not_established", [], [], day(4)),
        ("A", "A", "A", None, ["A.1", "A.2"], [], day(2)),
    ]


def test_the_day_of_the_next_change_may_be_the_last_of_the_calendar() -> None:
    facts = dossier(deregistered_on=date.max)
    assert [row["next_change_on"] for row in grade(RULES, facts)] == [date.max]
    assert [row["next_change_on"] for row in grade(RULES, facts, day=date.max)] == [None]


def test_a_table_may_be_empty() -> None:
    empty = standard({})
    (row,) = grade(empty, dossier())
    assert tuple(row[name] for name in ANSWERS) == ("U", "U", "U", None, [], [], None)


def test_a_row_may_give_no_grade() -> None:
    rows: list[tuple[str, Node]] = [("U", Flag("exporter")), ("A", Constant(value=True))]
    pending = standard({}, rows=rows, reasons=[("pending", Flag("exporter"))])
    found = [
        (row["grade"], row["best"], row["reason"])
        for row in grade(pending, dossier(exporter=True), dossier())
    ]
    assert found == [("U", "U", "pending"), ("A", "A", None)]


def test_the_grades_of_the_worlds_are_nodes_of_their_own() -> None:
    numbers = {node: number for number, node in enumerate(RULES.nodes())}
    (row,) = grade(RULES, dossier(record("check", "fail", day(-9), contested=True)))
    differ, ungraded = numbers[WorldsDiffer()], numbers[GradeIs("best", "U")]
    assert (row[f"n{differ}_best"], row[f"n{differ}_worst"]) == (356, 356)
    assert (row[f"n{ungraded}_best"], row[f"n{ungraded}_worst"]) == (-FOREVER, -FOREVER)


def test_an_earlier_row_ends_a_grade() -> None:
    coming = record("check", "fail", day(20))
    assert [answers[-1] for answers in decided(dossier(coming))] == [day(20)]


def test_only_versions_known_then_exist() -> None:
    moment = datetime(2026, 7, 1, 12, 0, 0, 1)
    instant = timedelta(microseconds=1)
    versions = [
        record("check", "fail", day(-9), recorded_at=moment),
        record("check", "fail", day(-9), recorded_at=moment + instant),
        record("check", "fail", day(-9), superseded_at=moment),
        record("check", "fail", day(-9), superseded_at=moment + instant),
    ]
    cases = [dossier(version) for version in versions]
    assert [answers[0] for answers in decided(*cases, known_at=moment)] == ["B", "A", "A", "B"]
    assert [answers[0] for answers in decided(*cases)] == ["B", "B", "A", "A"]
    beijing = moment.replace(tzinfo=UTC).astimezone(timezone(timedelta(hours=8)))
    assert [answers[0] for answers in decided(*cases, known_at=beijing)] == ["B", "A", "A", "B"]


def test_clauses_that_refer_to_one_another_are_refused() -> None:
    circle = standard({"A.1": Any((ClauseHolds("A.2"),)), "A.2": Not(ClauseHolds("A.1"))})
    with pytest.raises(StandardError, match=r"A\.1 → A\.2 → A\.1"):
        grade(circle, dossier())
