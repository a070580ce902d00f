"""Where decisions may be written, and what gives way to them."""

from datetime import date, timedelta
from pathlib import Path

import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from qualitycredit import OutputRefused, load_standard
from qualitycredit.engines.scalar import grade_dossier
from qualitycredit.grading import check_output
from qualitycredit.grading.receipts import Receipt, make_receipt
from qualitycredit.grading.tables import batches_of, coded, coded_schema
from qualitycredit.grading.unfinished import resumable_work
from qualitycredit.grading.writing import atomic_folder, folder_sha256, workplace, write_decisions
from qualitycredit.model.words import Words
from tests.cast import AS_OF, CAST, KNOWN_AT


def test_a_folder_gives_way_to_decisions_only_if_it_holds_decisions(tmp_path: Path) -> None:
    path = tmp_path / "decisions"
    check_output(path, lake=True)
    path.mkdir()
    check_output(path, lake=True)
    (path / "region=11").mkdir()
    with pytest.raises(OutputRefused, match="no folder of decisions"):
        check_output(path, lake=True)
    (path / "_SUCCESS").touch()
    check_output(path, lake=True)
    (path / "notes.txt").touch()
    with pytest.raises(OutputRefused, match="no folder of decisions"):
        check_output(path, lake=True)
    (tmp_path / "file").touch()
    with pytest.raises(OutputRefused, match="no folder of decisions"):
        check_output(tmp_path / "file", lake=True)
    with pytest.raises(OutputRefused, match="cannot tell how"):
        check_output(path)


def make_nothing(path: Path) -> None:
    with atomic_folder(path) as made:
        made.mkdir()
        raise OutputRefused("没有", "nothing was made")


def test_a_folder_is_there_as_a_whole_or_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "decisions"
    for text in ("first", "second"):
        with atomic_folder(path) as made:
            (made / "region=11").mkdir(parents=True)
            (made / "region=11" / "part-0000.parquet").write_text(text)
    with pytest.raises(OutputRefused, match="nothing was made"):
        make_nothing(path)
    assert [held.name for held in tmp_path.iterdir()] == ["decisions"]
    assert (path / "region=11" / "part-0000.parquet").read_text() == "second"
    assert (path / "_SUCCESS").is_file()


def test_a_digest_of_parts_depends_on_names_and_bytes(tmp_path: Path) -> None:
    part = tmp_path / "region=11" / "part-0000.parquet"
    part.parent.mkdir()
    part.write_text("one")
    first = folder_sha256(tmp_path)
    part.write_text("two")
    second = folder_sha256(tmp_path)
    part.rename(part.with_name("part-0001.parquet"))
    assert len({first, second, folder_sha256(tmp_path)}) == 3


def test_a_place_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(OutputRefused, match="cannot be written"), workplace(tmp_path / "no" / "where"):
        pass


@pytest.mark.parametrize("name", ["decisions.csv", "decisions.parquet"])
@pytest.mark.parametrize("count", [0, 1, 3])
def test_decisions_are_written_in_the_order_in_which_they_come(name: str, count: int, tmp_path: Path) -> None:
    standard = load_standard()
    schema = coded_schema(Words.of(standard))
    dossiers = sorted(CAST, key=lambda each: each.enterprise.enterprise_id)
    batches = [
        coded(batch, Words.of(standard))
        for dossier in dossiers[:count]
        for batch in batches_of([grade_dossier(standard, dossier, AS_OF, KNOWN_AT)])
    ]
    path = tmp_path / name
    write_decisions(path, batches, schema)
    read = pyarrow.csv.read_csv(path) if path.suffix == ".csv" else pq.read_table(path)
    assert read["enterprise_id"].to_pylist() == [each.enterprise.enterprise_id for each in dossiers[:count]]


def receipt_of(day: date) -> Receipt:
    return make_receipt(
        load_standard(), engine="columnar", as_of=day, known_at=None, archive_sha256="0" * 64, enterprises=0
    )


def test_work_that_a_killed_run_has_left_is_found_by_its_like_alone(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    today, tomorrow = receipt_of(AS_OF), receipt_of(AS_OF + timedelta(days=1))
    with resumable_work(path, today, "250") as work:
        name = work.name
    for receipt, chunk, found in ((today, "250", True), (today, "500", False), (tomorrow, "250", False)):
        left = tmp_path / name / "decided-00001.arrow"
        left.parent.mkdir()
        left.touch()
        with resumable_work(path, receipt, chunk) as work:
            assert (work / left.name).exists() is found
        assert list(tmp_path.iterdir()) == []
