"""A lake: an archive that grows by versions, and gradings of it that are brought up to date by what changed.

`create_lake` makes one of an archive, `add_changes` adds a version, `regrade` decides on those that were touched or are
due, and `write_regrading` writes what a full grading would. `compact_lake` writes all versions as one.
"""

from qualitycredit.lake.adding import add_changes
from qualitycredit.lake.compacting import compact_lake
from qualitycredit.lake.creating import create_lake
from qualitycredit.lake.delivering import decisions, write_regrading
from qualitycredit.lake.regrading import Regrading, regrade
from qualitycredit.lake.states import kept_gradings

__all__ = [
    "Regrading",
    "add_changes",
    "compact_lake",
    "create_lake",
    "decisions",
    "kept_gradings",
    "regrade",
    "write_regrading",
]
