"""Drawn dossiers as tables in a DuckDB connection, as an archive would register them."""

from collections.abc import Sequence
from dataclasses import asdict

import duckdb
import pyarrow as pa

from qualitycredit.model.facts import Dossier

_MOMENT = pa.timestamp("us")
SCHEMAS = {
    "enterprises": pa.schema(
        [
            ("enterprise_id", pa.string()),
            ("name", pa.string()),
            ("established_on", pa.date32()),
            ("deregistered_on", pa.date32()),
            ("region", pa.string()),
            ("industry", pa.string()),
            ("exporter", pa.bool_()),
        ]
    ),
    "products": pa.schema(
        [
            ("enterprise_id", pa.string()),
            ("product", pa.string()),
            ("name", pa.string()),
            ("permit_required", pa.bool_()),
            ("statutory_inspection", pa.bool_()),
        ]
    ),
    "records": pa.schema(
        [
            ("record_id", pa.string()),
            ("enterprise_id", pa.string()),
            ("subject", pa.string()),
            ("kind", pa.string()),
            ("outcome", pa.string()),
            ("occurred_on", pa.date32()),
            ("due_on", pa.date32()),
            ("closed_on", pa.date32()),
            ("inspected", pa.int64()),
            ("passed", pa.int64()),
            ("score", pa.decimal128(18, 4)),
            ("contested", pa.bool_()),
            ("recorded_at", _MOMENT),
            ("superseded_at", _MOMENT),
            ("source", pa.string()),
            ("document", pa.string()),
        ]
    ),
}


def tables_of(dossiers: Sequence[Dossier]) -> dict[str, pa.Table]:
    """Give the three tables; every row names the enterprise of its dossier."""
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in SCHEMAS}
    for dossier in dossiers:
        identifier = dossier.enterprise.enterprise_id
        rows["enterprises"].append(asdict(dossier.enterprise))
        rows["products"] += [{**asdict(product), "enterprise_id": identifier} for product in dossier.products]
        rows["records"] += [{**asdict(record), "enterprise_id": identifier} for record in dossier.records]
    return {name: pa.Table.from_pylist(rows[name], schema=schema) for name, schema in SCHEMAS.items()}


def connect(dossiers: Sequence[Dossier]) -> duckdb.DuckDBPyConnection:
    """Open a connection that holds the dossiers as tables."""
    connection = duckdb.connect()
    for name, table in tables_of(dossiers).items():
        connection.register(f"{name}_arrow", table)
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM {name}_arrow")  # noqa: S608 - names of SCHEMAS
        connection.unregister(f"{name}_arrow")
    return connection
