"""Small standards and archives by hand, and what the fast engine says of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from qualitycredit.engines.columnar import trace_query
from qualitycredit.errors import Place
from qualitycredit.language import Bilingual
from qualitycredit.model.conditions import Pattern
from qualitycredit.model.facts import Dossier, Enterprise, Product, Record
from qualitycredit.model.nodes import Node
from qualitycredit.model.standard import Clause, DecisionTable, Kind, Outcome, Row, Standard
from tests.generative.archives import connect

TODAY = date(2026, 6, 30)
SAYING = Bilingual("", "")
CHECK, GRANT, SCORE = Pattern("check"), Pattern("grant"), Pattern("score")
FAIL, PASS = Pattern("check", ("fail",)), Pattern("check", ("pass",))


def _kind(name: str, **outcomes: bool) -> Kind:
    described = tuple(Outcome(outcome, SAYING, contestable) for outcome, contestable in outcomes.items())
    return Kind(name, SAYING, "quality", described)


KINDS = {
    kind.name: kind
    for kind in (
        _kind("check", **{"pass": False, "fail": True}),
        _kind("test", **{"pass": False, "fail": True}),
        _kind("batch", done=True),
        _kind("grant", granted=False),
        _kind("review", good=False, bad=True),
        _kind("score", given=True),
    )
}


def standard(
    clauses: dict[str, Node],
    rows: Sequence[tuple[str, Node]] = (),
    reasons: Sequence[tuple[str, Node]] = (),
    excluded: Sequence[tuple[str, Node]] = (),
) -> Standard:
    """Give a standard of these clauses and rows."""
    place = Place(Path("standard.md"), 1)
    return Standard(
        name="small",
        edition="1",
        title=SAYING,
        source="",
        text="",
        text_hash="",
        rules_hash="",
        fields={},
        columns={},
        kinds=KINDS,
        terms=(),
        readings=(),
        chosen={},
        clauses=tuple(Clause(name, name[0], "", (), "all", node, place) for name, node in clauses.items()),
        remarks={},
        decision=DecisionTable(("A", "B"), "U", _rows(excluded), _rows(rows), _rows(reasons), labels={}),
    )


def _rows(table: Sequence[tuple[str, Node]]) -> tuple[Row, ...]:
    return tuple(Row(result, node) for result, node in table)


def record(kind: str, outcome: str | None, occurred_on: date, **columns: Any) -> Record:  # noqa: ANN401 - a column
    """Give a record that the archive has known since 2020."""
    known = {"record_id": "R", "source": "S", "enterprise_id": "E", "recorded_at": datetime(2020, 1, 1)}
    return Record(kind=kind, outcome=outcome, occurred_on=occurred_on, **{**known, **columns})


def dossier(
    *records: Record,
    products: Sequence[Product] = (),
    **columns: Any,  # noqa: ANN401 - a column
) -> Dossier:
    """Give an enterprise with its products and records."""
    enterprise = Enterprise(
        **{"enterprise_id": "E", "name": "", "established_on": date(2000, 2, 29), **columns}
    )
    return Dossier(enterprise, tuple(products), records)


def grade(
    graded: Standard, *dossiers: Dossier, day: date = TODAY, known_at: datetime | None = None
) -> list[dict[str, Any]]:
    """Give the decision on each enterprise in the order given, with the signs of all nodes."""
    with connect([_named(facts, f"E{number:04}") for number, facts in enumerate(dossiers)]) as connection:
        rows: list[dict[str, Any]] = (
            connection.sql(trace_query(graded, day, known_at).sql("duckdb")).to_arrow_table().to_pylist()
        )
    return rows


def signs_of(node: Node, *dossiers: Dossier, day: date = TODAY) -> list[tuple[int, int]]:
    """Give the sign of a node in the best and in the worst world, for each enterprise."""
    graded = standard({"T.1": node})
    number = graded.nodes().index(node)
    return [(row[f"n{number}_best"], row[f"n{number}_worst"]) for row in grade(graded, *dossiers, day=day)]


def _named(facts: Dossier, identifier: str) -> Dossier:
    products = tuple(replace(product, enterprise_id=identifier) for product in facts.products)
    return Dossier(replace(facts.enterprise, enterprise_id=identifier), products, facts.records)
