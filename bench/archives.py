"""The synthetic archives that everything is measured on, and their tables as files."""

from datetime import date, datetime
from pathlib import Path

import duckdb

AS_OF = date(2026, 6, 30)
# After everything that a synthetic archive knows.
KNOWN_AT = datetime(2026, 12, 31)
TABLES = ("enterprises", "products", "records")


def files_of(archive: Path, table: str) -> str:
    """Give the Parquet files of a table, as a pattern where they are several."""
    folder = archive / table
    return str(folder / "*.parquet" if folder.is_dir() else folder.with_suffix(".parquet"))


def opened(archive: Path) -> duckdb.DuckDBPyConnection:
    """Open a connection that sees the three tables of an archive."""
    connection = duckdb.connect(config={"temp_directory": str(archive.parent / "spill")})
    for table in TABLES:
        connection.read_parquet(files_of(archive, table)).create_view(table)
    return connection


def count_of(archive: Path, table: str) -> int:
    """Count the rows of a table."""
    with opened(archive) as connection:
        ((count,),) = connection.table(table).aggregate("count(*)").fetchall()
    return int(count)


def warm(archive: Path) -> None:
    """Read every file once, so that all find them in the memory of the operating system."""
    for file in archive.rglob("*.parquet"):
        with file.open("rb") as stream:
            while stream.read(1 << 24):
                pass
