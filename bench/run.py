"""Measure the engines on one machine, in one run, and print the table of bench/results.md.

usage: python bench/run.py [--enterprises N] [--folder FOLDER] [--write]

The columnar engine is timed as a user runs it: one process, from Parquet files to decisions on disk. Beside it stands
a trivial GROUP BY over the same records, whose time is the unit of the ratios.
"""

import argparse
import os
import platform
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

import duckdb

from qualitycredit import explain_dossier, grade_dossier, load_standard, open_archive
from qualitycredit.archive import latest_moment, read_dossiers

AS_OF = date(2026, 6, 30)
COMMAND = Path(sys.executable).with_name("qualitycredit")
GROUP_BY = (
    "COPY (SELECT enterprise_id, count(*) AS records FROM read_parquet('{}') GROUP BY enterprise_id) TO '{}'"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """What one run took: wall seconds, peak resident memory in MB, and how many enterprises it was about."""

    what: str
    seconds: float
    megabytes: float | None
    enterprises: int


def timed(what: str, enterprises: int, command: Sequence[str]) -> Figure:
    """Run a command as a process of its own, and let the operating system account for it."""
    start = time.perf_counter()
    process = os.posix_spawn(command[0], list(command), os.environ)
    _, status, usage = os.wait4(process, 0)
    if status:
        raise SystemExit(f"{' '.join(command)}: exit {os.waitstatus_to_exitcode(status)}")
    return Figure(what, time.perf_counter() - start, usage.ru_maxrss / 1024, enterprises)


def records_of(folder: Path) -> Path:
    """Give the files of the records, as a pattern where they are several."""
    return folder / "records" / "*.parquet" if (folder / "records").is_dir() else folder / "records.parquet"


def group_by(folder: Path) -> str:
    """Give the program of the trivial GROUP BY."""
    query = GROUP_BY.format(records_of(folder), folder.parent / "grouped.parquet")
    return f"import duckdb; duckdb.execute({query!r})"


def scalar(folder: Path) -> list[Figure]:
    """Grade and explain dossiers that are in memory, one by one."""
    archive, standard = open_archive(folder), load_standard()
    moment = latest_moment(archive)
    if moment is None:
        raise SystemExit("the archive has no records")
    dossiers = list(islice(read_dossiers(archive, moment), 5_000))
    figures = []
    for what, work in (
        ("scalar, grade in memory", grade_dossier),
        ("scalar, grade and explain", explain_dossier),
    ):
        some = dossiers if work is grade_dossier else dossiers[:500]
        start = time.perf_counter()
        for dossier in some:
            work(standard, dossier, AS_OF, moment)
        figures.append(Figure(what, time.perf_counter() - start, None, len(some)))
    return figures


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--enterprises", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path("build/bench"))
    parser.add_argument("--write", action="store_true", help="write bench/results.md")
    given = parser.parse_args()
    archive = given.folder / f"archive-{given.enterprises}"
    count: int = given.enterprises
    given.folder.mkdir(parents=True, exist_ok=True)
    figures = []
    if not archive.exists():
        words = [str(COMMAND), "synth", str(archive), "--enterprises", str(count), "--seed", "2006", "-q"]
        figures.append(timed("synth", count, words))
    grade = [str(COMMAND), "grade", str(archive), "--as-of", AS_OF.isoformat(), "-q", "--out"]
    figures.append(timed("trivial GROUP BY", count, [sys.executable, "-c", group_by(archive)]))
    figures.append(timed("validate", count, [str(COMMAND), "validate", str(archive), "-q"]))
    figures.append(
        timed("columnar, validated and graded", count, [*grade, str(given.folder / "decisions.parquet")])
    )
    trusted = [*grade, str(given.folder / "trusted.parquet"), "--trusted"]
    figures.append(timed("columnar, graded", count, trusted))
    figures += scalar(archive)
    records = duckdb.read_parquet(str(records_of(archive))).aggregate("count(*)").fetchall()[0][0]
    table = report(figures, count, records)
    print(table)
    if given.write:
        (Path(__file__).parent / "results.md").write_text(table, encoding="utf-8")


def report(figures: Sequence[Figure], enterprises: int, records: int) -> str:
    """Give the table as Markdown."""
    unit = next(figure.seconds for figure in figures if figure.what == "trivial GROUP BY")
    lines = [
        "# Measured",
        "",
        (
            f"`make bench`: {enterprises:,} enterprises with {records:,} records, in Parquet, as of {AS_OF}; "
            f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, DuckDB {duckdb.__version__}."
        ),
        "Figures are of one run; ratios are to the trivial GROUP BY over the same records in the same run.",
        "",
        "| what | seconds | ratio | peak memory, MB | enterprises a second |",
        "|---|---:|---:|---:|---:|",
    ]
    for figure in figures:
        ratio = f"{figure.seconds / unit:.1f}" if figure.enterprises == enterprises else "—"
        memory = f"{figure.megabytes:,.0f}" if figure.megabytes else "—"
        rate = f"{figure.enterprises / figure.seconds:,.0f}"
        lines.append(f"| {figure.what} | {figure.seconds:.2f} | {ratio} | {memory} | {rate} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
