"""Decisions as they leave Spark: counted, collected, streamed in their order, or written in parts by its machines."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq
from sqlglot import exp

from qualitycredit.engines.spark.settings import shuffle_partitions
from qualitycredit.engines.spark.statements import decisions_of, spark_sql, stages
from qualitycredit.engines.spark.tables import location, register
from qualitycredit.engines.spark.watching import watched
from qualitycredit.engines.spark.work import Work
from qualitycredit.errors import OutputRefused

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

Result = TypeVar("Result")
Counts = Counter[tuple[str, str | None]]

KEY: Final = "enterprise_id"
REGION: Final = "region"
_BUCKET: Final = "bucket"
# Decisions in one task of writing, and in one file of a province, as a rule.
_TASK: Final = 100_000
_FILE: Final = 5_000_000


def counted(session: "SparkSession", work: Work) -> Counts:
    """Give the number of enterprises by grade and reason; nothing else leaves the cluster."""
    return _done(session, work, _counts)


def collected(session: "SparkSession", work: Work) -> Iterator[pa.RecordBatch]:
    """Give the decisions in order of enterprise_id, all of them held in memory here."""
    table = _done(session, work, lambda decisions: decisions.orderBy(KEY).toArrow())
    yield from table.to_batches()


def staged(session: "SparkSession", work: Work, folder: Path) -> Iterator[pa.RecordBatch]:
    """Give the decisions in order of enterprise_id, of which only one part at a time is in memory here.

    The parts are written to `folder` by the machines of the cluster, so that it has to be the same folder on all of
    them; it must not exist, and whoever made its parent removes it. Raises OutputRefused where parts are missing.
    """
    _done(session, work, lambda decisions: decisions.orderBy(KEY).write.parquet(location(folder)))
    parts = sorted(folder.glob("part-*.parquet"))
    require_whole(parts, _expected(session, work))
    for part in parts:
        yield from pq.ParquetFile(part).iter_batches()


def written(session: "SparkSession", work: Work, folder: Path) -> Counts:
    """Write the decisions to `folder`, which must not exist, as `region=11/part-0000.parquet`; give their counts.

    The region is the province. A file is in order of enterprise_id, and which decisions it holds depends on the
    archive alone, not on the cluster. Raises OutputRefused where parts are missing.
    """
    _done(session, work, lambda decisions: _write(session, work, decisions, folder))
    for stray in folder.rglob(".*.crc"):
        stray.unlink()
    parts = [part for region in sorted(folder.glob(f"{REGION}=*")) for part in _numbered(region)]
    require_whole(parts, _expected(session, work))
    return _counts(session.read.parquet(location(folder)))


def _numbered(folder: Path) -> list[Path]:
    """Write the parts anew under names that say their order alone, in the bytes that any cluster would come to.

    Spark names them after the job, and notes the encodings of a column in an order that differs from one Java process
    to the next.
    """
    numbered = []
    for number, part in enumerate(sorted(folder.glob("part-*.parquet"))):
        numbered.append(folder / f"part-{number:04d}.parquet")
        with pq.ParquetFile(part) as file:
            schema = file.schema_arrow.remove_metadata()
            with pq.ParquetWriter(numbered[-1], schema, compression="zstd", store_schema=False) as writer:
                for batch in file.iter_batches():
                    writer.write_batch(batch.replace_schema_metadata())
        part.unlink()
    return numbered


def require_whole(parts: list[Path], expected: int) -> None:
    """Refuse parts that hold fewer decisions, or more, than there have to be."""
    held = sum(pq.read_metadata(part).num_rows for part in parts)
    if held != expected:
        raise OutputRefused(
            f"应有 {expected:,} 个决定，这里只看到 {held:,} 个。请写到各台机器共用、路径相同的存储上。",
            f"{expected:,} decisions were to be written, and {held:,} arrived here. Write to storage that every "
            "machine shares under the same path.",
        )


def _expected(session: "SparkSession", work: Work) -> int:
    return session.table("enterprises").count() if work.enterprises is None else len(set(work.enterprises))


def _done(session: "SparkSession", work: Work, deliver: Callable[["DataFrame"], Result]) -> Result:
    parallelism = session.sparkContext.defaultParallelism
    partitions = shuffle_partitions(work.rows("records"), parallelism)
    session.conf.set("spark.sql.shuffle.partitions", partitions)
    query = decisions_of(work.standard, work.as_of, work.known_at)

    def run() -> Result:
        register(session, work)
        return deliver(session.sql(spark_sql(query)))

    return watched(session, run, stages(query), work.progress)


def _counts(decisions: "DataFrame") -> Counts:
    rows = decisions.groupBy("grade", "reason").count().toArrow().to_pylist()
    return Counter({(row["grade"], row["reason"]): row["count"] for row in rows})


def _write(session: "SparkSession", work: Work, decisions: "DataFrame", folder: Path) -> None:
    decided = _expected(session, work)
    province = exp.func("left", exp.column(REGION), exp.Literal.number(2)).as_(REGION)
    share = exp.func("pmod", exp.func("xxhash64", exp.column(KEY)), exp.Literal.number(-(-decided // _FILE)))
    places = session.table("enterprises").selectExpr(KEY, spark_sql(province), spark_sql(share.as_(_BUCKET)))
    tasks = max(1, -(-decided // _TASK))
    placed = decisions.join(places, KEY).repartition(tasks, REGION, _BUCKET).drop(_BUCKET)
    placed.sortWithinPartitions(REGION, KEY).write.partitionBy(REGION).parquet(location(folder))
