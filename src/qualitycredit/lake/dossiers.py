"""Dossiers in Arrow files, an enterprise a row with its products and records as lists, to be read where they lie.

A file is mapped into memory, and rows are taken from any place of it without reading the rest: Parquet cannot do that.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from qualitycredit.archive import ENTERPRISES, PRODUCTS, RECORDS, TableName

NUMBER: Final = "number"
ID: Final = "enterprise_id"
ROWS: Final = 1 << 16
_LISTS: Final = {"products": PRODUCTS, "records": RECORDS}


def _nested(name: str) -> pa.Field:
    fields = [field for field in _LISTS[name].arrow if field.name != ID]
    return pa.field(name, pa.list_(pa.struct(fields)), nullable=False)


SCHEMA: Final = pa.schema(
    [pa.field(NUMBER, pa.int32(), nullable=False), *ENTERPRISES.arrow, *map(_nested, _LISTS)]
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
    lists = {name: _Stream(tables(name)) for name in ("products", "records")}
    count = 0
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, SCHEMA) as writer:
        for rows in _even(tables("enterprises")):
            ids = rows[ID]
            columns = dict(zip(rows.schema.names, rows.columns, strict=True))
            columns |= {name: _lists(ids, stream, name) for name, stream in lists.items()}
            columns[NUMBER] = (
                pa.arange(count, count + len(ids)).cast(pa.int32())
                if numbers is None
                else numbers[NUMBER].combine_chunks().take(pc.index_in(ids, numbers[ID]))
            )
            ordered = [columns[name].cast(SCHEMA.field(name).type) for name in SCHEMA.names]
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
    tables: dict[TableName, pa.Table] = {"enterprises": dossiers.select(ENTERPRISES.names)}
    batches = dossiers.combine_chunks().to_batches()
    for name, table in _LISTS.items():
        parts = [_unnested(batch, name).select(table.names).cast(table.arrow) for batch in batches]
        tables[table.name] = pa.concat_tables([table.arrow.empty_table(), *parts])
    return tables


def _unnested(batch: pa.RecordBatch, name: str) -> pa.Table:
    lists = batch[name]
    inner = lists.flatten()
    columns = dict(zip((field.name for field in inner.type), inner.flatten(), strict=True))
    return pa.table({ID: batch[ID].take(pc.list_parent_indices(lists)), **columns})


def _even(reader: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
    stream = _Stream(reader)
    while (rows := stream.take(ROWS)).num_rows:
        yield from rows.to_batches()


def _lists(ids: pa.Array, stream: "_Stream", name: str) -> pa.Array:
    rows = stream.take_until(ids[-1])
    owners = pc.index_in(rows[ID], value_set=ids).combine_chunks()
    # Each place once, so that those without rows are counted, and sorted by place.
    places = pa.concat_arrays([owners, pa.arange(0, len(ids)).cast(pa.int32())]).value_counts()
    counts = places.field("counts").take(pc.sort_indices(places.field("values")))
    ends = pc.cumulative_sum(pc.subtract(counts, 1))
    starts = pa.concat_arrays([pa.array([0], pa.int64()), ends]).cast(pa.int32())
    inner = [rows[field.name].combine_chunks() for field in SCHEMA.field(name).type.value_type]
    struct = pa.StructArray.from_arrays(inner, fields=list(SCHEMA.field(name).type.value_type))
    return pa.ListArray.from_arrays(starts, struct)


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
