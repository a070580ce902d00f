"""The three tables of an archive as views of a session, typed by the schema, as the columnar engine has them."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import pyarrow as pa
from sqlglot import exp

from qualitycredit.archive import TABLES, Archive, Column, ColumnType, TableName
from qualitycredit.archive.sources import LayeredSource, ParquetSource
from qualitycredit.engines.spark.statements import spark_sql
from qualitycredit.engines.spark.work import Work
from qualitycredit.errors import ArchiveUnreadable, EnterpriseNotFound

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pyspark.sql import DataFrame, SparkSession

Held = ParquetSource | LayeredSource

_TYPES: Final[Mapping[ColumnType, str]] = {
    ColumnType.TEXT: "STRING",
    ColumnType.DATE: "DATE",
    ColumnType.BOOLEAN: "BOOLEAN",
    ColumnType.INTEGER: "BIGINT",
    ColumnType.DECIMAL: "DECIMAL(18, 4)",
    ColumnType.TIMESTAMP: "TIMESTAMP_NTZ",
}
_LAYER: Final = "CAST(left(_metadata.file_name, 6) AS INT) AS layer"
_PATTERN: Final = re.compile(r"[\\{}\[\]*?]")


def require_parquet(archive: Archive) -> Mapping[TableName, Held]:
    """Give the sources; raise ArchiveUnreadable for a table that is no Parquet, which machines could not share."""
    found: dict[TableName, Held] = {}
    for name, source in archive.sources.items():
        if not isinstance(source, ParquetSource | LayeredSource):
            raise ArchiveUnreadable(
                f"表 {name} 不是 Parquet。Spark 只读 Parquet，请先运行 qualitycredit convert lake。",
                f"the table {name} is not Parquet, and Spark reads nothing else. First run: qualitycredit convert lake",
            )
        found[name] = source
    return found


def register(session: "SparkSession", work: Work) -> None:
    """Create the views `enterprises`, `products` and `records`. Raises EnterpriseNotFound.

    What folders are called is no data: `region=11` above a file adds no column.
    """
    for name, source in require_parquet(work.archive).items():
        _held(session, source).createOrReplaceTempView(f"held_{name}")
        query = exp.select(*(_typed(column, source) for column in TABLES[name].columns)).from_(f"held_{name}")
        if work.enterprises is not None:
            query = query.where(exp.column("enterprise_id").isin(*work.enterprises))
        session.sql(spark_sql(query)).createOrReplaceTempView(name)
    if work.enterprises is not None:
        _require_known(session, set(work.enterprises))


def _held(session: "SparkSession", source: Held) -> "DataFrame":
    held = _read(session, source.files)
    if isinstance(source, ParquetSource):
        return held
    # A row of a higher layer takes the place of those below it that have the same key.
    above = _read(session, source.replacing).selectExpr(*source.key, _LAYER).groupBy(*source.key)
    newest = above.agg({"layer": "max"}).withColumnRenamed("max(layer)", "newest")
    layered = held.selectExpr("*", _LAYER).join(newest, list(source.key), "left")
    return layered.where("newest IS NULL OR layer >= newest")


def _read(session: "SparkSession", files: "Sequence[Path]") -> "DataFrame":
    return session.read.option("recursiveFileLookup", "true").parquet(*map(location, files))


def location(path: "Path") -> str:
    """Give the address of a file or folder as Spark takes it: what looks like a pattern is none."""
    return "file://" + _PATTERN.sub(r"\\\g<0>", str(path.resolve()))


def _typed(column: Column, source: Held) -> exp.Expr:
    kind = _TYPES[column.type]
    held = source.schema.field(column.name).type if column.name in source.schema.names else pa.null()
    value: exp.Expr = exp.column(column.name)
    if pa.types.is_null(held):
        value = exp.null()
    elif column.type is ColumnType.TEXT and not column.required:
        value = exp.Nullif(this=value, expression=exp.Literal.string(""))
    value = exp.cast(value, kind, dialect="spark")
    if column.null_is_false:
        value = exp.Coalesce(this=value, expressions=[exp.false()])
    return value.as_(column.name)


def _require_known(session: "SparkSession", wanted: set[str]) -> None:
    found = session.table("enterprises").select("enterprise_id").toArrow()["enterprise_id"].to_pylist()
    if unknown := wanted - set(found):
        identifier = min(unknown)
        zh = f"档案里没有企业 {identifier}。请核对代码。"
        raise EnterpriseNotFound(zh, f"The archive has no enterprise {identifier}. Check the code.")
