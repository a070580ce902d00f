"""Layers over the leaves: clauses, the rows of the decision table, grades and reasons, each on the one below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlglot import exp, select

from qualitycredit.engines.columnar import signs
from qualitycredit.engines.columnar.codes import grade_code, reason_code
from qualitycredit.engines.columnar.nodes import WORLDS, Translation, of_clause, of_days, of_grade
from qualitycredit.errors import StandardError
from qualitycredit.model.nodes import ClauseHolds, Node, children
from qualitycredit.model.standard import Clause, Standard

EXCLUDED: Final = "excluded"
REASON_TABLE: Final = "reason"


@dataclass(slots=True)
class Layers:
    """Queries by name, each with all columns of the one before and some of its own; `first` is the name below."""

    first: str
    queries: dict[str, exp.Select] = field(default_factory=dict)

    @property
    def top(self) -> str:
        """Give the name of the last layer."""
        return next(reversed(self.queries), self.first)

    def add(self, name: str, columns: Sequence[exp.Expr]) -> None:
        """Lay a further layer, unless it would be empty."""
        if columns:
            self.queries[name] = select(exp.Star(), *columns).from_(self.top)


def lay_clauses(layers: Layers, translation: Translation, clauses: Iterable[Clause]) -> None:
    """Lay the clauses, a clause above those that it asks for."""
    placed: dict[int, list[Clause]] = {}
    by_id = {clause.id: clause for clause in clauses}
    for clause in by_id.values():
        placed.setdefault(_depth(clause, by_id, ()), []).append(clause)
    for depth in sorted(placed):
        columns = [
            translation.sign(clause.node, world).as_(of_clause(clause.id, world).this)
            for clause in placed[depth]
            for world in WORLDS
        ]
        layers.add(f"clauses_{depth}", columns)


def lay_decision(layers: Layers, translation: Translation, standard: Standard) -> None:
    """Lay the decision table: its rows, the grade of each world with its days, and the reason for no grade."""
    table, words = standard.decision, translation.words
    excluded = [
        translation.sign(row.node, "worst").as_(_row(EXCLUDED, i)) for i, row in enumerate(table.excluded)
    ]
    rows = [
        translation.sign(row.node, world).as_(_row(world, i))
        for world in WORLDS
        for i, row in enumerate(table.rows)
    ]  # fmt: skip
    layers.add("decision_rows", [*excluded, *rows])
    grades = _first(EXCLUDED, [reason_code(words, row.result) for row in table.excluded], exp.null())
    for world in WORLDS:
        unrated = grade_code(words, table.unrated)
        grade, until = _first(world, [grade_code(words, row.result) for row in table.rows], unrated)
        grades += [grade.as_(of_grade(world).this), until.as_(of_days(world).this)]
    grades[0], grades[1] = grades[0].as_(EXCLUDED), grades[1].as_(f"{EXCLUDED}_days")
    layers.add("grades", grades)
    reasons = [
        translation.sign(row.node, "worst").as_(_row(REASON_TABLE, i)) for i, row in enumerate(table.reasons)
    ]
    layers.add("reasons", reasons)
    reason, until = _first(
        REASON_TABLE, [reason_code(words, row.result) for row in table.reasons], exp.null()
    )
    layers.add("verdicts", [reason.as_(f"{REASON_TABLE}_found"), until.as_(f"{REASON_TABLE}_days")])


def references(node: Node) -> set[str]:
    """Give the ids of the clauses that a node asks for."""
    if isinstance(node, ClauseHolds):
        return {node.clause}
    return {clause for child in children(node) for clause in references(child)}


def _row(table: str, number: int) -> str:
    return f"{table}_row_{number + 1}"


def _first(table: str, results: Sequence[exp.Expr], otherwise: exp.Expr) -> list[exp.Expr]:
    """Give the result of the first row that holds, and the days until it or an earlier row may change."""
    result = exp.case()
    until = signs.always()
    for number, code in enumerate(results):
        result = result.when(signs.holds(exp.column(_row(table, number))), code)
    for number in reversed(range(len(results))):
        sign = exp.column(_row(table, number))
        later = signs.least([signs.contrary(sign), until])
        until = exp.case().when(signs.holds(sign), sign).else_(later)
    return [exp.cast(result.else_(otherwise) if results else otherwise, exp.DataType.Type.INT), until]


def _depth(clause: Clause, by_id: dict[str, Clause], below: tuple[str, ...]) -> int:
    if clause.id in below:
        path = " → ".join((*below[below.index(clause.id) :], clause.id))
        raise StandardError(clause.place, f"条款互相引用：{path}", f"clauses refer to one another: {path}")
    deeper = (_depth(by_id[name], by_id, (*below, clause.id)) for name in references(clause.node))
    return 1 + max(deeper, default=0)
