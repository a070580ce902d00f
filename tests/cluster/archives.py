"""Archives of drawn dossiers as Parquet, the types of their columns and the names of their folders as odd as may be."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq

from qualitycredit.archive import TABLES, Archive, TableName
from qualitycredit.archive.sources import LayeredSource, Source
from qualitycredit.archive.versions import ROW_KEYS
from qualitycredit.model.standard import Standard
from tests.generative.archives import tables_of
from tests.generative.shuffling import shuffled_dossiers

# In order of code points, which is neither that of UTF-16 nor that of any language.
NAMES = ("A b", "Z", "a", "z", "É", "企", "｡", "😀")
# Other types that a column may have; of a table that has no use for it, a column may be left out.
ODD = {
    "recorded_at": pa.timestamp("ms", "Asia/Shanghai"),
    "superseded_at": pa.timestamp("us", "UTC"),
    "inspected": pa.int32(),
    "passed": pa.uint16(),
    "score": pa.decimal128(9, 1),
    "occurred_on": pa.date64(),
    "kind": pa.dictionary(pa.int8(), pa.string()),
    "source": pa.large_string(),
    "document": pa.null(),
    "industry": pa.null(),
}


def write_shuffled(folder: Path, standard: Standard, as_of: date, count: int, *, odd: bool = False) -> Path:
    """Write dossiers whose dates crowd the edges of windows, some of them under names that are hard to order."""
    drawn = shuffled_dossiers(standard, as_of, Random(f"{standard.name} {as_of}"), count)
    named = [
        replace(dossier, enterprise=replace(dossier.enterprise, enterprise_id=name))
        for name, dossier in zip(NAMES, drawn, strict=False)
    ]
    folder.mkdir()
    for name, table in tables_of([*named, *drawn[len(NAMES) :]]).items():
        if odd:
            columns = {field.name: _odd(table, field) for field in table.schema}
            table = pa.table(columns)  # noqa: PLW2901 - the same, oddly
        pq.write_table(table, folder / f"{name}.parquet")
    return folder


def in_layers(folder: Path) -> Archive:
    """Take an archive apart into two layers; the upper one dates half of the records elsewhere, and adds enterprises."""
    sources: dict[TableName, Source] = {}
    for name in TABLES:
        rows = pq.read_table(folder / f"{name}.parquet")
        half = rows.slice(0, rows.num_rows // 2)
        lower = rows if name == "records" else rows.slice(rows.num_rows // 3)
        if name == "records":
            days = [day + timedelta(days=200) for day in half["occurred_on"].to_pylist()]
            half = half.set_column(
                half.schema.get_field_index("occurred_on"), "occurred_on", pa.array(days, pa.date32())
            )
        files = folder / f"000001-{name}.parquet", folder / f"000007-{name}.parquet"
        for part, file in zip((lower, half), files, strict=True):
            pq.write_table(part, file)
        sources[name] = LayeredSource(files, rows.schema, files[1:], ROW_KEYS[name])
    return Archive(sources, "local", folder)


def _odd(table: pa.Table, field: pa.Field) -> pa.Array:
    kind = ODD.get(field.name, field.type)
    if pa.types.is_null(kind):
        return pa.nulls(table.num_rows)
    return table[field.name].cast(kind)
