"""A lake made of an archive: checked, parted by province, as its first version, with the index beside it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import duckdb

from qualitycredit.archive import TABLES, Archive, connect, require_valid
from qualitycredit.archive.parting import province_query
from qualitycredit.archive.versions import FORMAT, MARK, Version
from qualitycredit.errors import OutputRefused
from qualitycredit.grading.writing import workplace
from qualitycredit.lake.following import make_index
from qualitycredit.lake.writing import commit, latest_of, write_parts
from qualitycredit.model.standard import Kind

# With what Python and Arrow need beside it, this stays under 3 GB of resident memory.
_MEMORY: Final = "2400MB"
_PARTED: Final = 0.5


def create_lake(
    folder: Path,
    archive: Archive,
    kinds: Mapping[str, Kind],
    *,
    validated: bool = False,
    memory_limit: str | None = None,
    progress: Callable[[float], None] | None = None,
) -> Version:
    """Make a lake of an archive whose records are of these kinds; it is there as a whole or not at all.

    Raises ArchiveFaulty where the archive contradicts its schema, unless it was `validated` before, and OutputRefused
    where `folder` is there already or cannot be written.
    """
    if folder.exists():
        zh = f"{folder} 已经存在。请换一个名称，或者先移走。"
        raise OutputRefused(zh, f"{folder} is there already. Choose another name, or move it away.")
    if not validated:
        require_valid(archive, kinds)
    told = progress or (lambda _: None)
    with workplace(folder) as place:
        made = place / "made"
        made.mkdir()
        (made / MARK).write_text(
            f'format = {FORMAT}\nidentifier = "{archive.identifier}"\n', encoding="utf-8"
        )
        with connect(memory_limit or _MEMORY) as connection:
            archive.register(connection)
            version = write_whole(connection, made, 1)
        told(_PARTED)
        commit(made, version)
        make_index(made, [version], lambda share: told(_PARTED + (1 - _PARTED) * share))
        made.rename(folder)
    return version


def write_whole(connection: duckdb.DuckDBPyConnection, folder: Path, number: int) -> Version:
    """Write all rows of the tables of a connection as the parts of a version."""
    queries = {(name, False): province_query(name, "enterprises") for name in TABLES}
    parts = write_parts(connection, folder, number, queries, empty=True)
    counts = {name: sum(part.rows for part in parts if part.table == name) for name in TABLES}
    return Version(number, True, parts, counts, latest_of(connection, "records"))  # noqa: FBT003 - it is whole
