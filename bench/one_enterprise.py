"""One enterprise at a time: the scalar engine on dossiers of exactly twelve records, each step by itself.

usage: python -m bench.one_enterprise ARCHIVE DATABASE.sqlite
"""

import sqlite3
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from itertools import islice
from pathlib import Path
from statistics import median
from typing import TypeVar

from bench.archives import AS_OF, KNOWN_AT
from bench.measuring import tell
from qualitycredit import (
    Dossier,
    explain_dossier,
    explanation_text,
    grade_dossier,
    load_standard,
    open_archive,
)
from qualitycredit.archive import read_dossiers, read_sqlite, write_sqlite

Item = TypeVar("Item")
RECORDS = 12
ENTERPRISES = 200
ROUNDS = 5


def seconds_each(items: Iterable[Item], work: Callable[[Item], object]) -> float:
    """Give the median of the times that the work on an item took, the first round left out."""
    some, times = list(items), []
    for number in range(ROUNDS + 1):
        for item in some:
            start = time.perf_counter()
            work(item)
            if number:
                times.append(time.perf_counter() - start)
    return median(times)


def main(folder: Path, database: Path) -> None:
    """Measure each step."""
    archive, standard = open_archive(folder), load_standard()
    dossiers: list[Dossier] = list(
        islice((d for d in read_dossiers(archive, KNOWN_AT) if len(d.records) == RECORDS), ENTERPRISES)
    )
    if not database.exists():
        write_sqlite(archive, database)
    names = [dossier.enterprise.enterprise_id for dossier in dossiers]
    tell("grade", seconds_each(dossiers, lambda dossier: grade_dossier(standard, dossier, AS_OF, KNOWN_AT)))
    with closing(sqlite3.connect(database)) as connection:

        def from_database(name: str) -> object:
            return grade_dossier(standard, read_sqlite(connection, name, KNOWN_AT), AS_OF, KNOWN_AT)

        tell("read", seconds_each(names, lambda name: read_sqlite(connection, name, KNOWN_AT)))
        tell("read and grade", seconds_each(names, from_database))
    few = dossiers[: ENTERPRISES // 4]
    tell("explain", seconds_each(few, lambda dossier: explain_dossier(standard, dossier, AS_OF, KNOWN_AT)))
    explanations = [explain_dossier(standard, dossier, AS_OF, KNOWN_AT) for dossier in few]
    tell("text", seconds_each(explanations, lambda explanation: explanation_text(explanation, "zh")))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
