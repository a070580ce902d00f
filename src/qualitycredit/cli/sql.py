"""`qualitycredit sql`: the SQL that grades by a standard, or that judges one clause of it."""

from enum import StrEnum
from typing import Annotated

import typer

from qualitycredit.cli import options
from qualitycredit.cli.speaking import SPEAKER
from qualitycredit.engines.columnar import clause_query, decision_query
from qualitycredit.engines.spark import spark_sql
from qualitycredit.errors import StandardNotFound
from qualitycredit.reading import load_standard


class Dialect(StrEnum):
    """The database that the SQL is for."""

    DUCKDB = "duckdb"
    SPARK = "spark"


def sql(
    standard: Annotated[
        str, typer.Argument(metavar="STANDARD", help="标准的名称或文件夹 · name or folder of a standard")
    ],
    as_of: options.AsOf,
    known_at: options.KnownAt = None,
    reading: options.Readings = [],  # noqa: B006 - typer copies it
    clause: Annotated[
        str | None,
        typer.Option("--clause", metavar="ID", help="只看一条，例如 A.1 · one clause, such as A.1"),
    ] = None,
    dialect: Annotated[Dialect, typer.Option("--dialect", help="数据库 · duckdb or spark")] = Dialect.DUCKDB,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """打印由标准生成的 SQL · Print the SQL generated from a standard.

    例 Example: qualitycredit sql aqsiq-2006 --as-of 2026-06-30 --clause A.1
    """
    del lang, quiet
    law = load_standard(standard, options.parse_readings(reading))
    known = [found.id for found in law.clauses]
    if clause is None:
        query = decision_query(law, as_of, known_at)
    elif clause in known:
        query = clause_query(law, clause, as_of, known_at)
    else:
        raise StandardNotFound(
            f"标准没有条款 {clause}。有：{'、'.join(known)}。",
            f"the standard has no clause {clause}. It has {', '.join(known)}.",
        )
    spark = dialect is Dialect.SPARK
    SPEAKER.show(spark_sql(query, pretty=True) if spark else query.sql("duckdb", pretty=True))
