"""The dossiers of a lake where each can be had at once, beside the Parquet that they are made from.

Every enterprise has a number. The base holds all dossiers of one version, in order of enterprise_id, so that an
enterprise's number is its row; of each later version there is a segment with the dossiers that it touched, as they
were then, and new enterprises get the next numbers. The newest segment that has a dossier counts. How an index comes to
be and follows the versions is in `following`.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from qualitycredit.archive import TableName, atomic_path
from qualitycredit.lake.dossiers import ID, NUMBER, SCHEMA, flattened, read_dossiers
from qualitycredit.lake.numbers import NUMBERS, is_whole, no_numbers, read_numbers, unlike

INDEX: Final = "index"
_STATE: Final = "index.json"


@dataclass(frozen=True, slots=True)
class State:
    """What an index holds: dossiers as of `version`, on a base made of the version `epoch`.

    Numbers below `rows` are rows of the base. Of each version in `touched` it is known whom it touched.
    """

    epoch: int
    version: int
    rows: int
    enterprises: int
    base: str
    segments: tuple[str, ...] = ()
    touched: tuple[tuple[int, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its files."""
        return (self.base, *self.segments, *(name for _, name in self.touched))


@dataclass(frozen=True, slots=True)
class Index:
    """An index that is open; its files are mapped into memory, and read where they are used."""

    folder: Path
    state: State

    def numbers_of(self, ids: pa.Array) -> pa.Table:
        """Give the numbers of those enterprises that the index knows: columns enterprise_id and number."""
        # The base is in order of enterprise_id: each is looked for in one batch, and there by halving.
        found, wanted = [NUMBERS.empty_table()], ids.take(pc.sort_indices(ids))
        for batch in self._base():
            count = pc.sum(pc.less_equal(wanted, batch[ID][-1])).as_py() or 0
            here, wanted = wanted.slice(0, count), wanted.slice(count)
            rows = batch.select(NUMBERS.names).take(pc.search_sorted(batch[ID], here))
            found.append(pa.Table.from_batches([rows.filter(pc.equal(rows[ID], here))]).cast(NUMBERS))
        later = self.later_numbers()
        return pa.concat_tables([*found, later.filter(pc.is_in(later[ID], value_set=ids))])

    def later_numbers(self) -> pa.Table:
        """Give the enterprises that are not in the base, with their numbers."""
        batches = self.segments()
        found = [_numbered(batch, pc.greater_equal(batch[NUMBER], self.state.rows)) for batch in batches]
        # Such an enterprise is in the segment that brought it, and in every one that touched it since.
        together = pa.concat_tables([NUMBERS.empty_table(), *found])
        return together.group_by([ID, NUMBER]).aggregate([]).select(NUMBERS.names)

    def dossiers(self, numbers: pa.Array) -> pa.Table:
        """Give the dossiers of these numbers as they stand, in no order."""
        found: list[pa.RecordBatch] = []
        wanted = numbers.take(pc.sort_indices(numbers))
        for batch in self.segments():
            rows = batch.take(pc.indices_nonzero(pc.is_in(batch[NUMBER], value_set=wanted)))
            found.append(rows)
            wanted = unlike(wanted, rows[NUMBER])
        start = 0
        for batch in self._base():
            end = start + batch.num_rows
            inside = wanted.filter(pc.and_(pc.greater_equal(wanted, start), pc.less(wanted, end)))
            found.append(batch.take(pc.subtract(inside, pa.scalar(start, pa.int32()))))
            start = end
        return pa.Table.from_batches(found, SCHEMA)

    def standing(self, newer: Mapping[TableName, pa.Table]) -> tuple[dict[TableName, pa.Table], pa.Table]:
        """Give the rows as they stand of all enterprises that newer rows speak of, and the numbers of these.

        An enterprise that is new gets the number that it has once the rows are followed.
        """
        chunks = [chunk for table in newer.values() for chunk in table[ID].chunks]
        ids = pc.unique(pa.chunked_array(chunks, pa.string()))
        known = self.numbers_of(ids)
        new = unlike(pc.unique(newer["enterprises"][ID]), known[ID])
        start = self.state.enterprises
        numbers = pa.arange(start, start + len(new)).cast(pa.int32())
        later = pa.table({ID: new.take(pc.sort_indices(new)), NUMBER: numbers}, schema=NUMBERS)
        return flattened(self.dossiers(known[NUMBER].combine_chunks())), pa.concat_tables([known, later])

    def touched_since(self, version: int) -> pa.Array:
        """Give the numbers of the enterprises that versions after this one touched; it is none before the epoch."""
        known = dict(self.state.touched)
        later = range(version + 1, self.state.version + 1)
        found = [read_numbers(self.folder / known[number]) for number in later]
        return pc.unique(pa.concat_arrays([no_numbers(), *found]))

    def segments(self) -> list[pa.RecordBatch]:
        """Give the batches of the segments, the newest first."""
        files = (self.folder / name for name in reversed(self.state.segments))
        return [batch for file in files for batch in read_dossiers(file)]

    def _base(self) -> list[pa.RecordBatch]:
        return read_dossiers(self.folder / self.state.base)


def read_index(folder: Path) -> Index | None:
    """Open an index; None where there is none, or it is not to be read: it can be made anew."""
    try:
        held = json.loads((folder / _STATE).read_text(encoding="utf-8"))
        held["segments"] = tuple(held["segments"])
        held["touched"] = tuple((number, name) for number, name in held["touched"])
        state = State(**held)
    except (OSError, KeyError, TypeError, ValueError):
        return None
    return Index(folder, state) if all(is_whole(folder / name) for name in state.names) else None


def write_state(folder: Path, state: State) -> Index:
    """Make a state of the index count, and remove the files that it does without."""
    with atomic_path(folder / _STATE) as unfinished:
        unfinished.write_text(json.dumps(asdict(state)), encoding="utf-8")
    for file in folder.iterdir():
        if file.name not in {_STATE, *state.names}:
            file.unlink()
    return Index(folder, state)


def _numbered(batch: pa.RecordBatch, chosen: pa.Array) -> pa.Table:
    rows = batch.select(NUMBERS.names).take(pc.indices_nonzero(chosen))
    return pa.Table.from_batches([rows]).cast(NUMBERS)
