"""The statements: a decision for every enterprise, the same with every node, and one clause by itself."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlglot import exp, select

from qualitycredit.engines.columnar import signs
from qualitycredit.engines.columnar.layers import (
    EXCLUDED,
    REASON,
    Layers,
    lay_clauses,
    lay_decision,
    references,
)
from qualitycredit.engines.columnar.leaves import Leaves
from qualitycredit.engines.columnar.nodes import WORLDS, Translation, of_clause, of_days, of_grade
from qualitycredit.engines.columnar.sources import LEAVES, queries
from qualitycredit.engines.columnar.spans import Today, on
from qualitycredit.engines.columnar.tables import ENTERPRISE
from qualitycredit.model.nodes import Node
from qualitycredit.model.periods import LAST_DAY
from qualitycredit.model.standard import Clause, Standard


def decision_query(standard: Standard, as_of: date, known_at: datetime | None = None) -> exp.Select:
    """Give the query that grades every enterprise; without `known_at`, on the versions that nothing superseded."""
    return _statement(standard, as_of, known_at, ())


def trace_query(standard: Standard, as_of: date, known_at: datetime | None = None) -> exp.Select:
    """Give the same with two columns more for the i-th of `standard.nodes()`: `n{i}_best` and `n{i}_worst`."""
    return _statement(standard, as_of, known_at, standard.nodes())


def clause_query(
    standard: Standard,
    clause_id: str,
    as_of: date,
    known_at: datetime | None = None,
) -> exp.Select:
    """Give the query of one clause: in both worlds whether it holds, and the sign that says for how long."""
    leaves = Leaves(standard.kinds, Today(as_of))
    layers = Layers(LEAVES)
    lay_clauses(layers, Translation(leaves), _reached(standard, clause_id))
    columns: list[exp.Expr] = []
    for world in WORLDS:
        sign = of_clause(clause_id, world)
        columns += [signs.holds(sign).as_(world), sign.as_(f"{world}_days")]
    query = select(ENTERPRISE, *columns).from_(layers.top).order_by(ENTERPRISE)
    return _with(query, leaves, layers, known_at)


def decision_sql(
    standard: Standard,
    as_of: date,
    known_at: datetime | None = None,
    dialect: str = "duckdb",
    *,
    pretty: bool = True,
) -> str:
    """Write `decision_query` in a dialect of SQL."""
    return decision_query(standard, as_of, known_at).sql(dialect, pretty=pretty)


def clause_sql(
    standard: Standard,
    clause_id: str,
    as_of: date,
    known_at: datetime | None = None,
    dialect: str = "duckdb",
) -> str:
    """Write `clause_query` in a dialect of SQL, for people to read."""
    return clause_query(standard, clause_id, as_of, known_at).sql(dialect, pretty=True)


def _statement(
    standard: Standard, as_of: date, known_at: datetime | None, traced: Sequence[Node]
) -> exp.Select:
    leaves = Leaves(standard.kinds, Today(as_of))
    layers = Layers(LEAVES)
    translation = Translation(leaves)
    lay_clauses(layers, translation, standard.clauses)
    lay_decision(layers, translation, standard)
    columns = [*_decision(standard, as_of), *_trace(translation, traced)]
    query = select(ENTERPRISE, *columns).from_(layers.top).order_by(ENTERPRISE)
    return _with(query, leaves, layers, known_at)


def _with(query: exp.Select, leaves: Leaves, layers: Layers, known_at: datetime | None) -> exp.Select:
    for name, part in (*queries(leaves, known_at), *layers.queries.items()):
        query = query.with_(name, as_=part, copy=False)
    return query


def _decision(standard: Standard, as_of: date) -> list[exp.Expr]:
    best, worst = (of_grade(world) for world in WORLDS)
    unrated = exp.Literal.string(standard.decision.unrated)
    included = exp.column(EXCLUDED).is_(exp.null())
    settled = exp.and_(best.eq(worst), best.neq(unrated))
    grade = exp.case().when(exp.and_(included, settled), best).else_(unrated)
    reason = exp.case().when(exp.not_(included), exp.column(EXCLUDED))
    reason = reason.when(exp.not_(settled), exp.column(f"{REASON}_found"))
    met, unknown = [], []
    for clause in standard.clauses:
        in_best, in_worst = (signs.holds(of_clause(clause.id, world)) for world in WORLDS)
        met.append((exp.and_(in_best, in_worst), clause.id))
        unknown.append((in_best.neq(in_worst), clause.id))
    return [
        grade.as_("grade"),
        exp.case().when(included, best).as_("best"),
        exp.case().when(included, worst).as_("worst"),
        reason.as_("reason"),
        _listed(included, met).as_("met"),
        _listed(included, unknown).as_("unknown"),
        _next_change(as_of, included, settled).as_("next_change_on"),
    ]


def _next_change(as_of: date, included: exp.Expr, settled: exp.Expr) -> exp.Expr:
    excluded = exp.column(f"{EXCLUDED}_days")
    graded = [excluded, *(of_days(world) for world in WORLDS)]
    unsettled = signs.least([*graded, exp.column(f"{REASON}_days")])
    until = exp.case().when(exp.not_(included), excluded).when(settled, signs.least(graded)).else_(unsettled)
    day = exp.cast(exp.DateAdd(this=on(as_of), expression=until, unit=exp.var("DAY")), exp.DataType.Type.DATE)
    return exp.case().when(until <= signs.days(LAST_DAY - as_of.toordinal()), day)


def _listed(included: exp.Expr, conditions: Iterable[tuple[exp.Expr, str]]) -> exp.Expr:
    items = [exp.case().when(condition, exp.Literal.string(name)) for condition, name in conditions]
    texts = exp.DataType.build("array<text>")
    empty = exp.cast(exp.array(), texts)
    if not items:
        return empty
    return exp.case().when(included, exp.ArrayCompact(this=exp.array(*items))).else_(empty)


def _trace(translation: Translation, traced: Sequence[Node]) -> list[exp.Expr]:
    return [
        translation.sign(node, world).as_(f"n{number}_{world}")
        for number, node in enumerate(traced)
        for world in WORLDS
    ]


def _reached(standard: Standard, clause_id: str) -> list[Clause]:
    reached: dict[str, Clause] = {}
    wanted = [clause_id]
    while wanted:
        clause = standard.clause(wanted.pop())
        if clause.id not in reached:
            reached[clause.id] = clause
            wanted += references(clause.node)
    return list(reached.values())
