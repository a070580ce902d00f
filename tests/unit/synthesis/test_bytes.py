"""The same seed gives the same bytes, however many cores make them, and each format says the same."""

from pathlib import Path

import pytest

from qualitycredit.archive import open_archive
from qualitycredit.archive.synthesis import parts, synthesising
from tests.unit.synthesis.samples import SEED, ask, contents, make

TABLES = ("enterprises", "products", "records")


@pytest.fixture
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART", 150)


@pytest.mark.usefixtures("_small_parts")
@pytest.mark.parametrize("file_format", ["parquet", "csv"])
def test_the_same_for_any_number_of_cores(
    tmp_path: Path, file_format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for cores in (1, 3, None):
        monkeypatch.setattr(synthesising, "cpu_count", lambda cores=cores: cores)
        make(tmp_path / str(cores), 500, file_format=file_format)
    one, three, unknown = (contents(tmp_path / str(cores)) for cores in (1, 3, None))
    assert one == three == unknown


def test_another_seed_is_another_archive(tmp_path: Path) -> None:
    first, second = (contents(make(tmp_path / str(seed), 50, seed)) for seed in (SEED, -1))
    assert all(first[f"{table}.parquet"] != second[f"{table}.parquet"] for table in TABLES)


def test_more_enterprises_leave_the_first_as_they_are(tmp_path: Path) -> None:
    few, many = make(tmp_path / "few", 60), make(tmp_path / "many", 120)
    for table in TABLES:
        query = f"SELECT * FROM {table} ORDER BY ALL"  # noqa: S608 - a constant
        assert set(ask(few, query)) < set(ask(many, query))


@pytest.mark.usefixtures("_small_parts")
def test_parts_and_files(tmp_path: Path) -> None:
    in_parts, in_one = make(tmp_path / "parts", 400), make(tmp_path / "one", 400, file_format="csv")
    names = [f"{table}/part-000{number}.parquet" for table in TABLES for number in range(3)]
    assert sorted(contents(in_parts)) == sorted([*names, "manifest.toml", "synthesis.toml"])
    assert sorted(contents(in_one)) == sorted(
        [*(f"{t}.csv" for t in TABLES), "manifest.toml", "synthesis.toml"]
    )
    for table in TABLES:
        query = f"SELECT * FROM {table} ORDER BY ALL"  # noqa: S608 - a constant
        assert ask(in_parts, query) == ask(in_one, query)


def test_a_small_archive_is_one_file_a_table(sample: Path) -> None:
    files = contents(sample)
    assert sorted(files) == [
        "enterprises.parquet",
        "manifest.toml",
        "products.parquet",
        "records.parquet",
        "synthesis.toml",
    ]
    assert open_archive(sample).identifier == "uscc"
    assert b"enterprises = 2000\nseed = 2006\nhorizon = 2026-06-30\n" in files["synthesis.toml"]
