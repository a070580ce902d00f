"""Where a table comes from, a CSV file, Parquet parts or an Arrow table, and how DuckDB reads it."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa
from pyarrow import parquet
from sqlglot import exp

from qualitycredit.archive.casting import accepts, from_arrow, from_text
from qualitycredit.archive.copies import Copies
from qualitycredit.archive.encoding import LONGEST, TextFile, readable_text
from qualitycredit.archive.queries import rows, tree
from qualitycredit.archive.schema import Column, Table, TableName
from qualitycredit.archive.suggesting import nearest
from qualitycredit.errors import ArchiveUnreadable

# A text may be longer than what the csv module reads by itself.
csv.field_size_limit(2**31 - 1)
_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class CsvSource:
    """A CSV file, and the columns of its header in their order; every value is text."""

    text: TextFile
    header: tuple[str, ...]

    @property
    def files(self) -> tuple[Path, ...]:
        """The files of the archive behind the table."""
        return (self.text.file,)


@dataclass(frozen=True, slots=True)
class ParquetSource:
    """Parquet files of one schema; together they are the table."""

    files: tuple[Path, ...]
    schema: pa.Schema


@dataclass(frozen=True, slots=True)
class LayeredSource:
    """Parquet files in layers, by the six digits that their names begin with.

    A row of the files `replacing` takes the place of rows of lower layers that have the same `key`.
    """

    files: tuple[Path, ...]
    schema: pa.Schema
    replacing: tuple[Path, ...]
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArrowSource:
    """An Arrow table in memory."""

    table: pa.Table

    @property
    def schema(self) -> pa.Schema:
        """The schema of the table as it was given."""
        return self.table.schema

    @property
    def files(self) -> tuple[Path, ...]:
        """No file is behind the table."""
        return ()


Source = CsvSource | ParquetSource | LayeredSource | ArrowSource


def csv_source(table: Table, file: Path, copies: Copies) -> CsvSource:
    """Read the header of a CSV file; a copy in UTF-8, where one is needed, goes into `copies`."""
    text = readable_text(file, copies)
    with text.readable.open(encoding="utf-8-sig", newline="") as stream:
        header = next(csv.reader(stream), [])
    _check_names(table, header, str(file))
    return CsvSource(text, tuple(header))


def parquet_source(table: Table, files: Sequence[Path]) -> ParquetSource:
    """Read the schema of every part, which must be one and the same."""
    first, *others = ((file, _parquet_schema(file)) for file in files)
    _check_schema(table, first[1], str(first[0]))
    for file, schema in others:
        # A part that happens to hold no null may be marked as required: names and types alone must agree.
        if (schema.names, schema.types) != (first[1].names, first[1].types):
            raise ArchiveUnreadable(
                f"{file}：列或者类型与 {first[0].name} 不同。同一张表的各个 Parquet 文件必须结构一致。",
                f"{file}: its columns or types differ from {first[0].name}. All parts of one table must be alike.",
            )
    return ParquetSource(tuple(files), first[1])


def arrow_source(table: Table, data: pa.Table) -> ArrowSource:
    """Take an Arrow table whose columns and types fit."""
    _check_schema(table, data.schema, table.name)
    return ArrowSource(data)


def _parquet_schema(file: Path) -> pa.Schema:
    try:
        return parquet.read_schema(file)
    except (pa.ArrowException, OSError) as error:
        raise ArchiveUnreadable(
            f"{file}：不是完整的 Parquet 文件，可能在传输中被截断。请重新复制。（{error}）",
            f"{file}: this is not a complete Parquet file; it may have been cut short. Copy it again. ({error})",
        ) from error


def _check_schema(table: Table, schema: pa.Schema, place: str) -> None:
    _check_names(table, schema.names, place)
    for column in table.columns:
        if column.name in schema.names and not accepts(column, held := schema.field(column.name).type):
            raise ArchiveUnreadable(
                f"{place}，列 {column.name}：类型是 {held}，应当是 {column.type.arrow}。请转换后再写。",
                f"{place}, column {column.name}: its type is {held}, and should be {column.type.arrow}. Convert it.",
            )


def _check_names(table: Table, names: Sequence[str], place: str) -> None:
    for name in names:
        if name not in table.names:
            raise _unknown_column(table, name, place)
        if names.count(name) > 1:
            raise ArchiveUnreadable(
                f"{place}：列 {name} 出现了两次。请删去一个。",
                f"{place}: column {name} stands twice. Remove one.",
            )
    missing = [column.name for column in table.columns if column.required and column.name not in names]
    if missing:
        zh, en = "、".join(missing), ", ".join(missing)
        raise ArchiveUnreadable(
            f"{place}：缺少列 {zh}。请补上。", f"{place}: columns are missing: {en}. Add them."
        )


def _unknown_column(table: Table, name: str, place: str) -> ArchiveUnreadable:
    near = nearest(name, table.names)
    name = f"{name[:_SHOWN]}…" if len(name) > _SHOWN else name
    zh = f"是不是 {near}？" if near else f"可用的列有：{'、'.join(table.names)}。"
    en = f"Did you mean {near}?" if near else f"The columns are: {', '.join(table.names)}."
    return ArchiveUnreadable(f"{place}：没有列“{name}”。{zh}", f"{place}: there is no column “{name}”. {en}")


def origin(
    connection: duckdb.DuckDBPyConnection, name: TableName, source: Source, *, numbered: bool = False
) -> exp.Select:
    """Give the table as it is held, to select from; `numbered` adds `file_row_number`, from 0, to Arrow and Parquet.

    CSV columns are text, and a malformed line is an error.
    """
    if isinstance(source, CsvSource):
        return csv_text(source.text.readable, source.header)
    if isinstance(source, ParquetSource):
        return _parquet(source.files, numbered=numbered)
    if isinstance(source, LayeredSource):
        return _layered(source, numbered=numbered)
    table = source.table
    if numbered:
        table = table.append_column("file_row_number", pa.arange(0, table.num_rows))
    connection.register(f"arrow_{name}", table)
    return rows("FROM $table", table=exp.to_table(f"arrow_{name}"))


def _layered(source: LayeredSource, *, numbered: bool) -> exp.Select:
    """Give the rows that no row of a higher layer takes the place of."""
    layer = tree("CAST(left(parse_filename(filename), 6) AS INTEGER)")
    held = _parquet(source.files).select("*", exp.alias_(layer, "layer"), append=False)
    newest = exp.alias_(exp.Max(this=layer.copy()), "layer")
    newer = _parquet(source.replacing).select(*source.key, newest, append=False).group_by(*source.key)
    same = [exp.column(name, table="held").eq(exp.column(name, table="newer")) for name in source.key]
    above = exp.and_(*same, exp.column("layer", table="held") < exp.column("layer", table="newer"))
    columns = [*source.schema.names, *(("filename", "file_row_number") if numbered else ())]
    query = exp.select(*columns).from_(held.subquery("held"))
    return query.join(newer.subquery("newer"), on=above, join_type="anti")


def _parquet(files: Sequence[Path], *, numbered: bool = True) -> exp.Select:
    text = "FROM read_parquet($files, filename = $numbered, file_row_number = $numbered, hive_partitioning = false)"
    return rows(text, files=[escape(str(file)) for file in files], numbered=exp.convert(numbered))


def csv_text(file: Path, names: Sequence[str], *, longest: int = LONGEST) -> exp.Select:
    """Give the rows of a CSV file under its header, each column as text under these names, empty as null.

    No row may have more than `longest` bytes.
    """
    text = exp.Literal.string("VARCHAR")
    columns = [exp.PropertyEQ(this=exp.to_identifier(name), expression=text) for name in names]
    return rows(
        "FROM read_csv($file, columns = $columns, auto_detect = false, header = true, delim = ',', quote = '\"',"
        " escape = '\"', nullstr = '', strict_mode = true, max_line_size = $longest, hive_partitioning = false)",
        file=escape(str(file)),
        columns=exp.Struct(expressions=columns),
        longest=longest,
    )


def typed(column: Column, source: Source) -> exp.Expr:
    """Give the value of a column in the type of the schema: null where the column is absent, or its text does not fit."""
    reference = exp.column(column.name)
    if isinstance(source, CsvSource):
        return from_text(column, reference if column.name in source.header else exp.null())
    held = source.schema.field(column.name).type if column.name in source.schema.names else pa.null()
    return from_arrow(column, held, reference)
