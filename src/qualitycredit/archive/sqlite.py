"""An archive in an SQLite database: the three tables of the schema, from which one dossier is read in a moment.

Dates and moments are ISO 8601 text (moments UTC, or with their zone), booleans 0 or 1, decimals text or numbers.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import duckdb
from sqlglot import exp

from qualitycredit.archive.archive import Archive
from qualitycredit.archive.connections import connect
from qualitycredit.archive.moments import utc
from qualitycredit.archive.queries import run
from qualitycredit.archive.schema import TABLES, Column, ColumnType, TableName
from qualitycredit.archive.writing import atomic_path
from qualitycredit.errors import ArchiveFaulty, ArchiveUnreadable, EnterpriseNotFound, OutputRefused
from qualitycredit.model.facts import Dossier, Enterprise, Product, Record

_BATCH: Final = 10_000
_FLAGS: Final = {0: False, 1: True}
_TABLES: Final = """
CREATE TABLE enterprises (
    enterprise_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    established_on TEXT NOT NULL,
    deregistered_on TEXT,
    region TEXT NOT NULL,
    industry TEXT,
    exporter INTEGER NOT NULL CHECK (exporter IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE products (
    enterprise_id TEXT NOT NULL REFERENCES enterprises,
    product TEXT NOT NULL,
    name TEXT NOT NULL,
    permit_required INTEGER NOT NULL CHECK (permit_required IN (0, 1)),
    statutory_inspection INTEGER NOT NULL CHECK (statutory_inspection IN (0, 1)),
    PRIMARY KEY (enterprise_id, product)
) STRICT, WITHOUT ROWID;

CREATE TABLE records (
    record_id TEXT NOT NULL,
    enterprise_id TEXT NOT NULL REFERENCES enterprises,
    subject TEXT,
    kind TEXT NOT NULL,
    outcome TEXT,
    occurred_on TEXT NOT NULL,
    due_on TEXT,
    closed_on TEXT,
    inspected INTEGER,
    passed INTEGER,
    score TEXT,
    recorded_at TEXT NOT NULL,
    contested INTEGER CHECK (contested IN (0, 1)),
    superseded_at TEXT,
    source TEXT NOT NULL,
    document TEXT
) STRICT;
"""
_INDICES: Final = """
CREATE INDEX records_of_an_enterprise ON records (enterprise_id, occurred_on, record_id, source, recorded_at);
CREATE INDEX versions_of_a_record ON records (source, record_id);
ANALYZE;
"""
_INSERTED: Final[dict[TableName, str]] = {
    "enterprises": "INSERT INTO enterprises VALUES (?, ?, ?, ?, ?, ?, ?)",
    "products": "INSERT INTO products VALUES (?, ?, ?, ?, ?)",
    "records": "INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
}
_ORDERED: Final[dict[TableName, tuple[str, ...]]] = {
    "enterprises": ("enterprise_id",),
    "products": ("enterprise_id", "product"),
    "records": ("enterprise_id", "occurred_on", "record_id", "source", "recorded_at"),
}
_ENTERPRISE: Final = """
SELECT enterprise_id, name, established_on, deregistered_on, region, industry, exporter
FROM enterprises WHERE enterprise_id = ?
"""
_PRODUCTS: Final = """
SELECT enterprise_id, product, name, permit_required, statutory_inspection
FROM products WHERE enterprise_id = ? ORDER BY product
"""
_RECORDS: Final = """
SELECT record_id, enterprise_id, kind, outcome, occurred_on, recorded_at, source, subject, due_on, closed_on,
    inspected, passed, score, contested, superseded_at, document
FROM records WHERE enterprise_id = ? ORDER BY occurred_on, record_id, source, recorded_at
"""


def write_sqlite(archive: Archive, path: Path) -> None:
    """Write the archive as an SQLite database with its keys, foreign keys and indices.

    The file is there as a whole or not at all. Raises OutputRefused where `path` exists or cannot be written,
    ArchiveFaulty where rows contradict the schema; not every fault is noticed here (see `validate`).
    """
    if path.exists():
        zh = f"{path}：已经有这个文件，没有改动。请换一个名称，或者先移走。"
        raise OutputRefused(
            zh, f"{path}: this is there already and was left alone. Choose another name, or move it."
        )
    with atomic_path(path) as unfinished:
        try:
            with closing(sqlite3.connect(unfinished, isolation_level=None)) as database:
                # An unfinished file is thrown away, so that nothing is gained by a journal of it.
                database.executescript(
                    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON;"
                )
                database.executescript(_TABLES)
                database.execute("BEGIN")
                for name, rows in _stored(archive):
                    database.executemany(_INSERTED[name], rows)
                database.execute("COMMIT")
                database.executescript(_INDICES)
        except sqlite3.IntegrityError as error:
            zh = f"档案与表结构不符（{error}）。请先检查档案，逐条列出。"
            en = f"The archive contradicts its schema ({error}). Validate it to list each fault."
            raise ArchiveFaulty(zh, en, 1) from error
        except sqlite3.Error as error:
            zh = f"{path}：写不进去（{error}）。请检查文件夹是否存在、是否可写、磁盘是否已满。"
            en = f"{path}: this cannot be written ({error}). Check that the folder exists, may be written to and has room."
            raise OutputRefused(zh, en) from error


def read_sqlite(connection: sqlite3.Connection, enterprise_id: str, known_at: datetime | None) -> Dossier:
    """Read one enterprise with the record versions that exist at `known_at` (UTC, or with its zone; None: all).

    The three tables are read in one transaction; a connection kept open keeps its statements prepared. Raises
    EnterpriseNotFound, and ArchiveUnreadable where the database does not have the tables, or a value is not of its type.
    """
    try:
        enterprises, products, records = _rows(connection, enterprise_id)
        if not enterprises:
            zh = f"档案里没有企业 {enterprise_id}。请核对代码。"
            raise EnterpriseNotFound(zh, f"The archive has no enterprise {enterprise_id}. Check the code.")
        dossier = Dossier(
            _enterprise(enterprises[0]), tuple(map(_product, products)), tuple(map(_record, records))
        )
    except (sqlite3.Error, ArithmeticError, LookupError, TypeError, ValueError) as error:
        zh = f"企业 {enterprise_id} 的数据读不出来（{error}）。请检查数据库的表和值。"
        en = f"The facts of enterprise {enterprise_id} cannot be read ({error}). Check the tables and values of the database."
        raise ArchiveUnreadable(zh, en) from error
    return dossier if known_at is None else dossier.known_at(utc(known_at))


def _stored(archive: Archive) -> Iterator[tuple[TableName, Iterator[tuple[object, ...]]]]:
    with connect() as connection:
        archive.register(connection)
        for name, table in TABLES.items():
            columns = [_text(column) for column in table.columns]
            found = run(connection, exp.select(*columns).from_(name).order_by(*_ORDERED[name]))
            yield name, _fetched(found)


def _fetched(found: duckdb.DuckDBPyConnection) -> Iterator[tuple[object, ...]]:
    while batch := found.fetchmany(_BATCH):
        yield from batch


def _text(column: Column) -> exp.Expr:
    value: exp.Expr = exp.column(column.name)
    if column.type in {ColumnType.DATE, ColumnType.TIMESTAMP, ColumnType.DECIMAL}:
        value = exp.cast(value, "VARCHAR")
    return exp.alias_(value, column.name)


def _rows(connection: sqlite3.Connection, enterprise_id: str) -> list[list[tuple[Any, ...]]]:
    cursor = connection.cursor()
    cursor.row_factory = None
    alone = not connection.in_transaction
    if alone:
        cursor.execute("BEGIN")
    try:
        key = (enterprise_id,)
        return [cursor.execute(query, key).fetchall() for query in (_ENTERPRISE, _PRODUCTS, _RECORDS)]
    finally:
        if alone:
            cursor.execute("COMMIT")


def _enterprise(row: tuple[Any, ...]) -> Enterprise:
    enterprise_id, name, established_on, deregistered_on, region, industry, exporter = row
    established, deregistered = date.fromisoformat(established_on), _day(deregistered_on)
    return Enterprise(
        enterprise_id, name, established, deregistered, region, industry, exporter=_FLAGS[exporter]
    )


def _product(row: tuple[Any, ...]) -> Product:
    enterprise_id, product, name, permit_required, statutory_inspection = row
    return Product(enterprise_id, product, name, _FLAGS[permit_required], _FLAGS[statutory_inspection])


def _record(row: tuple[Any, ...]) -> Record:
    record_id, enterprise_id, kind, outcome, occurred_on, recorded_at, source, subject, *more = row
    due_on, closed_on, inspected, passed, score, contested, superseded_at, document = more
    return Record(
        record_id,
        enterprise_id,
        kind,
        outcome,
        date.fromisoformat(occurred_on),
        utc(datetime.fromisoformat(recorded_at)),
        source,
        subject,
        _day(due_on),
        _day(closed_on),
        inspected,
        passed,
        None if score is None else Decimal(str(score)),
        contested is not None and _FLAGS[contested],
        None if superseded_at is None else utc(datetime.fromisoformat(superseded_at)),
        document,
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
