"""The enterprises of a lake graded, all of them or some, as rows of a layer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from qualitycredit.archive import Archive, connect
from qualitycredit.archive.versions import Version, lake_archive, lake_identifier
from qualitycredit.engines.columnar import grade_with_due
from qualitycredit.grading.summary import Summary
from qualitycredit.lake.dossiers import ID, NUMBER, flattened
from qualitycredit.lake.index import Index
from qualitycredit.lake.layers import layered
from qualitycredit.model.standard import Standard
from qualitycredit.model.words import Words

# With what Python and Arrow need beside it, this stays under 3 GB of resident memory.
_MEMORY: Final = "2400MB"


@dataclass(slots=True)
class Work:
    """What is to be graded, and how; `summary` counts the decisions as they are made.

    `known_at` limits the versions of records to those that existed then; None takes those that nothing superseded.
    """

    lake: Path
    versions: Sequence[Version]
    index: Index
    standard: Standard
    as_of: date
    known_at: datetime | None
    memory_limit: str | None
    progress: Callable[[float], None] | None
    summary: Summary

    def all(self) -> Iterator[pa.RecordBatch]:
        """Grade every enterprise; give the rows in order of their numbers, so that each is where its number says."""
        words, later = Words.of(self.standard), self.index.later_numbers()
        ids, numbers = later[ID].combine_chunks(), later[NUMBER].combine_chunks()
        start, aside = 0, []
        for batch in self._decisions(lake_archive(self.lake, self.versions)):
            places = pc.index_in(batch[ID], value_set=ids)
            in_base = batch.filter(pc.is_null(places))
            end = start + in_base.num_rows
            yield layered(in_base, pa.arange(start, end).cast(pa.int32()), words)
            start, new = end, places.drop_null()
            aside.append(layered(batch.filter(pc.is_valid(places)), numbers.take(new), words))
        if len(ids):
            waiting = pa.Table.from_batches(aside)
            yield from waiting.sort_by(NUMBER).combine_chunks().to_batches()

    def some(self, numbers: pa.Array) -> Iterator[pa.RecordBatch]:
        """Grade the enterprises of these numbers; give the rows in order of enterprise_id."""
        words, dossiers = Words.of(self.standard), self.index.dossiers(numbers)
        ids, found = dossiers[ID].combine_chunks(), dossiers[NUMBER].combine_chunks()
        tables = flattened(dossiers)
        archive = Archive.from_tables(*tables.values(), identifier=lake_identifier(self.lake))
        for batch in self._decisions(archive):
            yield layered(batch, found.take(pc.index_in(batch[ID], value_set=ids)), words)

    def _decisions(self, archive: Archive) -> Iterator[pa.RecordBatch]:
        with connect(self.memory_limit or _MEMORY) as connection:
            archive.register(connection)
            asked = self.standard, self.as_of, self.known_at, self.progress
            for batch in grade_with_due(connection, *asked):
                self.summary.add(batch)
                yield batch
