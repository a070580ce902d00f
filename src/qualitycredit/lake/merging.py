"""Rows as they stand and rows that take their place, as one; and the rows of a version."""

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from sqlglot import exp

from qualitycredit.archive import TABLES, TableName, connect
from qualitycredit.archive.versions import Version

Tables = Mapping[TableName, pa.Table]


def merged(
    held: Tables, newer: Tables, keys: Mapping[TableName, tuple[str, ...]]
) -> dict[TableName, pa.Table]:
    """Give the three tables with every newer row, and those held whose key no newer row has; by enterprise_id."""
    found: dict[TableName, pa.Table] = {}
    with connect() as connection:
        for name, table in TABLES.items():
            connection.register("held", held[name])
            connection.register("newer", newer[name])
            query = exp.select(*table.names).from_(without("held", "newer", keys[name]).subquery())
            both = exp.union(query, exp.select(*table.names).from_("newer"), distinct=False)
            ordered = exp.select(*table.names).from_(both.subquery()).order_by("enterprise_id")
            found[name] = fetched(connection, ordered).cast(table.arrow)
    return found


def without(name: str, other: str, key: tuple[str, ...]) -> exp.Select:
    """Give the query of the rows of a table whose key no row of the other has."""
    return _beside(name, other, key, "anti")


def among(name: str, other: str, key: tuple[str, ...]) -> exp.Select:
    """Give the query of the rows of a table whose key some row of the other has."""
    return _beside(name, other, key, "semi")


def fetched(connection: duckdb.DuckDBPyConnection, query: exp.Expr) -> pa.Table:
    """Run a query and give its rows."""
    return connection.sql(query.sql("duckdb")).to_arrow_table()


def rows_of(lake: Path, version: Version) -> dict[TableName, pa.Table]:
    """Read the parts of a version."""
    found: dict[TableName, pa.Table] = {}
    for name, table in TABLES.items():
        parts = [pq.ParquetFile(lake / part.path).read() for part in version.parts if part.table == name]
        cast = [part.select(table.names).cast(table.arrow) for part in parts]
        found[name] = pa.concat_tables([table.arrow.empty_table(), *cast])
    return found


def _beside(name: str, other: str, key: tuple[str, ...], kind: str) -> exp.Select:
    same = [exp.column(column, table=name).eq(exp.column(column, table=other)) for column in key]
    columns = [exp.Column(this=exp.Star(), table=exp.to_identifier(name))]
    return exp.select(*columns).from_(name).join(other, on=exp.and_(*same), join_type=kind)
