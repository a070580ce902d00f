"""Hold the decisions of one file against those of another, column by column.

usage: python -m bench.agreement DECISIONS REFERENCE COLUMN...
"""

import sys
from collections.abc import Sequence

import duckdb


def differences(decisions: str, reference: str, columns: Sequence[str]) -> int:
    """Count the enterprises whose decisions differ, or that one of the two does not have."""
    missing = "decided.enterprise_id IS NULL OR wanted.enterprise_id IS NULL"
    unlike = [f"decided.{name} IS DISTINCT FROM wanted.{name}" for name in columns]
    query = (
        f"SELECT count(*) FROM '{decisions}' AS decided FULL JOIN '{reference}' AS wanted"
        f" ON decided.enterprise_id = wanted.enterprise_id WHERE {' OR '.join([missing, *unlike])}"
    )
    with duckdb.connect() as connection:
        ((count,),) = connection.execute(query).fetchall()
    return int(count)


if __name__ == "__main__":
    found = differences(sys.argv[1], sys.argv[2], sys.argv[3:])
    sys.exit(f"{sys.argv[1]}: {found:,} enterprises differ" if found else 0)
