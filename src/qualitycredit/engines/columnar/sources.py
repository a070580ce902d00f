"""From the archive's tables to one row an enterprise: the queries under the clauses."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from sqlglot import exp, select

from qualitycredit.engines.columnar.extracts import FACTS
from qualitycredit.engines.columnar.leaves import Leaves
from qualitycredit.engines.columnar.tables import ENTERPRISE, Side, Table

LEAVES: Final = "leaves"
_COLUMNS: Final = (
    ENTERPRISE,
    "record_id",
    "source",
    "subject",
    "kind",
    "outcome",
    "occurred_on",
    "due_on",
    "closed_on",
    "inspected",
    "passed",
    "score",
)


def queries(leaves: Leaves, known_at: datetime | None) -> Iterator[tuple[str, exp.Select]]:
    """Give the queries of all that the leaves ask for, each by its name; the last joins them."""
    derived = list(_derived(leaves))
    if any(table.name == FACTS for _, query in derived for table in query.find_all(exp.Table)):
        yield FACTS, facts(used_columns(leaves), known_at)
    yield from derived
    tables = [
        table for table in (leaves.latest, leaves.lapses, leaves.goods, leaves.waiting) if table.columns
    ]
    found = (side for pair in leaves.findings.pairs() for side in pair.sides())
    runs = (order.runs for series in leaves.series.values() for order in series.orders.values())
    yield LEAVES, _joined(leaves, [*found, *tables, *runs])


def used_columns(leaves: Leaves) -> set[str]:
    """Give the names of all columns that the tables ask for."""
    return {column.name for _, query in _derived(leaves) for column in query.find_all(exp.Column)}


def facts(used: set[str], known_at: datetime | None) -> exp.Select:
    """Give the versions that exist at a knowledge time, with the columns that are used."""
    columns: list[exp.Expr] = [exp.column(name) for name in _COLUMNS if name in used]
    if "contested" in used:
        contested = exp.Coalesce(this=exp.column("contested"), expressions=[exp.false()])
        columns.append(contested.as_("contested"))
    return select(*columns).from_("records").where(_known(known_at))


def _known(known_at: datetime | None) -> exp.Expr:
    superseded = exp.column("superseded_at")
    if known_at is None:
        return superseded.is_(exp.null())
    naive = known_at if known_at.tzinfo is None else known_at.astimezone(UTC).replace(tzinfo=None)
    moment = exp.cast(exp.Literal.string(naive.isoformat(sep=" ")), exp.DataType.Type.TIMESTAMP)
    current = exp.or_(superseded.is_(exp.null()), superseded > moment)
    return exp.and_(exp.column("recorded_at") <= moment, current)


def _derived(leaves: Leaves) -> Iterator[tuple[str, exp.Select]]:
    for pair in leaves.findings.pairs():
        yield from pair.queries()
    if leaves.latest.columns:
        yield leaves.latest_facts.name, leaves.latest_facts.query([leaves.latest_owned()])
        yield leaves.latest.name, leaves.latest.query(leaves.latest_facts.name, ENTERPRISE)
    if leaves.subjects.columns:
        yield leaves.subject_facts.name, leaves.subject_facts.query(sifted=True)
        yield leaves.subjects.name, leaves.subjects.query(leaves.subject_facts.name, ENTERPRISE, "subject")
    if leaves.lapses.columns:
        yield leaves.lapses.name, leaves.lapses.query(leaves.subjects.name, ENTERPRISE)
    if leaves.covers.columns:
        yield leaves.cover_facts.name, leaves.cover_facts.query(sifted=True)
        yield leaves.covers.name, leaves.covers.query(leaves.cover_facts.name, ENTERPRISE, "subject")
    if leaves.goods.columns:
        yield leaves.goods.name, _goods(leaves)
    for series in leaves.series.values():
        yield from series.queries()
    if leaves.waiting.columns:
        yield leaves.waiting_facts.name, leaves.waiting_facts.query([leaves.waiting_among])
        yield leaves.waiting.name, leaves.waiting.query(leaves.waiting_facts.name, ENTERPRISE)


def _goods(leaves: Leaves) -> exp.Select:
    aggregates = [aggregate.as_(name) for aggregate, name in leaves.goods.columns.items()]
    owner = exp.column(ENTERPRISE, table="products")
    flags = {
        column.name
        for query in leaves.goods.columns
        for column in query.find_all(exp.Column)
        if column.table == "products"
    }
    flagged = exp.or_(*(exp.column(flag, table="products") for flag in sorted(flags)))
    query = select(owner, *aggregates).from_("products").where(flagged).group_by(owner.copy())
    if not leaves.covers.columns:
        return query
    covers = leaves.covers.name
    product = exp.column("subject", table=covers).eq(exp.column("product", table="products"))
    return query.join(covers, on=exp.and_(_same_enterprise(covers, "products"), product), join_type="left")


def _joined(leaves: Leaves, tables: list[Table | Side]) -> exp.Select:
    attributes = [exp.column(name, table="enterprises") for name in (ENTERPRISE, *leaves.attributes)]
    query = select(*attributes, *(column for table in tables for column in table.read())).from_("enterprises")
    for table in tables:
        query = query.join(table.name, on=_same_enterprise(table.name, "enterprises"), join_type="left")
    return query


def _same_enterprise(left: str, right: str) -> exp.Expr:
    return exp.column(ENTERPRISE, table=left).eq(exp.column(ENTERPRISE, table=right))
