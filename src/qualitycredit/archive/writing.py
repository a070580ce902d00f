"""Output that is there as a whole or not at all, and archives as output."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal
from uuid import uuid4

import duckdb
import pyarrow as pa
from sqlglot import exp

from qualitycredit.archive.archive import Archive, IdentifierKind
from qualitycredit.archive.connections import connect
from qualitycredit.archive.opening import MANIFEST
from qualitycredit.archive.queries import tree
from qualitycredit.archive.schema import TABLES, Column, ColumnType
from qualitycredit.errors import OutputRefused

FileFormat = Literal["csv", "parquet"]


@contextmanager
def atomic_path(path: Path, folder: Path | None = None) -> Iterator[Path]:
    """Give a path beside `path` to write to; it takes the place of `path` at the end, or is removed after an error.

    It lies in `folder`, if given, which has to be on the same disk.
    Raises OutputRefused where the system does not let the file be written.
    """
    unfinished = (folder or path.parent) / f".{path.stem}-{uuid4().hex}{path.suffix}"
    try:
        try:
            yield unfinished
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except (OSError, duckdb.IOException) as error:
        zh = f"{path}：写不进去（{error}）。请检查文件夹是否存在、是否可写、磁盘是否已满。"
        en = f"{path}: this cannot be written ({error}). Check that the folder exists, may be written to and has room."
        raise OutputRefused(zh, en) from error


def keep_apart(archive: Archive, path: Path) -> None:
    """Refuse an output that would take the place of a file of the archive, with OutputRefused."""
    if path.resolve() in {file.resolve() for file in archive.files()}:
        zh = f"{path}：这是档案自己的文件，不会覆盖。请换一个文件名。"
        raise OutputRefused(
            zh, f"{path}: this is a file of the archive itself and is left as it is. Choose another name."
        )


def write_archive(
    folder: Path,
    enterprises: pa.Table,
    products: pa.Table,
    records: pa.Table,
    *,
    file_format: FileFormat,
    identifier: IdentifierKind = "uscc",
) -> None:
    """Write three Arrow tables as an archive folder, in the order of their rows, with its manifest.

    Files of the same names are replaced once all are complete. Raises OutputRefused where the folder cannot be
    written or holds the tables in another format, ArchiveUnreadable where a table does not fit the schema.
    """
    archive = Archive.from_tables(enterprises, products, records, identifier=identifier)
    _make_folder(folder, file_format)
    with connect() as connection, ExitStack() as finished:
        connection.execute("SET preserve_insertion_order = true")
        archive.register(connection)
        for table in TABLES.values():
            path = finished.enter_context(atomic_path(folder / f"{table.name}.{file_format}"))
            columns = [_written(column, file_format) for column in table.columns]
            held = connection.sql(exp.select(*columns).from_(table.name).sql("duckdb"))
            if file_format == "csv":
                held.write_csv(str(path), header=True)
            else:
                held.write_parquet(str(path), compression="zstd")
        manifest = finished.enter_context(atomic_path(folder / MANIFEST))
        manifest.write_text(f'identifier = "{identifier}"\n', encoding="utf-8")


def _written(column: Column, file_format: FileFormat) -> exp.Expr:
    value: exp.Expr = exp.column(column.name)
    if column.type is ColumnType.TIMESTAMP and file_format == "csv":
        value = tree("replace(CAST($value AS VARCHAR), ' ', 'T') || 'Z'", value=value)
    return exp.alias_(value, column.name)


def _make_folder(folder: Path, file_format: FileFormat) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        zh = f"{folder}：不能建立文件夹（{error}）。"
        raise OutputRefused(zh, f"{folder}: the folder cannot be made ({error}).") from error
    for name in TABLES:
        others = [folder / f"{name}.csv", folder / f"{name}.parquet", folder / name]
        for other in others:
            if other.exists() and other != folder / f"{name}.{file_format}":
                zh = f"{folder}：已经有另一种格式的 {other.name}。请先移走。"
                raise OutputRefused(
                    zh, f"{folder}: {other.name} is there in another format. Remove it first."
                )
