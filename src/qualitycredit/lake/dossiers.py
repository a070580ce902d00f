"""Dossiers in Arrow files, an enterprise a row with its lines of the three tables as text, to be read where they lie.

A file is mapped into memory, and rows are taken from any place of it without reading the rest: Parquet cannot do that.
A row lies in one place, which columns of values would not: what is asked for is a few in a thousand, anywhere.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from qualitycredit.archive import TABLES, TableName

NUMBER: Final = "number"
ID: Final = "enterprise_id"
ROWS: Final = 1 << 15
# Texts are read so many bytes at a time, at least.
_PIECE: Final = 1 << 24
_LINES: Final = {
    name: pa.schema([field for field in table.arrow if field.name != ID]) for name, table in TABLES.items()
}
_NOTHING, _COMMA, _QUOTE, _END = (pa.scalar(text, pa.large_string()) for text in ("", ",", '"', "\n"))


def _counted(name: str) -> str:
    return f"{name}_lines"


SCHEMA: Final = pa.schema(
    [
        pa.field(NUMBER, pa.int32(), nullable=False),
        pa.field(ID, pa.string(), nullable=False),
        *(pa.field(_counted(name), pa.int64(), nullable=False) for name in _LINES),
        *(pa.field(name, pa.large_string(), nullable=False) for name in _LINES),
    ]
)
Sorted = Callable[[TableName], pa.RecordBatchReader]
"""Gives the rows of a table in order of enterprise_id, in the columns of the schema."""


def write_dossiers(
    path: Path,
    tables: Sorted,
    numbers: pa.Table | None = None,
    told: Callable[[int], None] = lambda _: None,
) -> int:
    """Write the dossiers of all enterprises, in order of enterprise_id, and give how many there are.

    `numbers` has the columns enterprise_id and number; without it, enterprises are numbered from 0 as they come.
    `told` is told how many are written.
    """
    streams = {name: _Stream(tables(name)) for name in TABLES}
    count = 0
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, SCHEMA) as writer:
        while (rows := streams["enterprises"].take(ROWS)).num_rows:
            ids = rows[ID].combine_chunks()
            columns = {ID: ids}
            for name, stream in streams.items():
                own = rows if name == "enterprises" else stream.take_until(ids[-1])
                columns[_counted(name)], columns[name] = _gathered(ids, own, _LINES[name])
            columns[NUMBER] = (
                pa.arange(count, count + len(ids)).cast(pa.int32())
                if numbers is None
                else numbers[NUMBER].combine_chunks().take(pc.index_in(ids, numbers[ID]))
            )
            ordered = [columns[name] for name in SCHEMA.names]
            writer.write_batch(pa.RecordBatch.from_arrays(ordered, schema=SCHEMA))
            count += len(ids)
            told(count)
    return count


def read_dossiers(path: Path) -> list[pa.RecordBatch]:
    """Map a file into memory; its batches read from it when they are used."""
    with pa.memory_map(str(path)) as mapped:
        reader = pa.ipc.open_file(mapped)
        return [reader.get_batch(number) for number in range(reader.num_record_batches)]


def flattened(dossiers: pa.Table) -> dict[TableName, pa.Table]:
    """Give the three tables of the schema that the dossiers hold."""
    tables: dict[TableName, pa.Table] = {}
    for name, table in TABLES.items():
        parts = [_unwritten(piece, name) for piece in _pieces(dossiers, name)]
        cast = [part.select(table.names).cast(table.arrow) for part in parts]
        tables[name] = pa.concat_tables([table.arrow.empty_table(), *cast])
    return tables


def _gathered(ids: pa.Array, rows: pa.Table, schema: pa.Schema) -> tuple[pa.Array, pa.Array]:
    """Give for each enterprise how many rows it has, and their lines; the rows are in order of the enterprises."""
    owners = pc.index_in(rows[ID], value_set=ids).combine_chunks()
    # Each place once, so that those without rows are counted, and sorted by place.
    places = pa.concat_arrays([owners, pa.arange(0, len(ids)).cast(pa.int32())]).value_counts()
    counts = pc.subtract(places.field("counts").take(pc.sort_indices(places.field("values"))), 1)
    lists = pa.LargeListArray.from_arrays(_starts(counts), _lines(rows, schema))
    return counts, pc.binary_join(lists, _NOTHING)


def _lines(rows: pa.Table, schema: pa.Schema) -> pa.Array:
    """Write rows as lines of CSV, texts in quotes: a missing value has none."""
    columns = [_values(rows[field.name].combine_chunks()) for field in schema]
    *most, last = columns
    ended = pc.binary_join_element_wise(last, _END, _NOTHING, null_handling="replace", null_replacement="")
    return pc.binary_join_element_wise(*most, ended, _COMMA, null_handling="replace", null_replacement="")


def _values(column: pa.Array) -> pa.Array:
    values = column.cast(pa.large_string())
    if not pa.types.is_string(column.type):
        return values
    return pc.binary_join_element_wise(_QUOTE, pc.replace_substring(values, '"', '""'), _QUOTE, _NOTHING)


def _unwritten(rows: pa.Table, name: TableName) -> pa.Table:
    """Read the lines of some dossiers, of which there are some."""
    schema, counts = _LINES[name], rows[_counted(name)].combine_chunks()
    places = pa.LargeListArray.from_arrays(_starts(counts), pa.nulls(pc.sum(counts).as_py()))
    whole = pa.LargeListArray.from_arrays(pa.array([0, len(rows)]), rows[name].combine_chunks())
    (text,) = pc.binary_join(whole, _NOTHING)
    read = csv.read_csv(
        pa.BufferReader(text.as_buffer()),
        csv.ReadOptions(column_names=schema.names),
        csv.ParseOptions(newlines_in_values=True),
        csv.ConvertOptions(
            check_utf8=False,
            column_types=schema,
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )
    return read.append_column(ID, rows[ID].take(pc.list_parent_indices(places)))


def _pieces(dossiers: pa.Table, name: TableName) -> Iterator[pa.Table]:
    """Give the dossiers in parts that are read at once, each with lines of this table."""
    waiting, size = [SCHEMA.empty_table()], 0
    for batch in dossiers.to_batches():
        waiting.append(pa.Table.from_batches([batch]))
        size += pc.sum(pc.binary_length(batch[name])).as_py() or 0
        if size >= _PIECE:
            yield pa.concat_tables(waiting)
            waiting, size = [SCHEMA.empty_table()], 0
    if size:
        yield pa.concat_tables(waiting)


def _starts(counts: pa.Array) -> pa.Array:
    return pa.concat_arrays([pa.array([0], pa.int64()), pc.cumulative_sum(counts)])


class _Stream:
    """Rows that are taken from the front."""

    def __init__(self, reader: pa.RecordBatchReader) -> None:
        self._reader = reader
        self._waiting = reader.schema.empty_table()

    def take(self, count: int) -> pa.Table:
        while self._waiting.num_rows < count and self._more():
            pass
        return self._cut(min(count, self._waiting.num_rows))

    def take_until(self, identifier: pa.Scalar) -> pa.Table:
        """Take the rows of all enterprises up to this one."""
        while not self._waiting.num_rows or self._waiting[ID][-1].as_py() <= identifier.as_py():
            if not self._more():
                return self._cut(self._waiting.num_rows)
        return self._cut(pc.sum(pc.less_equal(self._waiting[ID], identifier)).as_py())

    def _more(self) -> bool:
        batch = next(self._reader, None)
        if batch is not None:
            self._waiting = pa.concat_tables([self._waiting, pa.Table.from_batches([batch])])
        return batch is not None

    def _cut(self, count: int) -> pa.Table:
        taken = self._waiting.slice(0, count).combine_chunks()
        self._waiting = self._waiting.slice(count)
        return taken
