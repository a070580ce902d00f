"""An archive read enterprise by enterprise, for the engine that looks at one at a time, and made of dossiers again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Final, Generic, TypeVar, cast

import duckdb
import pyarrow as pa
from sqlglot import exp

from qualitycredit.archive.archive import Archive
from qualitycredit.archive.connections import connect
from qualitycredit.archive.moments import utc
from qualitycredit.archive.queries import run, tree
from qualitycredit.archive.schema import TABLES, TableName
from qualitycredit.model.facts import Dossier, Enterprise, Product, Record

_Row = TypeVar("_Row", Enterprise, Product, Record)

_BATCH: Final = 10_000
_EXISTS: Final = "recorded_at <= $moment AND (superseded_at IS NULL OR superseded_at > $moment)"


def read_dossiers(
    archive: Archive, known_at: datetime | None, enterprise_ids: Sequence[str] | None = None
) -> Iterator[Dossier]:
    """Give the dossiers in order of enterprise_id, with the versions that exist at `known_at` (UTC, or with its zone; None: all).

    Only those of `enterprise_ids`, if given, each once. Rows are read in batches. Raises EnterpriseNotFound.
    """
    exists = exp.true() if known_at is None else tree(_EXISTS, moment=_literal(known_at))
    return _dossiers(archive, exists, enterprise_ids)


def read_versions(archive: Archive, enterprise_id: str) -> Dossier:
    """Give one enterprise with all versions of its records, superseded ones too; raises EnterpriseNotFound."""
    return next(_dossiers(archive, exp.true(), [enterprise_id]))


def latest_moment(archive: Archive, not_after: datetime | None = None) -> datetime | None:
    """Give the latest moment at which the archive changed, in UTC without a zone, or None where it never did.

    With `not_after`, later changes do not count.
    """
    bound = exp.true() if not_after is None else tree("moment <= $bound", bound=_literal(not_after))
    text = """
SELECT max(moment) FROM (SELECT recorded_at AS moment FROM records UNION ALL SELECT superseded_at FROM records)
WHERE $bound
"""
    with connect() as connection:
        archive.register(connection, ["records"])
        (moment,) = run(connection, tree(text, bound=bound)).fetchall()[0]
    return cast(datetime | None, moment)


def knowledge_moment(archive: Archive, known_at: datetime | None) -> datetime | None:
    """Give the moment that stands for `known_at` in a receipt: the last change of the archive not after it.

    The same archive then gives the same receipt tomorrow. None for an archive that has no records.
    """
    moment = latest_moment(archive, not_after=known_at)
    if moment is None and latest_moment(archive) is not None:
        return known_at
    return moment


def tables_of(dossiers: Iterable[Dossier]) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Give dossiers as the Arrow tables `enterprises`, `products` and `records`, in their order."""
    enterprises: list[Enterprise] = []
    products: list[Product] = []
    records: list[Record] = []
    for dossier in dossiers:
        enterprises.append(dossier.enterprise)
        products.extend(dossier.products)
        records.extend(dossier.records)
    return _table("enterprises", enterprises), _table("products", products), _table("records", records)


def _table(name: TableName, rows: Sequence[Enterprise | Product | Record]) -> pa.Table:
    columns = {column: [_stored(getattr(row, column)) for row in rows] for column in TABLES[name].names}
    return pa.table(columns, schema=TABLES[name].arrow)


def _stored(value: object) -> object:
    return utc(value) if isinstance(value, datetime) else value


def _literal(moment: datetime) -> exp.Expr:
    return tree("CAST($text AS TIMESTAMP)", text=utc(moment).isoformat(sep=" "))


def _dossiers(archive: Archive, exists: exp.Expr, enterprise_ids: Sequence[str] | None) -> Iterator[Dossier]:
    # A connection gives one result at a time, and three tables are read side by side.
    opened = {name: connect() for name in TABLES}
    for name, connection in opened.items():
        archive.register(connection, [name], enterprise_ids)
    enterprises = _rows(opened["enterprises"], "enterprises", Enterprise, exp.true())
    products = _rows(opened["products"], "products", Product, exp.true(), "product")
    order = ("occurred_on", "record_id", "source", "recorded_at")
    records = _rows(opened["records"], "records", Record, exists, *order)
    return _merged(enterprises, _Taker(products), _Taker(records))


def _rows(
    connection: duckdb.DuckDBPyConnection,
    name: TableName,
    row: type[_Row],
    condition: exp.Expr,
    *order: str,
) -> Iterator[_Row]:
    columns = [field.name for field in fields(row)]
    query = exp.select(*columns).from_(name).where(condition).order_by("enterprise_id", *order)
    result = run(connection, query)
    while batch := result.fetchmany(_BATCH):
        for values in batch:
            yield row(*values)
    connection.close()


def _merged(
    enterprises: Iterator[Enterprise], products: "_Taker[Product]", records: "_Taker[Record]"
) -> Iterator[Dossier]:
    for enterprise in enterprises:
        key = enterprise.enterprise_id
        yield Dossier(enterprise, products.take(key), records.take(key))


class _Taker(Generic[_Row]):
    """Rows in order of enterprise_id, taken for one enterprise after the other; rows of no such one are passed by."""

    def __init__(self, rows: Iterator[_Row]) -> None:
        self._rows: Iterator[_Row] = rows
        self._next: _Row | None = next(rows, None)

    def take(self, enterprise_id: str) -> tuple[_Row, ...]:
        taken: list[_Row] = []
        while (row := self._next) is not None and row.enterprise_id <= enterprise_id:
            if row.enterprise_id == enterprise_id:
                taken.append(row)
            self._next = next(self._rows, None)
        return tuple(taken)
