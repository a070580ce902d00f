"""What is to be graded, where, and who is told how far it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pyarrow.parquet as pq

from qualitycredit.archive import Archive, TableName
from qualitycredit.model.standard import Standard

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Work:
    """One grading of an archive whose tables are Parquet; `progress` is told the share that is done, from 0 to 1."""

    archive: Archive
    standard: Standard
    as_of: date
    known_at: datetime | None = None
    enterprises: Sequence[str] | None = None
    progress: Progress | None = None

    def rows(self, table: TableName) -> int:
        """Give the number of rows that the files of a table hold, those included that others take the place of."""
        return sum(pq.read_metadata(file).num_rows for file in self.archive.sources[table].files)
