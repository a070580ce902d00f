"""Kept decisions in layers: a base about all enterprises, in the order of their numbers, and overlays that count for more.

Beside each layer lies the list of its days, sorted, on which a decision has to be made again.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from qualitycredit.archive import atomic_path
from qualitycredit.engines.columnar import REGRADE_ON
from qualitycredit.grading.tables import coded, coded_schema
from qualitycredit.lake.dossiers import NUMBER, read_dossiers
from qualitycredit.lake.numbers import is_whole, no_numbers, read_table, unlike, write_table
from qualitycredit.model.words import Words

_GRADED: Final = ("grade", "reason")


def layer_schema(words: Words) -> pa.Schema:
    """Give the columns of a layer: the number, the decision, and the day on which it has to be made again."""
    return pa.schema(
        [
            pa.field(NUMBER, pa.int32(), nullable=False),
            *coded_schema(words),
            pa.field(REGRADE_ON, pa.date32()),
        ]
    )


def layered(batch: pa.RecordBatch, numbers: pa.Array, words: Words) -> pa.RecordBatch:
    """Give decisions with the numbers of their enterprises as rows of a layer."""
    columns = [numbers, *coded(batch, words).columns, batch[REGRADE_ON]]
    return pa.RecordBatch.from_arrays(columns, schema=layer_schema(words))


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer on disk: the files of its decisions and of its days."""

    folder: Path
    name: str

    @classmethod
    def write(cls, folder: Path, name: str, batches: Iterable[pa.RecordBatch], words: Words) -> "Layer":
        """Write the rows of a layer."""
        layer, days = cls(folder, name), [_DAYS.empty_table()]
        with (
            atomic_path(layer.decisions) as unfinished,
            pa.OSFile(str(unfinished), "wb") as file,
            pa.ipc.new_file(file, layer_schema(words)) as writer,
        ):
            for batch in batches:
                writer.write_batch(batch)
                days.append(pa.Table.from_batches([batch.select(_DAYS.names)]).cast(_DAYS))
        due = pa.concat_tables(days).drop_null()
        write_table(layer.days, due.take(pc.sort_indices(due[REGRADE_ON])))
        return layer

    @property
    def decisions(self) -> Path:
        """The file of the decisions."""
        return self.folder / f"{self.name}.decisions.arrow"

    @property
    def days(self) -> Path:
        """The file of the days, sorted, each with the number of an enterprise."""
        return self.folder / f"{self.name}.due.arrow"

    def is_whole(self) -> bool:
        """Tell whether both files are there to their end."""
        return is_whole(self.decisions) and is_whole(self.days)

    def batches(self) -> list[pa.RecordBatch]:
        """Map the rows of the layer into memory."""
        return read_dossiers(self.decisions)

    def due(self, after: date, until: date) -> pa.Array:
        """Give the numbers of those whose day lies after one day and not after another."""
        table = read_table(self.days)
        days = table[REGRADE_ON].combine_chunks()
        start, end = (bisect_right(_Days(days), day) for day in (after, until))
        return table[NUMBER].combine_chunks().slice(start, end - start)


_DAYS: Final = pa.schema([(NUMBER, pa.int32()), (REGRADE_ON, pa.date32())])


class _Days(Sequence[date]):
    """Days in a file, looked at one by one."""

    def __init__(self, days: pa.Array) -> None:
        self._days = days

    def __len__(self) -> int:
        return len(self._days)

    def __getitem__(self, place: int) -> date:  # type: ignore[override]  # no slice is asked for
        return self._days[place].as_py()  # type: ignore[no-any-return]  # Arrow has no types


def overlaid(overlays: Sequence[Layer], words: Words) -> pa.Table:
    """Give one table of all overlays, each decision as it counts."""
    found, seen = [layer_schema(words).empty_table()], no_numbers()
    for layer in reversed(overlays):
        for batch in layer.batches():
            rows = batch.filter(pc.invert(pc.is_in(batch[NUMBER], value_set=seen)))
            found.append(pa.Table.from_batches([rows]))
            seen = pa.concat_arrays([seen, rows[NUMBER]])
    return pa.concat_tables(found)


def graded(layers: Sequence[Layer], numbers: pa.Array) -> pa.Table:
    """Give grade and reason, as they count, of those among the numbers that are graded; in words."""
    base, *overlays = layers
    found, wanted = [], numbers.take(pc.sort_indices(numbers))
    for layer in reversed(overlays):
        for batch in layer.batches():
            rows = batch.filter(pc.is_in(batch[NUMBER], value_set=wanted))
            found.append(rows.select(_GRADED))
            wanted = unlike(wanted, rows[NUMBER])
    start = 0
    for batch in base.batches():
        end = start + batch.num_rows
        inside = wanted.filter(pc.and_(pc.greater_equal(wanted, start), pc.less(wanted, end)))
        found.append(batch.select(_GRADED).take(pc.subtract(inside, pa.scalar(start, pa.int32()))))
        start = end
    return pa.Table.from_batches(found).cast(pa.schema([(name, pa.string()) for name in _GRADED]))
