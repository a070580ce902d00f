"""What is written of a dossier is what is read of it, whatever its texts hold."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualitycredit.archive import TABLES, TableName
from qualitycredit.lake import dossiers
from qualitycredit.lake.dossiers import ID, NUMBER, flattened, read_dossiers, write_dossiers

TEXTS = st.text(st.sampled_from(list('a"\n\r,;\\\t 企')), max_size=5)
VALUES = {
    pa.string(): TEXTS,
    pa.date32(): st.dates(),
    pa.bool_(): st.booleans(),
    pa.int64(): st.integers(-(2**63), 2**63 - 1),
    pa.decimal128(18, 4): st.decimals(-(10**13), 10**13, places=4),
    pa.timestamp("us"): st.datetimes(datetime(1900, 1, 1)),
}


@st.composite
def rows(draw: st.DrawFn, name: TableName, owner: str) -> dict[str, object]:
    """Draw a row of a table."""
    own = {
        field.name: draw(st.none() | VALUES[field.type] if field.nullable else VALUES[field.type])
        for field in TABLES[name].arrow
    }
    return {**own, ID: owner}


@st.composite
def archives(draw: st.DrawFn) -> dict[TableName, pa.Table]:
    """Draw the three tables of a few enterprises, in their order."""
    owners = [f"E{number}" for number in range(draw(st.integers(1, 4)))]
    most = {"enterprises": 1, "products": 2, "records": 3}
    return {
        name: pa.Table.from_pylist(
            [
                draw(rows(name, owner))
                for owner in owners
                for _ in range(1 if name == "enterprises" else draw(st.integers(0, most[name])))
            ],
            table.arrow,
        )
        for name, table in TABLES.items()
    }


def put_down(path: Path, tables: dict[TableName, pa.Table]) -> pa.Table:
    """Write dossiers and read them."""
    write_dossiers(path, lambda name: tables[name].to_reader())
    return pa.Table.from_batches(read_dossiers(path), dossiers.SCHEMA)


@settings(max_examples=20)
@given(archives())
def test_what_is_written_is_read(tables: dict[TableName, pa.Table]) -> None:
    with TemporaryDirectory() as folder:
        found = put_down(Path(folder, "dossiers.arrow"), tables)
        assert found[NUMBER].to_pylist() == list(range(len(found)))
        assert flattened(found) == tables


@settings(max_examples=20)
@given(archives(), st.data())
def test_some_are_taken_in_any_order(tables: dict[TableName, pa.Table], data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        found = put_down(Path(folder, "dossiers.arrow"), tables)
        chosen = data.draw(st.lists(st.sampled_from(range(len(found))), unique=True))
        taken = found.take(pa.array(chosen, pa.int64()))
        for name, table in flattened(taken).items():
            parts = [tables[name].filter(pc.equal(tables[name][ID], owner)) for owner in taken[ID]]
            assert table == pa.concat_tables([TABLES[name].arrow.empty_table(), *parts])


def test_many_are_read_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossiers, "ROWS", 2)
    monkeypatch.setattr(dossiers, "_PIECE", 150)
    owners = [f"E{number}" for number in range(9)]
    enterprises = [
        {ID: each, "name": "厂", "established_on": date(2000, 1, 1), "region": "110000", "exporter": False}
        for each in owners
    ]
    record = {"record_id": "1", "kind": "other", "occurred_on": date(2026, 1, 1), "source": "A"}
    record |= {"recorded_at": datetime(2026, 1, 1), "score": Decimal("1.5")}
    tables: dict[TableName, pa.Table] = {
        "enterprises": pa.Table.from_pylist(enterprises, TABLES["enterprises"].arrow),
        "products": TABLES["products"].arrow.empty_table(),
        "records": pa.Table.from_pylist(
            [{**record, ID: each} for each in owners[::3]], TABLES["records"].arrow
        ),
    }
    assert flattened(put_down(tmp_path / "dossiers.arrow", tables)) == tables
