"""A grading gives the same decisions from any engine and format, with a receipt, and never half a file."""

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import qualitycredit
from qualitycredit import (
    ArchiveFaulty,
    EnterpriseNotFound,
    Grading,
    OutputRefused,
    grade,
    load_standard,
    open_archive,
)
from qualitycredit.archive import Archive, FileFormat, tables_of
from qualitycredit.grading import receipt_path
from qualitycredit.grading.gradings import Engine
from qualitycredit.grading.tables import SCHEMA, regrouped
from tests.cast import ALI, AS_OF, BOWEN, CAST, CHEN, GRADES, KNOWN_AT, WU, write_cast

STANDARD = load_standard()
ENGINES: tuple[Engine, ...] = ("columnar", "scalar")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return open_archive(write_cast(tmp_path / "cast"))


def graded(archive: Archive, engine: Engine = "columnar", known_at: datetime | None = None) -> Grading:
    return grade(archive, as_of=AS_OF, standard=STANDARD, engine=engine, known_at=known_at)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_cast_has_its_grades(archive: Archive, engine: Engine) -> None:
    grading = graded(archive, engine)
    rows = {row["enterprise_id"]: (row["grade"], row["reason"]) for row in grading.table().to_pylist()}
    assert rows == {dossier.enterprise.enterprise_id: grade for dossier, grade in GRADES.items()}
    assert grading.summary.total == len(CAST)
    assert grading.summary.counts["U", "unsettled"] == 1


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_both_engines_write_the_same_bytes(archive: Archive, tmp_path: Path, suffix: str) -> None:
    written = []
    for engine in ENGINES:
        path = tmp_path / f"{engine}{suffix}"
        receipt = graded(archive, engine).write(path)
        said = json.loads(receipt_path(path).read_text(encoding="utf-8"))
        assert said["decisions_sha256"] == receipt.decisions_sha256
        assert said["readings"]["current_year"] == "calendar"
        assert (said["as_of"], said["engine"], said["enterprises"]) == ("2026-06-30", engine, len(CAST))
        written.append(path.read_bytes())
    assert written[0] == written[1]


def test_the_same_input_gives_the_same_bytes_whenever_it_is_asked(archive: Archive, tmp_path: Path) -> None:
    for name, known_at in (("first", KNOWN_AT), ("later", datetime(2030, 1, 1))):
        graded(archive, known_at=known_at).write(tmp_path / f"{name}.csv")
    assert (tmp_path / "first.csv").read_bytes() == (tmp_path / "later.csv").read_bytes()
    assert (
        receipt_path(tmp_path / "first.csv").read_text() == receipt_path(tmp_path / "later.csv").read_text()
    )


def test_what_was_not_known_does_not_count(archive: Archive) -> None:
    before = graded(archive, known_at=datetime(2026, 2, 1)).table().to_pylist()
    chen = next(row for row in before if row["enterprise_id"] == CHEN.enterprise.enterprise_id)
    # Neither the failed check nor the ex-factory inspection was known then.
    assert (chen["grade"], chen["best"], chen["worst"]) == ("U", "A", "C")


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_was_known_before_the_first_record(archive: Archive, engine: Engine) -> None:
    grading = graded(archive, engine, known_at=datetime(2000, 1, 1))
    assert grading.known_at == datetime(2000, 1, 1)
    assert {row["grade"] for row in grading.table().to_pylist()} == {"C", "U"}


@pytest.mark.parametrize("engine", ENGINES)
def test_an_archive_without_records_is_graded(engine: Engine) -> None:
    bare = Archive.from_tables(*tables_of([replace(ALI, records=(), products=())]))
    assert [row["grade"] for row in graded(bare, engine).table().to_pylist()] == ["U"]


def test_rows_are_cut_alike_however_they_come() -> None:
    rows: list[dict[str, object]] = [
        {**dict.fromkeys(SCHEMA.names), "enterprise_id": str(n), "grade": "A", "met": [], "unknown": []}
        for n in range(70_000)
    ]
    whole = pa.RecordBatch.from_pylist(rows, schema=SCHEMA)
    for size in (1_000, 65_536, 70_000):
        parts = [whole.slice(start, size) for start in range(0, whole.num_rows, size)]
        cut = list(regrouped(parts))
        assert [batch.num_rows for batch in cut] == [65_536, 4_464]
        assert pa.Table.from_batches(cut) == pa.Table.from_batches([whole])
    assert list(regrouped([])) == []


def test_the_clock_does_not_reach_a_receipt() -> None:
    bare = Archive.from_tables(*tables_of([replace(ALI, records=())]))
    assert graded(bare, known_at=datetime(2030, 1, 1)).receipt().known_at is None


@pytest.mark.parametrize("engine", ENGINES)
def test_some_enterprises_of_an_archive(archive: Archive, engine: Engine) -> None:
    wanted = [BOWEN.enterprise.enterprise_id, ALI.enterprise.enterprise_id, ALI.enterprise.enterprise_id]
    grading = grade(archive, as_of=AS_OF, standard=STANDARD, engine=engine, enterprises=wanted)
    assert [row["grade"] for row in grading.table().to_pylist()] == ["A", "B"]
    with pytest.raises(EnterpriseNotFound, match="91999"):
        grade(archive, as_of=AS_OF, standard=STANDARD, engine=engine, enterprises=["91999"]).table()


def test_an_archive_with_faults_is_refused(tmp_path: Path) -> None:
    folder = write_cast(tmp_path / "cast")
    records = folder / "records.csv"
    records.write_text(
        records.read_text(encoding="utf-8").replace("counterfeiting", "counterfeitin"), encoding="utf-8"
    )
    with pytest.raises(ArchiveFaulty, match="Did you mean"):
        grade(open_archive(folder), as_of=AS_OF, standard=STANDARD)


def test_an_output_that_cannot_be_is_refused_before_any_work(archive: Archive, tmp_path: Path) -> None:
    for path in (tmp_path / "decisions.xlsx", tmp_path / "nowhere" / "decisions.csv"):
        with pytest.raises(OutputRefused):
            graded(archive).write(path)


def test_no_decisions_stand_without_their_receipt(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "decisions.csv.receipt.json").mkdir()
    with pytest.raises(OutputRefused):
        graded(archive).write(tmp_path / "decisions.csv")
    assert not (tmp_path / "decisions.csv").exists()


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
def test_the_name_of_a_folder_is_no_data(tmp_path: Path, file_format: FileFormat) -> None:
    plain = write_cast(tmp_path / "cast", file_format)
    (tmp_path / "exporter=true").mkdir()
    named = write_cast((tmp_path / "exporter=true" / "outcome=fail"), file_format)
    tables = [graded(open_archive(folder)).table() for folder in (plain, named)]
    assert tables[0] == tables[1]


def test_no_file_is_left_where_the_work_fails(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("qualitycredit.grading.gradings.grade_dossier", fail)
    with pytest.raises(KeyboardInterrupt):
        graded(archive, "scalar").write(tmp_path / "decisions.parquet")
    assert [path.name for path in tmp_path.iterdir()] == ["cast"]


def test_decisions_are_typed_lists_and_dates_in_parquet(archive: Archive, tmp_path: Path) -> None:
    graded(archive).write(tmp_path / "decisions.parquet")
    table = pq.read_table(tmp_path / "decisions.parquet")
    row = next(row for row in table.to_pylist() if row["enterprise_id"] == WU.enterprise.enterprise_id)
    assert (row["best"], row["worst"]) == ("A", "C")
    assert row["unknown"] == ["A.5", "B.5", "C.6"]
    assert row["next_change_on"] == date(2027, 1, 1)


def test_progress_is_told(archive: Archive) -> None:
    told: list[float] = []
    grading = graded(archive)
    grading.progress = told.append
    grading.table()
    assert all(0 <= share <= 1 for share in told)


def test_every_public_name_is_there() -> None:
    for name in qualitycredit.__all__:
        assert getattr(qualitycredit, name) is not None
