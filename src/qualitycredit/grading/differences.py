"""Two standards, or two sets of readings, over one archive: who moves from which grade to which."""

from collections import Counter
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from qualitycredit.grading.gradings import Grading


@dataclass(slots=True)
class Difference:
    """The transitions from the grades of the first grading to those of the second, and the enterprises that move."""

    transitions: Counter[tuple[str, str]] = field(default_factory=Counter)
    movers: list[pa.RecordBatch] = field(default_factory=list)

    @property
    def moved(self) -> pa.Table:
        """Enterprises with another grade: enterprise_id, grade before, grade after, reason before, reason after."""
        return pa.Table.from_batches(self.movers, schema=_MOVERS)


_MOVERS = pa.schema(
    [(name, pa.string()) for name in ("enterprise_id", "before", "after", "reason_before", "reason_after")]
)


def difference(first: Grading, second: Grading) -> Difference:
    """Compare two gradings of the same enterprises."""
    found = Difference()
    before = first.table().select(["enterprise_id", "grade", "reason"])
    for after in second.batches():
        start = sum(found.transitions.values())
        slice_ = before.slice(start, after.num_rows).combine_chunks()
        rows = pa.table(
            {
                "enterprise_id": after["enterprise_id"],
                "before": slice_["grade"].combine_chunks(),
                "after": after["grade"],
                "reason_before": slice_["reason"].combine_chunks(),
                "reason_after": after["reason"],
            }
        )
        counted = rows.group_by(["before", "after"]).aggregate([([], "count_all")])
        for row in counted.to_pylist():
            found.transitions[row["before"], row["after"]] += row["count_all"]
        moved = rows.filter(pc.not_equal(rows["before"], rows["after"]))
        found.movers += moved.cast(_MOVERS).to_batches()
    return found
