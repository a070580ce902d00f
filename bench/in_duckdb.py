"""On DuckDB: the trivial GROUP BY whose time is the unit, and the hand-written SQL, from Parquet to a file.

usage: python -m bench.in_duckdb grouped|expert|features ARCHIVE OUT.parquet
"""

import sys
from pathlib import Path

from bench.archives import AS_OF, KNOWN_AT, opened
from bench.expert import expert_sql
from bench.features import features_sql

QUERIES = {
    "grouped": "SELECT enterprise_id, count(*) AS records FROM records GROUP BY enterprise_id",
    "expert": expert_sql(AS_OF, KNOWN_AT),
    "features": features_sql(AS_OF, KNOWN_AT),
}


def main(what: str, archive: Path, out: Path) -> None:
    """Run one query."""
    with opened(archive) as connection:
        connection.sql(QUERIES[what]).write_parquet(str(out), compression="zstd")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
