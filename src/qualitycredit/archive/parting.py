"""Tables as Parquet in a folder a province: `records/region=11/…`, by the first two digits of an enterprise's region."""

from pathlib import Path
from typing import Final

import duckdb
from sqlglot import exp

from qualitycredit.archive.queries import tree
from qualitycredit.archive.schema import TABLES, TableName

_PROVINCE: Final = "province"
_NOWHERE: Final = "00"
_BUFFERED_ROWS: Final = 50_000


def province_query(name: TableName, places: str, rows: exp.Select | None = None) -> exp.Select:
    """Give the rows of a table, or those of a query of it, with their `province`.

    The table `places` has the region of every enterprise.
    """
    held = rows or exp.select(*TABLES[name].names).from_(name)
    columns = [exp.column(column, table="held") for column in TABLES[name].names]
    province = tree("left(places.region, 2)")
    same = exp.column("enterprise_id", table="held").eq(exp.column("enterprise_id", table="places"))
    query = exp.select(*columns, exp.alias_(province, _PROVINCE)).from_(held.subquery("held"))
    return query.join(exp.alias_(exp.to_table(places), "places", table=True), on=same)


def write_parted(
    connection: duckdb.DuckDBPyConnection, query: exp.Select, folder: Path, stem: str, *, empty: bool = True
) -> list[Path]:
    """Write the rows of a query with a column `province` below `folder`, as `region=11/<stem>-0.parquet` and so on.

    Gives the files in order. Without any row there is one file that has the columns, or none where not `empty`.
    """
    connection.execute("SET partitioned_write_flush_threshold = ?", [_BUFFERED_ROWS])
    rows, work = connection.sql(query.sql("duckdb")), folder / f".{stem}"
    rows.to_parquet(str(work), partition_by=[_PROVINCE], compression="zstd", overwrite=True)
    files: list[Path] = []
    for province in sorted(work.glob(f"{_PROVINCE}=*")):
        place = folder / f"region={province.name.partition('=')[2]}"
        place.mkdir(exist_ok=True)
        for number, part in enumerate(sorted(province.iterdir())):
            files.append(part.rename(place / f"{stem}-{number}.parquet"))
        province.rmdir()
    work.rmdir()
    if empty and not files:
        place = folder / f"region={_NOWHERE}"
        place.mkdir(exist_ok=True)
        files.append(place / f"{stem}-0.parquet")
        columns = [column for column in rows.columns if column != _PROVINCE]
        rows.select(*map(duckdb.ColumnExpression, columns)).to_parquet(str(files[0]), compression="zstd")
    return files
