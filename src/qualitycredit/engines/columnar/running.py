"""Grading on a DuckDB connection that has the archive's three tables."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

import duckdb
import pyarrow as pa
from sqlglot import exp

from qualitycredit.engines.columnar.chunks import (
    TABLES,
    Cut,
    choose_borders,
    cut_before,
    finish,
    parts,
    write_pieces,
)
from qualitycredit.engines.columnar.decoding import decoded
from qualitycredit.engines.columnar.statements import coded_query, decision_sql, due_query
from qualitycredit.engines.columnar.steadiness import REGRADE_ON
from qualitycredit.model.standard import Standard
from qualitycredit.model.words import Words

Progress = Callable[[float], None]
Result = TypeVar("Result")

BATCH: Final = 100_000
_SECONDS: Final = 0.2
# How much of the work it is to cut an archive into chunks.
_CUTTING: Final = 0.4


@dataclass(frozen=True, slots=True)
class Chunked:
    """Work in chunks of about `enterprises`, kept in `folder` until all is done; `connect` opens a database."""

    enterprises: int
    folder: Path
    connect: Callable[[], duckdb.DuckDBPyConnection]


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
    """Grade every enterprise, and give the decisions in batches, ordered by `enterprise_id` (columns: see `decoded`).

    `progress` is told the share of the work that is done, from 0 to 1. An interruption stops the query.
    """
    words = Words.of(standard)
    statement = coded_query(standard, as_of, known_at).sql("duckdb")
    for batch in _batches(connection, statement, progress):
        yield decoded(batch, words)


def grade_with_due(
    connection: duckdb.DuckDBPyConnection,
    standard: Standard,
    as_of: date,
    known_at: datetime | None = None,
    progress: Progress | None = None,
) -> Iterator[pa.RecordBatch]:
    """Give what `grade_columnar` gives with one column more, `regrade_on`.

    It is the first later day on which anything of the decision may differ with no new record, null for never; it is not
    after `next_change_on`.
    """
    words = Words.of(standard)
    statement = due_query(standard, as_of, known_at).sql("duckdb")
    for batch in _batches(connection, statement, progress):
        yield decoded(batch, words).append_column(REGRADE_ON, batch[REGRADE_ON])


def _batches(
    connection: duckdb.DuckDBPyConnection, statement: str, progress: Progress | None
) -> Iterator[pa.RecordBatch]:
    relation = connection.sql(statement)
    with ThreadPoolExecutor(1) as worker:
        reader = _watched(worker.submit(relation.to_arrow_reader, BATCH), connection, progress)
        while (batch := _watched(worker.submit(next, reader, None), connection, progress)) is not None:
            yield batch


def grade_in_chunks(
    connection: duckdb.DuckDBPyConnection,
    chunked: Chunked,
    standard: Standard,
    as_of: date,
    known_at: datetime | None = None,
    progress: Progress | None = None,
) -> Iterator[pa.RecordBatch]:
    """Give what `grade_columnar` gives, chunk by chunk; what a killed run has left in the folder is not done again."""
    told = progress or (lambda _: None)
    whole = cut_before(chunked.folder) or _cut(connection, chunked, parts(standard, as_of, known_at), told)
    # The pieces hold the versions that exist at `known_at`, and no others.
    statement, words = coded_query(standard, as_of).sql("duckdb"), Words.of(standard)
    share = (1 - _CUTTING) / len(whole.chunks)
    for number in whole.chunks:
        done = partial(_told_between, told, _CUTTING + number * share, share)
        done(0)
        if not whole.decided(number).exists():
            _decide(chunked, whole, number, statement, words, done)
        with pa.OSFile(str(whole.decided(number))) as file, pa.ipc.open_stream(file) as reader:
            yield from reader


def _cut(
    connection: duckdb.DuckDBPyConnection, chunked: Chunked, pieces: dict[str, exp.Select], told: Progress
) -> Cut:
    borders = choose_borders(connection, chunked.enterprises)
    start = 0.0
    with ThreadPoolExecutor(1) as worker:
        for name, part in pieces.items():
            share = TABLES[name] * _CUTTING
            writing = worker.submit(write_pieces, connection, name, part, chunked.folder, borders)
            _watched(writing, connection, partial(_told_between, told, start, share))
            start += share
    return finish(chunked.folder, borders)


def _decide(
    chunked: Chunked, whole: Cut, number: int, statement: str, words: Words, progress: Progress
) -> None:
    finished = whole.decided(number)
    unfinished = finished.with_suffix(".unfinished")
    with closing(chunked.connect()) as connection:
        whole.show(connection, number)
        batches = [decoded(batch, words) for batch in _batches(connection, statement, progress)]
    with pa.OSFile(str(unfinished), "wb") as file:
        schema = batches[0].schema if batches else pa.schema([])
        with pa.ipc.new_stream(file, schema) as writer:
            for batch in batches:
                writer.write_batch(batch)
    unfinished.replace(finished)


def _told_between(told: Progress, start: float, share: float, done: float) -> None:
    told(start + share * done)


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
