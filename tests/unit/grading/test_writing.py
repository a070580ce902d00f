"""Where decisions may be written, and what gives way to them."""

from pathlib import Path

import pytest

from qualitycredit import OutputRefused
from qualitycredit.grading import check_output
from qualitycredit.grading.writing import atomic_folder, folder_sha256, workplace


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
