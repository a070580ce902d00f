"""Who is measured: the command of each, which of its times are told, and up to which size it is asked."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench.archives import AS_OF

COMMAND = str(Path(sys.executable).with_name("qualitycredit"))
GRADES = ("grade", "best", "worst", "reason")
DECISIONS = (*GRADES, "met", "unknown", "next_change_on")
UNIT = "GROUP BY enterprise_id"
REFERENCE = "qualitycredit, columnar"
IN_CHUNKS = "qualitycredit, columnar, in chunks"
CHUNK = 500_000
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Told:
    """One time that is told: of the whole process, or of a phase that it names."""

    what: str
    phase: str | None = None


@dataclass(frozen=True, slots=True)
class Contestant:
    """Who is measured. `compared` are the columns held against ours; `obstacle` says why it cannot run here."""

    name: str
    command: Callable[[Path, Path], Sequence[str]]
    told: tuple[Told, ...]
    compared: tuple[str, ...] = ()
    up_to: int = 10 * MILLION
    further: str = ""
    obstacle: Callable[[], str | None] = lambda: None


def script(module: str, *words: str) -> Callable[[Path, Path], Sequence[str]]:
    """Give the command of a module of the bench."""
    return lambda archive, out: [sys.executable, "-m", f"bench.{module}", *words, str(archive), str(out)]


def grade(*options: str) -> Callable[[Path, Path], Sequence[str]]:
    """Give our command line."""
    shared = ("--as-of", AS_OF.isoformat(), "--quiet", *options)
    return lambda archive, out: [COMMAND, "grade", str(archive), "--out", str(out), *shared]


@cache
def help_of(command: str) -> str:
    """Give what a command says of itself, nothing where there is no such command."""
    words = [COMMAND, command, "--help"]
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout  # noqa: S603 - our own


def offers(command: str, option: str) -> Callable[[], str | None]:
    """Say, where our command line does not have an option, that it does not."""
    return lambda: None if option in help_of(command) else f"`qualitycredit {command}` has no {option} yet"


def java() -> str | None:
    """Say, where there is no Java, that Spark needs it."""
    return None if shutil.which("java") else "Spark needs Java, and none was found"


CONTESTANTS: tuple[Contestant, ...] = (
    Contestant(UNIT, script("in_duckdb", "grouped"), (Told("the records counted, from Parquet to Parquet"),)),
    Contestant(
        REFERENCE,
        grade("--trusted"),
        (Told("from Parquet to decisions on disk, with a receipt"),),
    ),
    Contestant(
        "qualitycredit, columnar, validated",
        grade(),
        (Told("the same, and every value of the archive checked before"),),
        DECISIONS,
    ),
    Contestant(
        IN_CHUNKS,
        grade("--trusted", "--chunk", str(CHUNK)),
        (Told(f"from Parquet to decisions on disk, {CHUNK:,} enterprises at a time"),),
        DECISIONS,
        obstacle=offers("grade", "--chunk"),
    ),
    Contestant(
        "qualitycredit, scalar",
        grade("--trusted", "--engine", "scalar"),
        (Told("from Parquet to decisions on disk, one enterprise after the other"),),
        DECISIONS,
        up_to=MILLION,
        further="one enterprise after the other, on one core",
    ),
    Contestant(
        "qualitycredit, Spark",
        grade("--trusted", "--engine", "spark", "--master", "local[2]"),
        (Told("from Parquet to decisions on disk, on two threads of this machine"),),
        DECISIONS,
        up_to=MILLION,
        further="Spark is for many machines",
        obstacle=lambda: java() or offers("grade", "--master")(),
    ),
    Contestant(
        "expert's SQL on DuckDB",
        script("in_duckdb", "expert"),
        (Told("from Parquet to decisions on disk"),),
        DECISIONS,
    ),
    Contestant(
        "expert's SQL on PostgreSQL 18",
        script("in_postgres"),
        (
            Told("from rows in the database to decisions on disk", "query"),
            Told("copying the rows in, and analysing them", "load"),
        ),
        DECISIONS,
        up_to=MILLION,
        further="copying the rows in would take most of the time",
    ),
    Contestant(
        "expert's SQL on Spark",
        script("in_spark"),
        (Told("from Parquet to decisions on disk, Spark running", "query"), Told("starting Spark", "start")),
        DECISIONS,
        up_to=MILLION,
        further="Spark is for many machines",
        obstacle=java,
    ),
    Contestant(
        "pandas",
        script("in_pandas"),
        (Told("from Parquet to grades on disk"),),
        GRADES,
        up_to=MILLION,
        further="its frames would not fit into memory",
    ),
    Contestant(
        "OpenFisca",
        script("in_openfisca"),
        (
            Told("features given in memory, to grades in memory", "evaluation"),
            Told("from Parquet to grades on disk, features prepared by DuckDB"),
        ),
        GRADES,
    ),
    Contestant(
        "ZEN",
        script("in_zen"),
        (
            Told("features given in memory, to grades in memory", "evaluation"),
            Told("from Parquet to grades on disk, features prepared by DuckDB"),
        ),
        GRADES,
        up_to=MILLION,
        further="a quarter of an hour",
    ),
)
