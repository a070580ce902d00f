"""Writing to a lake: one writer at a time, new files beside the old ones, and the file that makes them count last."""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from shutil import rmtree
from typing import Final
from uuid import uuid4

import duckdb
import pyarrow.parquet as pq
from sqlglot import exp

from qualitycredit.archive import TABLES, TableName
from qualitycredit.archive.parting import write_parted
from qualitycredit.archive.queries import run, tree
from qualitycredit.archive.versions import (
    VERSIONS,
    Part,
    Version,
    read_versions,
    require_lake,
    standing,
    version_file,
)
from qualitycredit.errors import OutputRefused
from qualitycredit.grading.receipts import file_sha256

LOCK: Final = ".lock"
_LATEST: Final = """
SELECT max(moment) FROM (
  SELECT recorded_at AS moment FROM $records UNION ALL SELECT superseded_at FROM $records
)
"""


@contextmanager
def writing(folder: Path) -> Iterator[tuple[Version, ...]]:
    """Hold the lake against other writers, remove what a killed one has left, and give the versions there are.

    Raises ArchiveUnreadable where it is no lake, and OutputRefused where another writer is at work, or the system
    does not let the lake be written to.
    """
    require_lake(folder)
    try:
        with (folder / LOCK).open("w") as lock:
            _hold(folder, lock.fileno())
            versions = read_versions(folder)
            _tidy(folder, versions)
            yield versions
    except OSError as error:
        zh = f"{folder}：写不进去（{error}）。请检查文件夹是否可写、磁盘是否已满。"
        en = f"{folder}: this cannot be written ({error}). Check that the folder may be written to and has room."
        raise OutputRefused(zh, en) from error


def write_new(path: Path, text: str) -> None:
    """Write a file that no other writer has made before, as a whole or not at all; raises OutputRefused."""
    unfinished = path.with_name(f".{path.name}-{uuid4().hex}")
    try:
        unfinished.write_text(text, encoding="utf-8")
        os.link(unfinished, path)
    except FileExistsError as error:
        zh = f"{path}：另一个程序已经写了。请再运行一次。"
        raise OutputRefused(
            zh, f"{path}: another program has just written this. Run the command again."
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)


def commit(folder: Path, version: Version) -> None:
    """Make a version count."""
    (folder / VERSIONS).mkdir(exist_ok=True)
    write_new(version_file(folder, version.number), version.to_json())


def write_parts(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    number: int,
    queries: Mapping[tuple[TableName, bool], exp.Select],
    *,
    empty: bool,
) -> tuple[Part, ...]:
    """Write the parts of a version: for each table, and whether its rows are replacing, a query with a `province`."""
    parts = []
    for (name, replacing), query in queries.items():
        (folder / name).mkdir(exist_ok=True)
        stem = f"{number:06}-{'replacing' if replacing else 'rows'}"
        for file in write_parted(connection, query, folder / name, stem, empty=empty):
            rows = pq.read_metadata(file).num_rows
            path = file.relative_to(folder).as_posix()
            parts.append(Part(name, path, rows, file_sha256(file), replacing))
    return tuple(parts)


def latest_of(connection: duckdb.DuckDBPyConnection, records: str) -> datetime | None:
    """Give the last moment that records tell of, None without any."""
    (moment,) = run(connection, tree(_LATEST, records=exp.to_table(records))).fetchall()[0]
    return moment if isinstance(moment, datetime) else None


def _hold(folder: Path, lock: int) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        zh = f"{folder}：另一个程序正在写这个湖。请等它结束。"
        raise OutputRefused(
            zh, f"{folder}: another program is writing to this lake. Wait until it is done."
        ) from error


def _tidy(folder: Path, versions: tuple[Version, ...]) -> None:
    """Remove the parts that no standing version names, and what was never finished."""
    kept = {folder / part.path for version in standing(versions) for part in version.parts}
    for name in TABLES:
        for place in (folder / name).iterdir():
            if place.name.startswith("."):
                rmtree(place)
                continue
            for file in place.iterdir():
                if file not in kept:
                    file.unlink()
    for file in (folder / VERSIONS).glob(".*"):
        file.unlink()
