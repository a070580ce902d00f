"""The hand-written SQL on Spark, on this machine with two threads, turned into its dialect by sqlglot.

usage: python -m bench.in_spark ARCHIVE OUT.parquet
"""

import sys
from pathlib import Path

import sqlglot
from pyspark.sql import SparkSession
from sqlglot import exp

from bench.archives import AS_OF, KNOWN_AT, TABLES
from bench.expert import expert_sql
from bench.measuring import phase

KEPT = "graded"
SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "6g",
    # Else Spark looks for filters that follow from layers of CASE, and hardly comes to an end.
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "8",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


def spark_sql(query: str) -> tuple[str, str]:
    """Give the query in Spark's dialect, in two: `graded`, which is used three times over, and what is made of it.

    Spark would compute a named part anew for each use.
    """
    whole = sqlglot.parse_one(query, read="duckdb").transform(_for_spark)
    parts = whole.ctes
    place = next(place for place, part in enumerate(parts) if part.alias == KEPT)
    kept = parts[place].this.copy()
    kept.set("with_", exp.With(expressions=parts[:place]))
    whole.set("with_", exp.With(expressions=parts[place + 1 :]))
    return kept.sql("spark", comments=False), whole.sql("spark", comments=False)


def _for_spark(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.CTE):
        node.set("materialized", None)
    elif isinstance(node, exp.Sub) and (_is_day(node.this) or _is_day(node.expression)):
        return exp.DateDiff(this=node.this, expression=node.expression, unit=exp.var("DAY"))
    elif isinstance(node, exp.Filter) and isinstance(node.this, exp.ArrayAgg):
        node.this.set("this", node.this.this.this)
        return exp.func("sort_array", exp.Filter(this=node.this, expression=node.expression))
    return node


def _is_day(node: exp.Expr) -> bool:
    return isinstance(node, exp.Cast) and node.is_type("date") and node.this.is_string


def main(archive: Path, out: Path) -> None:
    """Start Spark, grade, write a folder of Parquet files."""
    with phase("start"):
        builder = SparkSession.builder.master("local[2]").appName("bench")
        for name, value in SETTINGS.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
    with phase("query"):
        for table in TABLES:
            path = archive / table
            files = path if path.is_dir() else path.with_suffix(".parquet")
            session.read.parquet(str(files)).createOrReplaceTempView(table)
        kept, whole = spark_sql(expert_sql(AS_OF, KNOWN_AT))
        session.sql(kept).persist().createOrReplaceTempView(KEPT)
        session.sql(whole).write.mode("overwrite").parquet(str(out), compression="zstd")
    session.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
