"""How many enterprises have each grade, and for which reason none."""

from collections import Counter
from dataclasses import dataclass, field

import pyarrow as pa


@dataclass(slots=True)
class Summary:
    """Counts by (grade, reason), added up while decisions stream by."""

    counts: Counter[tuple[str, str | None]] = field(default_factory=Counter)

    def add(self, batch: pa.RecordBatch) -> None:
        """Count the decisions of one batch."""
        table = pa.Table.from_batches([batch]).select(["grade", "reason"])
        for row in table.group_by(["grade", "reason"]).aggregate([([], "count_all")]).to_pylist():
            self.counts[row["grade"], row["reason"]] += row["count_all"]

    @property
    def total(self) -> int:
        """The number of enterprises."""
        return self.counts.total()
