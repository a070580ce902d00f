"""The one place where a DuckDB connection is opened: in memory, bounded, and closed to the outside."""

from pathlib import Path
from tempfile import gettempdir
from uuid import uuid4

import duckdb


def connect(memory_limit: str | None = None, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """Open an in-memory database that spills to the temporary directory and loads no extension.

    `memory_limit` is DuckDB's, such as "4GB"; without it four fifths of the machine's memory. `threads` defaults to
    all cores. The order of rows is not kept where a query does not ask for one.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        "temp_directory": str(Path(gettempdir()) / f"qualitycredit-{uuid4().hex}"),
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "allow_community_extensions": False,
        "python_enable_replacements": False,
    }
    if memory_limit is not None:
        config["memory_limit"] = memory_limit
    if threads is not None:
        config["threads"] = threads
    connection = duckdb.connect(":memory:", config=config)
    connection.execute("SET enable_progress_bar = false")
    connection.execute("SET TimeZone = 'UTC'")
    return connection
