"""What an archive is, in 64 characters: its fingerprint changes with any byte of its files."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Final

import pyarrow as pa

from qualitycredit.archive.archive import Archive
from qualitycredit.archive.schema import TABLES, Table
from qualitycredit.archive.sources import ArrowSource

_BLOCK: Final = 1 << 20
_ROWS: Final = 1 << 16


def fingerprint(archive: Archive) -> str:
    """Give the SHA-256, in hexadecimal, over the name, size and bytes of each file of the archive.

    That of a lake is taken of the fingerprints of its parts, which its versions name.
    Over a table in memory it is taken of Arrow IPC, in the columns and types of the schema, however it was chunked.
    """
    if archive.sha256 is not None:
        return archive.sha256
    digest = sha256()
    for file in archive.files():
        name = file.relative_to(archive.folder or file.parent).as_posix()
        digest.update(f"{name}\0{file.stat().st_size}\0".encode())
        with file.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    for table in TABLES.values():
        source = archive.sources[table.name]
        if isinstance(source, ArrowSource):
            digest.update(f"{archive.identifier}\0{table.name}\0".encode())
            for block in _messages(table, source.table):
                digest.update(block)
    return digest.hexdigest()


def _messages(table: Table, data: pa.Table) -> Iterator[pa.Buffer]:
    held = [column for column in table.columns if column.name in data.column_names]
    schema = pa.schema([pa.field(column.name, column.type.arrow) for column in held])
    uniform = data.select(schema.names).replace_schema_metadata().cast(schema, safe=False).combine_chunks()
    yield schema.serialize()
    for batch in uniform.to_batches(max_chunksize=_ROWS):
        yield batch.serialize()
