"""Rows that share a key: duplicates, and versions of one record that contradict each other.

Keys are compared by a 64-bit hash first, which keeps memory small where hardly any key repeats; the few rows whose
hash repeats are then compared by the keys themselves.
"""

from typing import Final

import duckdb
from sqlglot import exp

from qualitycredit.archive.queries import created, run, tree
from qualitycredit.archive.schema import RECORDS, TABLES, Table

_HASHES: Final = "SELECT $hash AS key_hash FROM $staged WHERE $present GROUP BY key_hash HAVING count(*) > 1"
_REPEATED: Final = """
SELECT $key AS key, $whole AS whole, * FROM $staged WHERE $present AND $hash IN (SELECT key_hash FROM hashes)
"""
# Each row with the place of the first row like it, which is its own place for the first.
_COPIES: Final = """
SELECT *, first_value({'part': part, 'at': "row"}) OVER copies AS other, row_number() OVER copies > 1 AS is_copy
FROM repeated WINDOW copies AS (PARTITION BY key, $same ORDER BY part, "row")
"""
# Each version with the end and place of the longest among the earlier ones, and what the first one says.
_VERSIONS: Final = """
SELECT *, first_value({'part': part, 'at': "row"}) OVER versions AS first_place,
  first_value(enterprise_id) OVER versions AS first_enterprise, max(ends_at) OVER earlier AS longest_ends_at,
  arg_max({'part': part, 'at': "row"}, ends_at) OVER earlier AS longest_place
FROM (
  SELECT *, coalesce(superseded_at, TIMESTAMP 'infinity') AS ends_at FROM copies
  WHERE NOT is_copy AND recorded_at IS NOT NULL
)
WINDOW versions AS (PARTITION BY key ORDER BY recorded_at, part, "row"),
  earlier AS (PARTITION BY key ORDER BY recorded_at, part, "row" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
"""
_FOUND: Final = """
INSERT INTO faults
SELECT $table_at, $table, part, "row", line, $column_at, $column, $value, $code,
  CAST($other.at AS VARCHAR) || CASE WHEN $other.part = part THEN '' ELSE concat(' (', $other.part, ')') END, NULL
FROM $origin WHERE $condition
"""
_BOTH_CURRENT: Final = "ends_at = TIMESTAMP 'infinity' AND longest_ends_at = TIMESTAMP 'infinity'"


def find_repeats(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Put into `faults` each row of `staged_<table>` that repeats a key in a way that may not be."""
    if not _gather(connection, table):
        return
    if table is not RECORDS:
        run(connection, created("VIEW", "copies", tree(_COPIES, same=exp.true())))
        _put(connection, table, table.key[-1], "duplicate_key", "copies", "other", "is_copy")
        return
    run(connection, created("VIEW", "copies", tree(_COPIES, same=exp.column("whole"))))
    run(connection, created("TABLE", "versions", tree(_VERSIONS)))
    _put(connection, table, "record_id", "duplicate_row", "copies", "other", "is_copy")
    _put(connection, table, "record_id", "duplicate_key", "versions", "longest_place", _BOTH_CURRENT)
    overlaps = f"longest_ends_at > recorded_at AND NOT ({_BOTH_CURRENT})"
    _put(connection, table, "recorded_at", "overlapping_versions", "versions", "longest_place", overlaps)
    changed = "enterprise_id <> first_enterprise"
    _put(connection, table, "enterprise_id", "enterprise_changed", "versions", "first_place", changed)


def _gather(connection: duckdb.DuckDBPyConnection, table: Table) -> int:
    """Put the rows whose key may repeat into the table `repeated`; give their number."""
    key = [exp.column(name) for name in table.key]
    parts = {
        "staged": exp.to_table(f"staged_{table.name}"),
        "present": exp.and_(*(tree("$column IS NOT NULL", column=column) for column in key)),
        "hash": exp.func("hash", *key),
    }
    run(connection, created("TABLE", "hashes", tree(_HASHES, **parts)))
    (count,) = connection.execute("SELECT count(*) FROM hashes").fetchall()[0]
    if count:
        whole = exp.func("hash", *(exp.column(name) for name in table.names))
        run(
            connection,
            created("TABLE", "repeated", tree(_REPEATED, key=exp.func("row", *key), whole=whole, **parts)),
        )
    return int(count)


def _put(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    column: str,
    code: str,
    source: str,
    other: str,
    condition: str,
) -> None:
    value = (
        [exp.column(name) for name in table.key] if column in table.key else [exp.column(f"{column}_text")]
    )
    query = tree(
        _FOUND,
        table_at=list(TABLES).index(table.name),
        table=table.name,
        column_at=table.names.index(column),
        column=column,
        value=exp.func("concat_ws", exp.Literal.string(" "), *value),
        code=code,
        other=exp.column(other),
        origin=exp.to_table(source),
        condition=tree(condition),
    )
    run(connection, query)
