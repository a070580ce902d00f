"""Tables in parts below folders: what is read, what is passed by, and how a place in them is named."""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from qualitycredit import OutputRefused, grade, load_standard, open_archive, validate
from qualitycredit.archive import write_lake
from tests.cast import AS_OF, CAST, write_cast

STANDARD = load_standard()
FIRST = replace(CAST[0], enterprise=replace(CAST[0].enterprise, region="110105"))
SPREAD = (FIRST, *CAST[1:])


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    write_lake(open_archive(write_cast(tmp_path / "cast", cast=SPREAD)), tmp_path / "lake")
    return tmp_path / "lake"


def test_a_lake_is_graded_like_the_archive_it_was_made_of(lake: Path, tmp_path: Path) -> None:
    plain, parted = (
        grade(open_archive(folder), as_of=AS_OF, standard=STANDARD).table()
        for folder in (tmp_path / "cast", lake)
    )
    assert parted == plain
    assert len({dossier.enterprise.region[:2] for dossier in SPREAD}) > 1
    regions = {path.name for path in (lake / "enterprises").iterdir()}
    assert regions == {f"region={dossier.enterprise.region[:2]}" for dossier in SPREAD}


def test_what_others_are_still_writing_is_passed_by(lake: Path) -> None:
    files = open_archive(lake).sources["records"].files
    for name in ("_temporary/0/part-9.parquet", "region=11/.part-9.parquet", "_part.parquet"):
        path = lake / "records" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[0].read_bytes()[:9])
    assert open_archive(lake).sources["records"].files == files


def test_a_place_is_named_with_the_folders_that_tell_parts_apart(lake: Path) -> None:
    parts = sorted((lake / "enterprises").glob("*/*.parquet"))
    table = pq.read_table(parts[0])
    nameless = pa.nulls(table.num_rows, pa.string())
    pq.write_table(table.set_column(1, "name", nameless), parts[0])
    place = parts[0].relative_to(lake / "enterprises").as_posix()
    found = [fault.file for fault in validate(open_archive(lake), STANDARD.kinds).faults()]
    assert found == [place] * table.num_rows


def test_a_lake_is_not_laid_over_anything(lake: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputRefused):
        write_lake(open_archive(tmp_path / "cast"), lake)


def test_a_table_without_rows_has_its_columns(tmp_path: Path) -> None:
    bare = write_cast(tmp_path / "bare", cast=tuple(replace(dossier, products=()) for dossier in CAST))
    write_lake(open_archive(bare), tmp_path / "lake")
    assert not validate(open_archive(tmp_path / "lake"), STANDARD.kinds).total
