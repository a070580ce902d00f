"""What a regrade starts from, whom it decides on, and why it decides on all where it does."""

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from qualitycredit import ArchiveError, ArchiveUnreadable, Dossier, OutputRefused, grade, open_archive
from qualitycredit.archive import made_code
from qualitycredit.archive.versions import read_versions
from qualitycredit.lake import Regrading, compact_lake, create_lake, kept_gradings, regrade, write_regrading
from qualitycredit.lake.index import INDEX
from qualitycredit.lake.states import grading_folder
from tests.cast import ALI, AS_OF, CAST, KNOWN_AT
from tests.unit.lake.changing import STANDARD, add, add_a_failure, archive_of, caught, news

NEXT = date(2026, 7, 1)


def regraded(lake: Path, as_of: date = AS_OF, known_at: datetime | None = None) -> Regrading:
    return regrade(lake, as_of=as_of, standard=STANDARD, known_at=known_at)


def why(done: Regrading) -> str:
    """Say why all were decided on; and see that all were, and that it comes out as a full grade would."""
    assert done.why_all is not None
    assert done.decided == done.state.summary.total
    holds(done)
    return done.why_all.en


def holds(done: Regrading) -> None:
    out, full = done.lake.parent / "regraded.csv", done.lake.parent / "full.csv"
    write_regrading(done, out)
    state = done.state
    graded = grade(
        open_archive(done.lake), as_of=state.as_of, standard=done.standard, known_at=state.known_at
    )
    graded.write(full)
    assert out.read_bytes() == full.read_bytes()
    assert graded.summary.counts == +state.summary.counts


def test_the_first_grading_is_of_all(lake: Path) -> None:
    assert "keeps no grading" in why(regraded(lake))


def test_who_is_touched_is_decided_on(lake: Path) -> None:
    regraded(lake)
    add_a_failure(lake)
    done = regraded(lake)
    assert (done.touched, done.due, done.decided, done.why_all) == (1, 0, 1, None)
    holds(done)


def test_who_is_due_is_decided_on(lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualitycredit.lake.regrading._MOST", 0.9)
    regraded(lake)
    done = regraded(lake, date(2027, 1, 1))
    assert (done.touched, done.due, done.decided, done.why_all) == (0, 3, 3, None)
    holds(done)


def test_a_second_time_there_is_nothing_to_do(lake: Path) -> None:
    first = regraded(lake)
    assert regraded(lake).state == first.state
    assert len(kept_gradings(lake)) == 1


def test_a_grading_kept_for_an_earlier_version_may_be_started_from(lake: Path) -> None:
    regraded(lake)
    add_a_failure(lake)
    regraded(lake)
    done = regrade(lake, as_of=NEXT, standard=STANDARD, since=1)
    assert (done.touched, done.decided) == (1, 1)
    holds(done)


def test_without_a_grading_of_the_version_there_is_nothing_to_start_from(lake: Path) -> None:
    with pytest.raises(ArchiveError, match=r"no grading of version 1\. It keeps: none") as refusal:
        regrade(lake, as_of=AS_OF, standard=STANDARD, since=1)
    assert "保存有：无" in refusal.value.say("zh")
    regraded(lake)
    with pytest.raises(ArchiveError, match=r"no grading of version 2\. It keeps: 1"):
        regrade(lake, as_of=AS_OF, standard=STANDARD, since=2)


def test_another_program_grades_all(lake: Path) -> None:
    regraded(lake)
    (file,) = grading_folder(lake, STANDARD).glob("*.json")
    held = json.loads(file.read_text(encoding="utf-8"))
    held["receipt"]["version"] = "0.0.1"
    file.write_text(json.dumps(held), encoding="utf-8")
    assert "another version of this program" in why(regraded(lake))


@pytest.mark.parametrize("name", ["000001.decisions.arrow", "000001.due.arrow"])
def test_a_damaged_layer_grades_all(lake: Path, name: str) -> None:
    regraded(lake)
    (grading_folder(lake, STANDARD) / name).write_bytes(b"ARROW1")
    assert "missing or damaged" in why(regraded(lake))


def test_a_new_index_grades_all(lake: Path) -> None:
    regraded(lake)
    add_a_failure(lake)
    rmtree(lake / INDEX)
    assert "index was made anew" in why(regraded(lake))


def test_numbers_made_anew_grade_all(lake: Path) -> None:
    add_a_failure(lake)
    regraded(lake)
    assert compact_lake(lake) is not None
    assert "index was made anew" in why(regraded(lake))


@pytest.mark.parametrize("text", ["{", "{}", '{"segments": [], "touched": [], "epoch": 1}'])
def test_an_unreadable_index_is_made_anew(lake: Path, text: str) -> None:
    first = regraded(lake)
    (lake / INDEX / "index.json").write_text(text, encoding="utf-8")
    done = regraded(lake)
    assert done.state == first.state
    add_a_failure(lake)
    (lake / INDEX / "base-000001.arrow").write_bytes(b"ARROW1")
    assert "index was made anew" in why(regraded(lake))


def test_a_day_before_grades_all(lake: Path) -> None:
    regraded(lake)
    assert "days only pass forward" in why(regraded(lake, date(2026, 6, 29)))


def test_knowing_less_grades_all(lake: Path) -> None:
    regraded(lake)
    assert "another moment of knowledge" in why(regraded(lake, known_at=datetime(2026, 3, 1)))


def test_what_waited_for_its_moment_grades_all_when_that_comes(lake: Path) -> None:
    add(lake, news(ALI, caught(recorded_at=datetime(2026, 9, 1))))
    assert regraded(lake, known_at=KNOWN_AT).state.waiting
    assert "another moment of knowledge" in why(regraded(lake, known_at=datetime(2026, 10, 1)))


def test_what_waits_on_is_left_alone(lake: Path) -> None:
    add(lake, news(ALI, caught(recorded_at=datetime(2026, 9, 1))))
    regraded(lake, known_at=KNOWN_AT)
    done = regraded(lake, date(2026, 8, 1), KNOWN_AT)
    assert (done.due, done.decided, done.why_all) == (0, 0, None)
    holds(done)


def test_many_changes_grade_all(lake: Path) -> None:
    regraded(lake)
    add(lake, *(news(dossier, caught(900 + place)) for place, dossier in enumerate(CAST[:3])))
    done = regraded(lake)
    assert "grading all is quicker" in why(done)
    assert done.touched == 3


def test_an_unreadable_state_is_refused_with_what_to_do(lake: Path) -> None:
    regraded(lake)
    folder = grading_folder(lake, STANDARD)
    (folder / "000001.json").write_text("{", encoding="utf-8")
    with pytest.raises(ArchiveUnreadable, match=f"Remove the folder {folder.name} to grade all anew"):
        regraded(lake)


def test_decisions_are_not_written_into_the_lake(lake: Path) -> None:
    done = regraded(lake)
    for path in (lake / "decisions.csv", lake / "records" / "decisions.parquet"):
        with pytest.raises(OutputRefused, match="inside the lake") as refusal:
            write_regrading(done, path)
        assert "在湖里面" in refusal.value.say("zh")


def test_writing_tells_how_far_it_is(lake: Path, tmp_path: Path) -> None:
    told: list[float] = []
    write_regrading(regraded(lake), tmp_path / "decisions.csv", told.append)
    assert told[-1] == 1


def test_an_index_from_before_a_compaction_goes_on(lake: Path, tmp_path: Path) -> None:
    """So a process leaves it that is killed when the version is written and the index is not."""
    add_a_failure(lake)
    regraded(lake)
    copytree(lake / INDEX, tmp_path / "index")
    compact_lake(lake)
    rmtree(lake / INDEX)
    (tmp_path / "index").rename(lake / INDEX)
    done = regraded(lake)
    assert (done.state.version, done.touched, done.decided, done.why_all) == (3, 0, 0, None)
    holds(done)


def test_compacting_keeps_what_stands_and_is_done_once(lake: Path) -> None:
    told: list[float] = []
    assert compact_lake(lake) is None
    add_a_failure(lake)
    before = grade(open_archive(lake), as_of=AS_OF, standard=STANDARD).table()
    version = compact_lake(lake, progress=told.append)
    assert version is not None
    assert (version.number, version.whole) == (3, True)
    assert grade(open_archive(lake), as_of=AS_OF, standard=STANDARD).table() == before
    assert told[-1] == 1
    assert compact_lake(lake) is None
    first, second = (part.path for part in read_versions(lake)[1].parts), read_versions(lake)[2].parts
    assert not any((lake / path).exists() for path in first)
    assert all((lake / part.path).exists() for part in second)


def test_new_enterprises_stand_behind_the_others_when_all_are_graded(lake: Path) -> None:
    regraded(lake)
    add(lake, Dossier(replace(ALI.enterprise, enterprise_id=made_code("110105", 12))))
    assert "days only pass forward" in why(regraded(lake, date(2026, 6, 29)))


def test_without_any_record_no_moment_can_be_another(tmp_path: Path) -> None:
    bare = [Dossier(dossier.enterprise) for dossier in CAST]
    create_lake(tmp_path / "lake", archive_of(*bare), STANDARD.kinds)
    regraded(tmp_path / "lake")
    assert regraded(tmp_path / "lake", known_at=KNOWN_AT).why_all is None


def test_a_lake_may_be_larger_than_a_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualitycredit.lake.dossiers.ROWS", 2)
    create_lake(tmp_path / "small", archive_of(*CAST), STANDARD.kinds)
    holds(regraded(tmp_path / "small"))


def test_what_a_killed_writer_has_left_is_removed(lake: Path) -> None:
    left = [
        lake / "records" / ".000009-rows" / "part.parquet",
        next((lake / "records").glob("region=*")) / "000009-rows-0.parquet",
        lake / "versions" / ".000009.json-1",
    ]
    for file in left:
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"PAR1")
    regraded(lake)
    assert not any(file.exists() for file in left)
