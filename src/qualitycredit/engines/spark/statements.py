"""The columnar engine's statement in Spark's words, and how many stages it may take."""

from datetime import date, datetime
from typing import Final

from sqlglot import exp

from qualitycredit.engines.columnar import decision_query
from qualitycredit.model.standard import Standard

# Before each of these Spark has to bring rows together that lie apart: a stage ends there.
_GATHERING: Final = (exp.Group, exp.Join, exp.Window, exp.Order)


def decisions_of(standard: Standard, as_of: date, known_at: datetime | None) -> exp.Select:
    """Give the query of decisions in no order, which whoever reads them chooses."""
    query = decision_query(standard, as_of, known_at)
    query.set("order", None)
    return query


def spark_sql(query: exp.Expr, *, pretty: bool = False) -> str:
    """Write a query as Spark reads it."""
    query = query.copy()
    for part in query.find_all(exp.CTE):
        # DuckDB may be told whether to keep what a part gives; Spark sees to that by itself, and knows no word for it.
        part.set("materialized", None)
    return query.sql("spark", pretty=pretty)


def stages(query: exp.Expr) -> int:
    """Give a number of stages that Spark will hardly need more of: it joins some on the way."""
    return 1 + sum(1 for _ in query.find_all(*_GATHERING))
