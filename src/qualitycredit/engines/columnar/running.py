"""Grading on a DuckDB connection that has the archive's three tables."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import date, datetime
from typing import Final, TypeVar

import duckdb
import pyarrow as pa

from qualitycredit.engines.columnar.statements import decision_sql
from qualitycredit.model.standard import Standard

Progress = Callable[[float], None]
Result = TypeVar("Result")

BATCH: Final = 100_000
_SECONDS: Final = 0.2


def decision_relation(
    connection: duckdb.DuckDBPyConnection,
    standard: Standard,
    as_of: date,
    known_at: datetime | None = None,
) -> duckdb.DuckDBPyRelation:
    """Give the decisions as a relation that runs when it is read."""
    return connection.sql(decision_sql(standard, as_of, known_at))


def grade_columnar(
    connection: duckdb.DuckDBPyConnection,
    standard: Standard,
    as_of: date,
    known_at: datetime | None = None,
    progress: Progress | None = None,
) -> Iterator[pa.RecordBatch]:
    """Grade every enterprise, and give the decisions in batches, ordered by `enterprise_id`.

    `progress` is told the share of the work that is done, from 0 to 1. An interruption stops the query.
    """
    relation = decision_relation(connection, standard, as_of, known_at)
    with ThreadPoolExecutor(1) as worker:
        reader = _watched(worker.submit(relation.to_arrow_reader, BATCH), connection, progress)
        while (batch := _watched(worker.submit(next, reader, None), connection, progress)) is not None:
            yield batch


def _watched(
    running: Future[Result], connection: duckdb.DuckDBPyConnection, progress: Progress | None
) -> Result:
    try:
        while wait([running], timeout=_SECONDS).not_done:
            if progress is not None:
                progress(max(connection.query_progress(), 0.0) / 100)
    except KeyboardInterrupt:
        connection.interrupt()
        raise
    return running.result()
