"""A lake written anew as one whole version: no row that another has replaced, few files, a fresh index."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from qualitycredit.archive import connect
from qualitycredit.archive.versions import Version, lake_archive, standing
from qualitycredit.lake.creating import write_whole
from qualitycredit.lake.following import make_index
from qualitycredit.lake.writing import commit, writing

_MEMORY: Final = "2400MB"
_WRITTEN: Final = 0.5


def compact_lake(
    folder: Path, memory_limit: str | None = None, progress: Callable[[float], None] | None = None
) -> Version | None:
    """Write all that stands in a lake as its next version; None where it is whole already.

    The parts of earlier versions are removed by the next writer, so that who reads them now can finish. Enterprises
    are numbered anew, so that the next regrade is of all. Raises OutputRefused where another writer is at work.
    """
    told = progress or (lambda _: None)
    with writing(folder) as versions:
        if len(standing(versions)) == 1:
            return None
        with connect(memory_limit or _MEMORY) as connection:
            lake_archive(folder, versions).register(connection)
            version = write_whole(connection, folder, versions[-1].number + 1)
        told(_WRITTEN)
        commit(folder, version)
        make_index(folder, [*versions, version], lambda share: told(_WRITTEN + (1 - _WRITTEN) * share))
    return version
