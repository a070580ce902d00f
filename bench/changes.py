"""A day of an archive: half a percent of its enterprises have news, half of them a new record, half a correction."""

from pathlib import Path

import duckdb

from bench.archives import files_of

# One enterprise in so many is touched.
ONE_IN = 200
_TOUCHED = f"""
CREATE TABLE touched AS
SELECT *, hash(enterprise_id) % {2 * ONE_IN} = 0 AS corrected
FROM read_parquet(?)
WHERE hash(enterprise_id) % {ONE_IN} = 0 AND superseded_at IS NULL
QUALIFY row_number() OVER (PARTITION BY enterprise_id ORDER BY source, record_id) = 1
"""
_RECORDS = """
SELECT * EXCLUDE (corrected) REPLACE ($moment::TIMESTAMP AS superseded_at) FROM touched WHERE corrected
UNION ALL BY NAME
SELECT * EXCLUDE (corrected) REPLACE ($moment::TIMESTAMP AS recorded_at, '更正' AS document) FROM touched WHERE corrected
UNION ALL BY NAME
SELECT * EXCLUDE (corrected) REPLACE ($moment::TIMESTAMP AS recorded_at, 'day-' || record_id AS record_id)
FROM touched WHERE NOT corrected
"""


def write_day(archive: Path, folder: Path) -> int:
    """Write the changes of a day as an archive folder, and give how many enterprises they touch."""
    folder.mkdir()
    with duckdb.connect() as connection:
        records = files_of(archive, "records")
        connection.execute(_TOUCHED, [records])
        latest = connection.execute(
            "SELECT max(recorded_at) + INTERVAL 1 HOUR FROM read_parquet(?)", [records]
        ).fetchall()[0][0]
        connection.sql(_RECORDS.replace("$moment", f"'{latest}'")).to_parquet(str(folder / "records.parquet"))
        for name in ("enterprises", "products"):
            rows = f"FROM read_parquet('{files_of(archive, name)}') LIMIT 0"
            connection.sql(rows).to_parquet(str(folder / f"{name}.parquet"))
        count = connection.sql("SELECT count(*) FROM touched").fetchall()[0][0]
    (folder / "manifest.toml").write_bytes((archive / "manifest.toml").read_bytes())
    return int(count)
