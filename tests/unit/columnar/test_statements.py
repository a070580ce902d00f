"""The statements themselves: one query, only what the standard needs, in more than one dialect."""

from datetime import date

import pytest
import sqlglot
from sqlglot import exp

from qualitycredit.engines.columnar import (
    clause_sql,
    decision_query,
    decision_relation,
    decision_sql,
    grade_columnar,
)
from qualitycredit.model.conditions import Missing, Selection
from qualitycredit.model.nodes import (
    All,
    ClauseHolds,
    Constant,
    Covered,
    Exists,
    HasProduct,
    Lapsed,
    Latest,
    Node,
    Not,
    Run,
)
from qualitycredit.reading import load_standard
from tests.generative.archives import connect
from tests.unit.columnar.standards import CHECK, FAIL, GRANT, PASS, TODAY, dossier, record, standard

FAILED, PASSED = Exists(Selection((FAIL,))), Exists(Selection((PASS,)))
NAMED = ("aqsiq-2006", "nyc-letter-grade")


def names_of(*nodes: Node) -> list[str]:
    """Give the names of the queries under the clauses."""
    clauses = {f"T.{number}": node for number, node in enumerate(nodes)}
    query = decision_query(standard(clauses), TODAY)
    names = [part.alias for part in query.ctes]
    return names[: names.index("leaves")]


@pytest.mark.parametrize(
    ("node", "names"),
    [
        (Constant(value=True), []),
        (HasProduct("permit_required"), ["goods"]),
        (PASSED, ["facts", "facts_of_found", "found", "settled_found"]),
        (FAILED, ["facts", "facts_of_found", "found", "settled_found", "contested_found"]),
        (Latest(Selection((GRANT,)), ("granted",), or_absent=True), ["facts", "facts_of_latest", "latest"]),
        (
            Covered("permit_required", Selection((GRANT,))),
            ["facts", "facts_of_covers", "covers", "goods"],
        ),
        (
            Lapsed(Selection((GRANT,)), Missing("closed_on")),
            ["facts", "facts_of_subjects", "subjects", "lapses"],
        ),
        (
            Run(Selection((PASS,)), Selection((PASS,)), 2, by_subject=False),
            ["facts", "facts_of_series_1", "series_1_1", "runs_of_series_1_1"],
        ),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, list) else "",
)
def test_only_the_queries_that_a_standard_needs(node: Node, names: list[str]) -> None:
    assert names_of(node) == names


def test_what_is_asked_twice_is_computed_once() -> None:
    query = decision_query(standard({"T.1": FAILED, "T.2": All((Not(FAILED), PASSED))}), TODAY)
    assert sum(isinstance(node, exp.Max) for node in query.walk()) == 2


def test_runs_of_one_series_share_its_order() -> None:
    runs = [
        Run(Selection((CHECK,)), Selection((member,)), length, by_subject=False)
        for member, length in ((PASS, 2), (FAIL, 3))
    ]
    assert [name for name in names_of(*runs) if name.startswith("series")] == ["series_1_1", "series_1_2"]


@pytest.mark.parametrize("name", NAMED)
def test_the_statement_is_written_for_spark_too(name: str) -> None:
    text = decision_sql(load_standard(name), TODAY, dialect="spark", pretty=False)
    assert isinstance(sqlglot.parse_one(text, read="spark"), exp.Select)
    for of_one_engine in ("ARG_MAX", "DATE_DIFF(", "LIST_FILTER", "::"):
        assert of_one_engine not in text


@pytest.mark.parametrize("name", NAMED)
def test_the_statement_uses_whole_numbers_only(name: str) -> None:
    query = decision_query(load_standard(name), TODAY)
    assert not list(query.find_all(exp.Div))
    assert {cast.to.sql() for cast in query.find_all(exp.Cast)} <= {
        "DATE",
        "BIGINT",
        "INT",
        "TEXT",
        "ARRAY<TEXT>",
        "TIMESTAMP",
    }


def test_one_clause_by_itself() -> None:
    graded = standard(
        {
            "A.1": All((Not(ClauseHolds("A.2")), Not(ClauseHolds("A.2")), ClauseHolds("A.4"))),
            "A.2": FAILED,
            "A.3": PASSED,
            "A.4": Not(ClauseHolds("A.2")),
        }
    )
    text = clause_sql(graded, "A.1", TODAY)
    assert "A.3" not in text
    facts = dossier(record("check", "fail", date(2026, 7, 3), contested=True))
    with connect([facts, dossier(enterprise_id="F")]) as connection:
        assert connection.sql(text).fetchall() == [
            ("E", True, 2**30, True, 3),
            ("F", True, 2**30, True, 2**30),
        ]


def test_decisions_come_in_order_and_in_batches() -> None:
    graded = standard({"A.1": FAILED}, rows=[("A", Not(ClauseHolds("A.1")))])
    facts = [dossier(enterprise_id=identifier) for identifier in ("é", "B", "a", "A")]
    with connect(facts) as connection:
        rows = [row for batch in grade_columnar(connection, graded, TODAY) for row in batch.to_pylist()]
        relation = decision_relation(connection, graded, TODAY)
        types = dict(zip(relation.columns, map(str, relation.types), strict=True))
    assert [row["enterprise_id"] for row in rows] == ["A", "B", "a", "é"]
    assert types == {
        "enterprise_id": "VARCHAR",
        "grade": "VARCHAR",
        "best": "VARCHAR",
        "worst": "VARCHAR",
        "reason": "VARCHAR",
        "met": "VARCHAR[]",
        "unknown": "VARCHAR[]",
        "next_change_on": "DATE",
    }


def test_no_enterprise_no_decision() -> None:
    with connect([]) as connection:
        assert connection.sql(decision_sql(load_standard(), TODAY)).fetchall() == []
