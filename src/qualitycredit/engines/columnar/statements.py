"""The statements: a decision for every enterprise, the same with every node, and one clause by itself."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlglot import exp, select

from qualitycredit.engines.columnar import signs
from qualitycredit.engines.columnar.codes import (
    BEST,
    GRADE,
    REASON,
    WORST,
    grade_code,
    listed,
    masked,
    masks_for,
    word,
)
from qualitycredit.engines.columnar.extracts import FACTS
from qualitycredit.engines.columnar.layers import (
    EXCLUDED,
    REASON_TABLE,
    Layers,
    lay_clauses,
    lay_decision,
    references,
)
from qualitycredit.engines.columnar.leaves import Leaves
from qualitycredit.engines.columnar.nodes import WORLDS, Translation, of_clause, of_days, of_grade
from qualitycredit.engines.columnar.sources import LEAVES, facts, queries, used_columns
from qualitycredit.engines.columnar.spans import Today, on
from qualitycredit.engines.columnar.steadiness import REGRADE_ON, steady_days
from qualitycredit.engines.columnar.tables import ENTERPRISE
from qualitycredit.model.nodes import Node
from qualitycredit.model.periods import LAST_DAY
from qualitycredit.model.standard import Clause, Standard
from qualitycredit.model.words import Words


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
    lay_clauses(layers, Translation(leaves, Words.of(standard)), _reached(standard, clause_id))
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


def coded_query(standard: Standard, as_of: date, known_at: datetime | None = None) -> exp.Select:
    """Give the query of decisions as numbers: see `codes`; ordered by enterprise_id.

    Its columns are enterprise_id, grade_code, best_code, worst_code, reason_code, the masks met_0, unknown_0 and so
    on, and next_change_on.
    """
    leaves, layers, query = _coded(standard, as_of, ())
    return _with(query.order_by(ENTERPRISE), leaves, layers, known_at)


def due_query(standard: Standard, as_of: date, known_at: datetime | None = None) -> exp.Select:
    """Give `coded_query` with one column more, `regrade_on`: see `steadiness`."""
    leaves, layers, query = _coded(standard, as_of, (), steady=True)
    return _with(query.order_by(ENTERPRISE), leaves, layers, known_at)


def facts_query(standard: Standard, as_of: date, known_at: datetime | None = None) -> exp.Select:
    """Give the query of the record versions that `coded_query` looks at, with the columns that it uses.

    `superseded_at` is null in every row, so that the result can stand for the records with no `known_at`.
    """
    leaves, _, _ = _coded(standard, as_of, ())
    unending = exp.cast(exp.null(), exp.DataType.Type.TIMESTAMP).as_("superseded_at")
    used = used_columns(leaves) | {ENTERPRISE, "kind"}
    return facts(used, known_at).select(unending).where(leaves.scope().condition())


def _statement(
    standard: Standard, as_of: date, known_at: datetime | None, traced: Sequence[Node]
) -> exp.Select:
    leaves, layers, coded = _coded(standard, as_of, traced)
    layers.queries["coded"] = coded
    words = Words.of(standard)
    columns = [
        column.as_(name)
        for name, column in (
            ("grade", word(GRADE, words.grades)),
            ("best", word(BEST, words.grades)),
            ("worst", word(WORST, words.grades)),
            ("reason", word(REASON, words.reasons)),
            ("met", listed("met", words.clauses)),
            ("unknown", listed("unknown", words.clauses)),
        )
    ]
    trace = [exp.column(name) for name in _trace_names(traced)]
    query = select(ENTERPRISE, *columns, "next_change_on", *trace).from_("coded").order_by(ENTERPRISE)
    return _with(query, leaves, layers, known_at)


def _coded(
    standard: Standard, as_of: date, traced: Sequence[Node], *, steady: bool = False
) -> tuple[Leaves, Layers, exp.Select]:
    leaves = Leaves(standard.kinds, Today(as_of), steady)
    layers = Layers(LEAVES)
    words = Words.of(standard)
    translation = Translation(leaves, words)
    lay_clauses(layers, translation, standard.clauses)
    lay_decision(layers, translation, standard)
    columns = [*_decision(standard, words, as_of), *_trace(translation, traced)]
    if steady:
        columns.append(_day(as_of, steady_days(standard, translation)).as_(REGRADE_ON))
    return leaves, layers, select(ENTERPRISE, *columns).from_(layers.top)


def _with(query: exp.Select, leaves: Leaves, layers: Layers, known_at: datetime | None) -> exp.Select:
    read_again = {FACTS, *(pair.extract.name for pair in leaves.findings.pairs() if pair.apart)}
    for name, part in (*queries(leaves, known_at), *layers.queries.items()):
        query = query.with_(name, as_=part, materialized=False if name in read_again else None, copy=False)
    return query


def _decision(standard: Standard, words: Words, as_of: date) -> list[exp.Expr]:
    best, worst = (of_grade(world) for world in WORLDS)
    unrated = grade_code(words, standard.decision.unrated)
    included = exp.column(EXCLUDED).is_(exp.null())
    settled = exp.and_(best.eq(worst), best.neq(unrated))
    grade = exp.case().when(exp.and_(included, settled), best).else_(unrated)
    reason = exp.case().when(exp.not_(included), exp.column(EXCLUDED))
    reason = reason.when(exp.not_(settled), exp.column(f"{REASON_TABLE}_found"))
    met, unknown = [], []
    for clause in standard.clauses:
        in_best, in_worst = (signs.holds(of_clause(clause.id, world)) for world in WORLDS)
        met.append(exp.and_(included, in_best, in_worst))
        unknown.append(exp.and_(included, in_best.neq(in_worst)))
    return [
        grade.as_(GRADE),
        exp.case().when(included, best).as_(BEST),
        exp.case().when(included, worst).as_(WORST),
        reason.as_(REASON),
        *(masked(met, number).as_(f"met_{number}") for number in masks_for(words)),
        *(masked(unknown, number).as_(f"unknown_{number}") for number in masks_for(words)),
        _next_change(as_of, included, settled).as_("next_change_on"),
    ]


def _next_change(as_of: date, included: exp.Expr, settled: exp.Expr) -> exp.Expr:
    excluded = exp.column(f"{EXCLUDED}_days")
    graded = [excluded, *(of_days(world) for world in WORLDS)]
    unsettled = signs.least([*graded, exp.column(f"{REASON_TABLE}_days")])
    until = exp.case().when(exp.not_(included), excluded).when(settled, signs.least(graded)).else_(unsettled)
    return _day(as_of, until)


def _day(as_of: date, until: exp.Expr) -> exp.Expr:
    day = exp.cast(exp.DateAdd(this=on(as_of), expression=until, unit=exp.var("DAY")), exp.DataType.Type.DATE)
    return exp.case().when(until <= signs.days(LAST_DAY - as_of.toordinal()), day)


def _trace(translation: Translation, traced: Sequence[Node]) -> list[exp.Expr]:
    signs_ = (translation.sign(node, world) for node in traced for world in WORLDS)
    return [sign.as_(name) for sign, name in zip(signs_, _trace_names(traced), strict=True)]


def _trace_names(traced: Sequence[Node]) -> list[str]:
    return [f"n{number}_{world}" for number in range(len(traced)) for world in WORLDS]


def _reached(standard: Standard, clause_id: str) -> list[Clause]:
    reached: dict[str, Clause] = {}
    wanted = [clause_id]
    while wanted:
        clause = standard.clause(wanted.pop())
        if clause.id not in reached:
            reached[clause.id] = clause
            wanted += references(clause.node)
    return list(reached.values())
