"""Synthetic archives for tests: the profile, and what an archive says to a query."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from qualitycredit.archive import connect, open_archive
from qualitycredit.archive.synthesis import synthesise
from qualitycredit.reading import standard_folder

PROFILE: Final = standard_folder("aqsiq-2006") / "synthetic.toml"
HORIZON: Final = date(2026, 6, 30)
SEED: Final = 2006


def make(folder: Path, enterprises: int, seed: int = SEED, file_format: str = "parquet") -> Path:
    """Make an archive after the profile of the standard."""
    synthesise(folder, enterprises=enterprises, seed=seed, profile=PROFILE, file_format=file_format)
    return folder


def ask(folder: Path, query: str) -> Sequence[tuple[Any, ...]]:
    """Run a query over the three tables of an archive."""
    with connect() as connection:
        archive = open_archive(folder)
        archive.register(connection)
        return connection.execute(query).fetchall()


def only(folder: Path, query: str) -> Any:  # noqa: ANN401 - one value of whatever type the query gives
    """Run a query that gives one value."""
    ((value,),) = ask(folder, query)
    return value


def contents(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder, by its path inside."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
