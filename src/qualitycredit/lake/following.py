"""The index of a lake made of its versions, and kept up with them: whatever is missing is made again from the Parquet."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from shutil import rmtree
from typing import Final

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
from sqlglot import exp

from qualitycredit.archive import TABLES, Archive, TableName, atomic_path, connect
from qualitycredit.archive.versions import ROW_KEYS, Version, lake_archive
from qualitycredit.lake.dossiers import ID, NUMBER, flattened, write_dossiers
from qualitycredit.lake.index import INDEX, Index, State, read_index, write_state
from qualitycredit.lake.merging import Tables, merged, rows_of
from qualitycredit.lake.numbers import NUMBERS, no_numbers, write_numbers

# Three tables are sorted side by side.
_MEMORY: Final = "800MB"
_ROWS: Final = 100_000
_SEGMENTS: Final = 16
Progress = Callable[[float], None]


def index_at(lake: Path, versions: Sequence[Version], progress: Progress | None = None) -> Index:
    """Open the index of a lake, made or brought up to the last of its versions first; to be called by the writer."""
    index = read_index(lake / INDEX)
    if index is None or not 0 < index.state.version <= versions[-1].number:
        index = make_index(lake, versions, progress)
    for version in versions:
        if version.number > index.state.version:
            index = _followed(index, lake, version)
    return index


def make_index(lake: Path, versions: Sequence[Version], progress: Progress | None = None) -> Index:
    """Make the index anew, of the last of the versions; the numbers of enterprises are then others."""
    folder, version = lake / INDEX, versions[-1]
    if folder.exists():
        rmtree(folder)
    folder.mkdir()
    archive, base = lake_archive(lake, versions), f"base-{version.number:06}.arrow"
    whole = max(version.counts["enterprises"], 1)

    def told(count: int) -> None:
        if progress is not None:
            progress(count / whole)

    opened = {name: connect(_MEMORY) for name in TABLES}
    with atomic_path(folder / base) as unfinished:
        rows = write_dossiers(unfinished, lambda name: _ordered(archive, opened[name], name), told=told)
    for connection in opened.values():
        connection.close()
    return write_state(folder, State(version.number, version.number, rows, rows, base))


def _ordered(
    archive: Archive, connection: duckdb.DuckDBPyConnection, name: TableName
) -> pa.RecordBatchReader:
    archive.register(connection, [name])
    query = exp.select(*TABLES[name].names).from_(name).order_by(ID)
    return connection.sql(query.sql("duckdb")).to_arrow_reader(_ROWS)


def _followed(index: Index, lake: Path, version: Version) -> Index:
    """Follow one version; what is in the index stays, and counts for less where there is something newer."""
    if version.whole:
        return followed(index, version, None, NUMBERS.empty_table())
    newer = rows_of(lake, version)
    held, numbers = index.standing(newer)
    return followed(index, version, merged(held, newer, ROW_KEYS), numbers)


def followed(index: Index, version: Version, tables: Tables | None, numbers: pa.Table) -> Index:
    """Take up a version: the tables of those that it touched as they now stand, None for nobody, and their numbers."""
    state, stem = index.state, f"{index.state.epoch:06}-{version.number:06}"
    if tables is not None:
        standing, segment = tables, f"segment-{stem}.arrow"
        with atomic_path(index.folder / segment) as unfinished:
            write_dossiers(unfinished, lambda name: standing[name].to_reader(), numbers)
        enterprises = version.counts["enterprises"]
        state = replace(state, enterprises=enterprises, segments=(*state.segments, segment))
    names = f"touched-{stem}.arrow"
    write_numbers(index.folder / names, pa.concat_arrays([no_numbers(), *numbers[NUMBER].chunks]))
    state = replace(state, version=version.number, touched=(*state.touched, (version.number, names)))
    if len(state.segments) >= _SEGMENTS:
        state = replace(state, segments=(_joined(Index(index.folder, state), stem),))
    return write_state(index.folder, state)


def _joined(index: Index, stem: str) -> str:
    """Write one segment in place of all, each dossier as it stands."""
    numbers = pc.unique(pa.chunked_array([batch[NUMBER] for batch in index.segments()]))
    dossiers = index.dossiers(numbers)
    tables = {name: table.sort_by(ID) for name, table in flattened(dossiers).items()}
    name = f"joined-{stem}.arrow"
    with atomic_path(index.folder / name) as unfinished:
        write_dossiers(unfinished, lambda each: tables[each].to_reader(), dossiers.select([ID, NUMBER]))
    return name
