"""Codes and masks come back as words, however many clauses a standard has."""

import pytest

from qualitycredit.engines.columnar import decision_relation, grade_columnar
from qualitycredit.model.conditions import Selection
from qualitycredit.model.nodes import ClauseHolds, Constant, Exists, Node, Not
from tests.generative.archives import connect
from tests.unit.columnar.standards import FAIL, TODAY, dossier, record, standard

MANY = {f"A.{number}": Constant(value=number % 3 == 0) for number in range(130)}


@pytest.mark.parametrize("clauses", [{}, {"A.0": Constant(value=True)}, MANY], ids=len)
def test_lists_hold_the_clauses_that_are_met(clauses: dict[str, Node]) -> None:
    last = Exists(Selection((FAIL,)))
    graded = standard({**clauses, "Z.1": last}, rows=[("A", Not(ClauseHolds("Z.1")))])
    facts = [
        dossier(enterprise_id="E1"),
        dossier(record("check", "fail", TODAY), enterprise_id="E2"),
        dossier(record("check", "fail", TODAY, contested=True), enterprise_id="E3"),
    ]
    with connect(facts) as connection:
        rows = [row for batch in grade_columnar(connection, graded, TODAY) for row in batch.to_pylist()]
        plain = decision_relation(connection, graded, TODAY).to_arrow_table().to_pylist()
    assert rows == plain
    met = [name for name, node in clauses.items() if node == Constant(value=True)]
    assert [row["met"] for row in rows] == [met, [*met, "Z.1"], met]
    assert [row["unknown"] for row in rows] == [[], [], ["Z.1"]]


def test_a_standard_without_clauses() -> None:
    graded = standard({}, rows=[("A", Constant(value=True))])
    with connect([dossier()]) as connection:
        rows = [row for batch in grade_columnar(connection, graded, TODAY) for row in batch.to_pylist()]
        plain = decision_relation(connection, graded, TODAY).to_arrow_table().to_pylist()
    assert rows == plain
    assert (rows[0]["grade"], rows[0]["met"], rows[0]["unknown"]) == ("A", [], [])
