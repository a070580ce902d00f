"""A synthetic archive is there as a whole or not at all, and takes no other folder's place."""

from pathlib import Path

import duckdb
import pytest

from qualitycredit.archive.synthesis import parts, synthesise
from qualitycredit.archive.synthesis.parts import Maker, Part
from qualitycredit.errors import OutputRefused
from tests.unit.synthesis.samples import PROFILE, contents, make


def again(folder: Path, seed: int = 7, *, replace: bool = True) -> None:
    synthesise(folder, enterprises=20, seed=seed, profile=PROFILE, replace=replace)


def test_an_empty_folder_is_filled_and_a_missing_one_made(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert contents(make(tmp_path / "empty", 20)) == contents(make(tmp_path / "deep" / "missing", 20))


def test_a_synthetic_archive_gives_way_to_replace_alone(tmp_path: Path) -> None:
    folder = make(tmp_path / "archive", 20)
    before = contents(folder)
    with pytest.raises(OutputRefused, match="--replace"):
        again(folder, replace=False)
    assert contents(folder) == before
    again(folder)
    assert contents(folder) != before
    assert [path.name for path in tmp_path.iterdir()] == ["archive"]


def test_other_files_stay(tmp_path: Path) -> None:
    folder = make(tmp_path / "archive", 20)
    (folder / "notes.txt").write_text("mine")
    before = contents(folder)
    with pytest.raises(OutputRefused, match=r"holds something else \(notes.txt\)"):
        again(folder)
    assert contents(folder) == before


def test_a_real_archive_stays(tmp_path: Path) -> None:
    folder = make(tmp_path / "archive", 20)
    (folder / "synthesis.toml").unlink()
    with pytest.raises(OutputRefused, match=r"holds something else \(enterprises.parquet\)"):
        again(folder)


def test_a_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "archive"
    file.write_text("mine")
    with pytest.raises(OutputRefused, match="is a file"):
        again(file)
    with pytest.raises(OutputRefused, match="cannot be written"):
        again(file / "inside")


@pytest.mark.parametrize("number", [0, -5, 10**8 + 1])
def test_numbers_that_cannot_be(tmp_path: Path, number: int) -> None:
    with pytest.raises(OutputRefused, match="number of enterprises"):
        make(tmp_path / "archive", number)


def test_a_format_that_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(OutputRefused, match="csv, parquet"):
        make(tmp_path / "archive", 5, file_format="xlsx")


def test_an_interruption_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART", 40)
    told: list[float] = []

    def interrupt(share: float) -> None:
        told.append(share)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        synthesise(tmp_path / "archive", enterprises=200, seed=1, profile=PROFILE, progress=interrupt)
    assert told == [0.2]
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Maker, part: Part, folder: Path, file_format: str) -> None:
        del self, part, folder, file_format
        raise duckdb.IOException("No space left on device")

    monkeypatch.setattr(parts, "PART", 5)
    monkeypatch.setattr(Maker, "write", fail)
    with pytest.raises(OutputRefused, match="No space left"):
        make(tmp_path / "archive", 40)
    assert list(tmp_path.iterdir()) == []


def test_progress_ends_at_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART", 10)
    told: list[float] = []
    synthesise(tmp_path / "archive", enterprises=35, seed=1, profile=PROFILE, progress=told.append)
    assert told == [0.25, 0.5, 0.75, 1.0]
