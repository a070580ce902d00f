"""Changes added to a lake: new rows, rows in place of others, closed versions. Each addition is a version of the lake."""

from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
from sqlglot import exp

from qualitycredit.archive import TABLES, Archive, TableName, connect, require_valid
from qualitycredit.archive.parting import province_query
from qualitycredit.archive.versions import ROW_KEYS, Version, lake_archive, lake_identifier
from qualitycredit.lake.changes import check_changes, compare, read_changes
from qualitycredit.lake.dossiers import ID
from qualitycredit.lake.following import followed, index_at
from qualitycredit.lake.merging import Tables, fetched, merged
from qualitycredit.lake.writing import commit, latest_of, write_parts, writing
from qualitycredit.model.standard import Kind


def add_changes(
    folder: Path,
    changes: Archive,
    kinds: Mapping[str, Kind],
    progress: Callable[[float], None] | None = None,
) -> Version | None:
    """Add changes to a lake as its next version, and give that; None where the lake has all of it already.

    A correction is a new version of a record together with the old one, which is now closed; an annulment is the closed
    one alone. Raises ArchiveFaulty, and adds nothing, where the changes are faulty or contradict the lake, and
    OutputRefused where another writer is at work.
    """
    told = progress or (lambda _: None)
    changed = read_changes(changes, kinds)
    with writing(folder) as versions, connect() as connection:
        index = index_at(folder, versions)
        held, numbers = index.standing(changed)
        told(0.3)
        if not compare(connection, changed, held):
            return None
        check_changes(connection, lake_archive(folder, versions))
        told(0.5)
        fresh = {
            name: fetched(connection, exp.select(*table.names).from_(f"fresh_{name}")).cast(table.arrow)
            for name, table in TABLES.items()
        }
        tables = merged(held, fresh, ROW_KEYS)
        require_valid(Archive.from_tables(*tables.values(), identifier=lake_identifier(folder)), kinds)
        told(0.7)
        version = _written(connection, folder, versions[-1], tables)
        commit(folder, version)
        told(0.8)
        # Whoever is spoken of without news is not touched.
        touched = pa.concat_arrays([chunk for table in fresh.values() for chunk in table[ID].chunks])
        standing = {name: _of(touched, table) for name, table in tables.items()}
        followed(index, version, standing, _of(touched, numbers))
    return version


def _of(enterprises: pa.Array, table: pa.Table) -> pa.Table:
    return table.filter(pc.is_in(table[ID], value_set=enterprises))


def _written(connection: duckdb.DuckDBPyConnection, folder: Path, before: Version, tables: Tables) -> Version:
    connection.register("places", tables["enterprises"].select(["enterprise_id", "region"]))
    queries: dict[tuple[TableName, bool], exp.Select] = {}
    for name, table in TABLES.items():
        for replacing in (False, True):
            rows = exp.select(*table.names).from_(f"{'replacing' if replacing else 'new'}_{name}")
            queries[name, replacing] = province_query(name, "places", rows)
    parts = write_parts(connection, folder, before.number + 1, queries, empty=False)
    counts = {
        name: before.counts[name]
        + sum(part.rows for part in parts if part.table == name and not part.replacing)
        for name in TABLES
    }
    moments = [
        moment for moment in (before.latest, latest_of(connection, "fresh_records")) if moment is not None
    ]
    return Version(before.number + 1, False, parts, counts, max(moments, default=None))  # noqa: FBT003 - it adds
