"""Opening an archive folder, and every way in which it can be unfit to read."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from qualitycredit.archive import TABLES, Archive, connect, open_archive, read_versions, tables_of, validate
from qualitycredit.errors import ArchiveFaulty, ArchiveUnreadable
from tests.unit.archive.small import CODE, KINDS, codes_of, text_of, write_small


def small_tables(folder: Path) -> tuple[pa.Table, pa.Table, pa.Table]:
    return tables_of([read_versions(open_archive(write_small(folder)), CODE)])


def as_parquet(folder: Path, **changed: pa.Table) -> Path:
    for name, table in zip(TABLES, small_tables(folder), strict=True):
        parquet.write_table(changed.get(name, table), folder / f"{name}.parquet")
        (folder / f"{name}.csv").unlink()
    return folder


def refusal(folder: Path) -> str:
    with pytest.raises(ArchiveUnreadable) as caught:
        open_archive(folder)
    assert caught.value.say("zh")
    return str(caught.value)


def test_csv_and_parquet_give_the_same_views(tmp_path: Path) -> None:
    write_small(tmp_path)
    described = []
    for folder in (tmp_path, as_parquet(tmp_path)):
        archive = open_archive(folder)
        with connect(memory_limit="500MB", threads=1) as connection:
            archive.register(connection)
            for name, table in TABLES.items():
                held = connection.execute(f"DESCRIBE {name}").fetchall()
                assert [(row[0], row[1].replace(",", ", ")) for row in held] == [
                    (column.name, column.type.value) for column in table.columns
                ]
            described.append(connection.execute("FROM records").fetchall())
    assert described[0] == described[1]
    assert described[0][0][12] is False


def test_nothing_there(tmp_path: Path) -> None:
    assert "there is no such folder" in refusal(tmp_path / "none")
    assert "the table enterprises is missing" in refusal(tmp_path)


def test_two_of_one_table(tmp_path: Path) -> None:
    write_small(tmp_path)
    (tmp_path / "records").mkdir()
    assert "records.csv, records. Keep one and remove the other" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("enterprise_id,product,name,permit_required", "columns are missing: statutory_inspection. Add"),
        ("enterprise_id,product,nmae", "no column “nmae”. Did you mean name?"),
        ("enterprise_id,product,zzz", "no column “zzz”. The columns are: enterprise_id, product"),
        ("enterprise_id,product,product", "column product stands twice"),
        ("", "columns are missing: enterprise_id, product"),
    ],
)
def test_headers_that_do_not_fit(tmp_path: Path, header: str, said: str) -> None:
    write_small(tmp_path, products=f"{header}\n")
    assert said in refusal(tmp_path)


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    write_small(tmp_path)
    (tmp_path / "records.csv").unlink()
    (tmp_path / "records.csv").mkdir()
    assert "records.csv: this cannot be opened (Is a directory)" in refusal(tmp_path)


def test_columns_that_may_be_null_may_be_absent_in_any_order(tmp_path: Path) -> None:
    names = ["source", *(column.name for column in TABLES["records"].columns if column.required)][:-1]
    row = f"TSB1,R1,{CODE},external_report,2025-03-01,2025-03-02T09:00:00Z"
    write_small(tmp_path, records="\n".join([",".join(names), row, ""]))
    (record,) = read_versions(open_archive(tmp_path), CODE).records
    assert (record.source, record.outcome, record.contested, record.score) == ("TSB1", None, False, None)


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ('identifer = "uscc"', "no entry “identifer”. The only one is identifier"),
        ('identifier = "locale"', "cannot be “locale”, only uscc or local. Did you mean local?"),
        ("identifier = 3", "Did you mean uscc?"),
        ("identifier =", "not a TOML file"),
    ],
)
def test_manifests_that_do_not_fit(tmp_path: Path, manifest: str, said: str) -> None:
    write_small(tmp_path)
    (tmp_path / "manifest.toml").write_text(manifest)
    assert said in refusal(tmp_path)


def test_a_manifest_chooses_local_identifiers(tmp_path: Path) -> None:
    local = {"enterprise_id": "E-1"}
    tables = {name: text_of(name, local) for name in TABLES}
    write_small(tmp_path, **tables)
    assert codes_of(tmp_path) == [("enterprises", 1, "enterprise_id", "not_a_code")]
    (tmp_path / "manifest.toml").write_text("")
    assert open_archive(tmp_path).identifier == "uscc"
    # As some editors save it: with a byte-order mark, and with the line ends of Windows.
    (tmp_path / "manifest.toml").write_bytes(b'\xef\xbb\xbfidentifier = "local"\r\n')
    assert codes_of(tmp_path) == []
    assert [path.name for path in open_archive(tmp_path).files()] == [
        "manifest.toml",
        "enterprises.csv",
        "products.csv",
        "records.csv",
    ]


def test_parquet_cut_short(tmp_path: Path) -> None:
    file = as_parquet(tmp_path) / "records.parquet"
    file.write_bytes(file.read_bytes()[:-100])
    assert "records.parquet: this is not a complete Parquet file" in refusal(tmp_path)


def test_parquet_damaged_in_the_middle(tmp_path: Path) -> None:
    file = as_parquet(tmp_path) / "records.parquet"
    content = bytearray(file.read_bytes())
    content[4:60] = b"\xff" * 56
    file.write_bytes(content)
    with pytest.raises(ArchiveUnreadable, match="records: reading failed midway"):
        validate(open_archive(tmp_path), KINDS)


def test_parquet_types_that_do_not_fit(tmp_path: Path) -> None:
    _, _, records = small_tables(tmp_path)
    text = records.set_column(5, "occurred_on", records["occurred_on"].cast(pa.string()))
    as_parquet(tmp_path, records=text)
    assert "column occurred_on: its type is string, and should be date32[day]. Convert it." in refusal(
        tmp_path
    )


def test_parquet_parts_are_one_table(tmp_path: Path) -> None:
    as_parquet(tmp_path)
    table = parquet.read_table(tmp_path / "records.parquet")
    (tmp_path / "records.parquet").unlink()
    folder = tmp_path / "records"
    folder.mkdir()
    assert "records: the folder holds no .parquet file" in refusal(tmp_path)
    parquet.write_table(table, folder / "part-0[1]*.parquet")
    parquet.write_table(table, folder / "part-2.parquet")
    archive = open_archive(tmp_path)
    (fault,) = validate(archive, KINDS).faults()
    assert (fault.file, fault.row, fault.line, fault.code) == ("part-2.parquet", 1, None, "duplicate_row")
    assert "row 1 (part-0[1]*.parquet)" in fault.message.en
    parquet.write_table(table.drop_columns(["score"]), folder / "part-3.parquet")
    assert "part-3.parquet: its columns or types differ from part-0[1]*.parquet" in refusal(tmp_path)


def test_arrow_types_that_fit_without_loss(tmp_path: Path) -> None:
    enterprises, products, records = small_tables(tmp_path)
    records = (
        records.set_column(8, "inspected", pa.array([7], pa.uint8()))
        .set_column(10, "score", pa.array([Decimal("1.5")], pa.decimal128(5, 1)))
        .set_column(11, "recorded_at", pa.array([1_700_000_000], pa.timestamp("s", "Asia/Shanghai")))
        .set_column(2, "subject", pa.array([""]).dictionary_encode())
        .set_column(6, "due_on", pa.nulls(1))
        .set_column(13, "superseded_at", pa.array([1_800_000_000_000_000_000], pa.timestamp("ns")))
        .drop_columns(["contested"])
    )
    archive = Archive.from_tables(enterprises, products, records)
    assert validate(archive, KINDS).total == 0
    (record,) = read_versions(archive, CODE).records
    assert (record.inspected, record.score, record.subject, record.due_on) == (7, Decimal("1.5"), None, None)
    assert str(record.recorded_at) == "2023-11-14 22:13:20"
    assert str(record.superseded_at) == "2027-01-15 08:00:00"
    assert record.contested is False
    assert archive.files() == ()


@pytest.mark.parametrize(
    ("at", "name", "column"),
    [
        (10, "score", pa.array([1.5])),
        (10, "score", pa.array([Decimal("1.23456")])),
        (8, "inspected", pa.array([1], pa.uint64())),
        (0, "record_id", pa.nulls(1)),
        (12, "contested", pa.array(["true"])),
    ],
)
def test_arrow_types_that_could_lose_something(tmp_path: Path, at: int, name: str, column: pa.Array) -> None:
    enterprises, products, records = small_tables(tmp_path)
    with pytest.raises(ArchiveUnreadable, match=f"records, column {name}: its type is"):
        Archive.from_tables(enterprises, products, records.set_column(at, name, column))


def test_registering_refuses_values_that_do_not_fit(tmp_path: Path) -> None:
    write_small(tmp_path, records=text_of("records", {"occurred_on": "45000"}))
    with (
        connect() as connection,
        pytest.raises(ArchiveFaulty, match=r"occurred_on.*Validate the archive") as caught,
    ):
        open_archive(tmp_path).register(connection)
    assert caught.value.faults == 1


def test_registering_again_takes_the_place_of_the_first(tmp_path: Path) -> None:
    archive = open_archive(write_small(tmp_path))
    with connect() as connection:
        archive.register(connection, ["enterprises"])
        Archive.from_tables(*small_tables(tmp_path)).register(connection)
        assert connection.execute("SELECT established_on FROM enterprises").fetchall() == [
            (date(2005, 2, 28),)
        ]
