"""Archives written as a whole or not at all, and what identifies their bytes."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from qualitycredit.archive import (
    Archive,
    FileFormat,
    atomic_path,
    fingerprint,
    open_archive,
    read_dossiers,
    read_versions,
    tables_of,
    write_archive,
)
from qualitycredit.errors import ArchiveUnreadable, OutputRefused
from qualitycredit.model.facts import Dossier, Enterprise, Product, Record
from tests.unit.archive.small import CODE, OTHER, codes_of, text_of, write_small

LATER = datetime(2030, 1, 1)


def held(folder: Path) -> list[Dossier]:
    rows = [
        {},
        {"record_id": "R2", "score": "-1.5", "document": '"a, ""b""\nc"', "inspected": "3", "passed": "2"},
        {"record_id": "R3", "recorded_at": "2025-03-02T09:00:00.25Z", "contested": "true"},
    ]
    write_small(
        folder,
        enterprises=text_of("enterprises", {"enterprise_id": OTHER}, {"deregistered_on": "2029-01-01"}),
        records=text_of("records", *rows),
    )
    return list(read_dossiers(open_archive(folder), LATER))


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
def test_what_is_written_is_read_again(tmp_path: Path, file_format: FileFormat) -> None:
    dossiers = held(tmp_path)
    folder = tmp_path / "new" / "archive"
    for _ in range(2):
        write_archive(folder, *tables_of(dossiers), file_format=file_format)
    assert list(read_dossiers(open_archive(folder), LATER)) == dossiers
    assert codes_of(folder) == []
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["manifest.toml", *(f"{name}.{file_format}" for name in ("enterprises", "products", "records"))]
    )


def test_csv_is_written_as_the_schema_says(tmp_path: Path) -> None:
    write_archive(tmp_path / "new", *tables_of(held(tmp_path)), file_format="csv", identifier="local")
    lines = (tmp_path / "new" / "records.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1] == (
        f"R1,{CODE},P0,quality_spot_check,fail,2025-03-01,,,,,,2025-03-02T09:00:00Z,false,,TSB1,"
    )
    assert lines[-1].endswith(",2025-03-02T09:00:00.25Z,true,,TSB1,")
    assert (tmp_path / "new" / "manifest.toml").read_text() == 'identifier = "local"\n'


def test_rows_keep_their_order(tmp_path: Path) -> None:
    products = [Product("E", f"P{at * 7919 % 30_011}", "品") for at in range(30_000)]
    dossier = Dossier(Enterprise("E", "企", LATER.date(), region="510100"), tuple(products))
    write_archive(tmp_path, *tables_of([dossier]), file_format="csv", identifier="local")
    lines = (tmp_path / "products.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [line.split(",")[1] for line in lines] == [product.product for product in products]


def test_another_format_is_not_left_beside(tmp_path: Path) -> None:
    tables = tables_of(held(tmp_path))
    with pytest.raises(OutputRefused, match=r"enterprises\.csv is there in another format"):
        write_archive(tmp_path, *tables, file_format="parquet")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    tables = tables_of(held(tmp_path))
    with pytest.raises(OutputRefused, match="the folder cannot be made"):
        write_archive(tmp_path / "records.csv", *tables, file_format="csv")


def test_tables_that_do_not_fit_are_not_written(tmp_path: Path) -> None:
    enterprises, products, records = tables_of(held(tmp_path))
    with pytest.raises(ArchiveUnreadable, match="columns are missing: source"):
        write_archive(
            tmp_path / "new", enterprises, products, records.drop_columns(["source"]), file_format="csv"
        )
    assert not (tmp_path / "new").exists()


def test_moments_are_stored_in_utc() -> None:
    moment = datetime(2025, 1, 1, 8, tzinfo=timezone(timedelta(hours=8)))
    record = Record("R", "E", "accident", "major", moment.date(), moment, "S", score=Decimal("1.5"))
    _, _, records = tables_of([Dossier(Enterprise("E", "企", moment.date()), (), (record,))])
    assert records["recorded_at"][0].as_py() == datetime(2025, 1, 1)
    assert records["score"][0].as_py() == Decimal("1.5000")


def write_half(path: Path) -> None:
    with atomic_path(path) as unfinished:
        unfinished.write_text("half")
        raise ZeroDivisionError


def test_a_file_takes_its_place_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    with atomic_path(path) as unfinished:
        unfinished.write_text("new")
        assert (unfinished.parent, unfinished.suffix, path.read_text()) == (tmp_path, ".csv", "old")
    assert path.read_text() == "new"
    with pytest.raises(ZeroDivisionError):
        write_half(path)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("out.csv", "new")]


@pytest.mark.parametrize("name", ["none/out.csv", "file/out.csv", "folder"])
def test_a_place_that_cannot_be_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder" / "full").mkdir(parents=True)
    with pytest.raises(OutputRefused, match="cannot be written"), atomic_path(tmp_path / name) as unfinished:
        unfinished.write_text("new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


def test_fingerprint_of_files(tmp_path: Path) -> None:
    write_small(tmp_path)
    first = fingerprint(open_archive(tmp_path))
    assert len(first) == 64
    assert fingerprint(open_archive(tmp_path)) == first
    moved = tmp_path.rename(tmp_path.with_name("moved"))
    assert fingerprint(open_archive(moved)) == first
    (moved / "manifest.toml").write_text("")
    second = fingerprint(open_archive(moved))
    (moved / "records.csv").write_text(text_of("records", {"outcome": "pass"}))
    assert len({first, second, fingerprint(open_archive(moved))}) == 3


def test_fingerprint_of_tables_in_memory(tmp_path: Path) -> None:
    tables = tables_of(held(tmp_path))
    first = fingerprint(Archive.from_tables(*tables))
    chunked = [pa.concat_tables([table.slice(0, 1), table.slice(1)]) for table in tables]
    turned = [table.select(table.column_names[::-1]) for table in tables]
    assert fingerprint(Archive.from_tables(*chunked)) == first
    assert fingerprint(Archive.from_tables(*turned)) == first
    assert fingerprint(Archive.from_tables(*tables, identifier="local")) != first
    one = tables_of([read_versions(open_archive(tmp_path), CODE)])
    assert fingerprint(Archive.from_tables(*one)) != first
