"""A lake whose files are missing, or are not what they should be, is refused with the file's name."""

from pathlib import Path

import pytest

from qualitycredit import ArchiveUnreadable, OutputRefused, open_archive
from qualitycredit.archive.versions import read_versions
from qualitycredit.lake import compact_lake, regrade
from qualitycredit.lake.writing import commit, writing
from tests.cast import AS_OF
from tests.unit.lake.changing import STANDARD, add_a_failure


def test_another_folder_is_no_lake_and_is_left_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(ArchiveUnreadable, match="this is no lake") as refusal:
        regrade(tmp_path, as_of=AS_OF, standard=STANDARD)
    assert "不是湖" in refusal.value.say("zh")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("format = ", "not a TOML file"),
        ('format = 2\nidentifier = "uscc"\n', "this program cannot read such a lake"),
        ('format = 1\nidentifier = "passport"\n', "this program cannot read such a lake"),
    ],
)
def test_a_lake_of_another_kind_is_refused(lake: Path, text: str, why: str) -> None:
    (lake / "lake.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ArchiveUnreadable, match=f"lake.toml: .*{why}"):
        open_archive(lake)


def test_a_lake_without_versions_is_refused(lake: Path) -> None:
    (lake / "versions" / "000001.json").unlink()
    with pytest.raises(ArchiveUnreadable, match="the lake has no version"):
        open_archive(lake)


def test_a_missing_version_is_named(lake: Path) -> None:
    add_a_failure(lake)
    add_a_failure(lake, 901)
    (lake / "versions" / "000002.json").unlink()
    with pytest.raises(ArchiveUnreadable, match=r"000002\.json: this version is missing"):
        open_archive(lake)


@pytest.mark.parametrize("text", ["{", "{}", '{"parts": 1}', '{"parts": [], "latest": "then"}'])
def test_an_unreadable_version_is_named(lake: Path, text: str) -> None:
    (lake / "versions" / "000001.json").write_text(text, encoding="utf-8")
    with pytest.raises(ArchiveUnreadable, match=r"000001\.json: the file of this version cannot be read"):
        open_archive(lake)


def test_a_missing_part_is_named(lake: Path) -> None:
    part = next(part for part in read_versions(lake)[0].parts if part.table == "records")
    (lake / part.path).unlink()
    with pytest.raises(ArchiveUnreadable, match=f"the file {part.path} is missing"):
        open_archive(lake)


def test_one_writer_at_a_time(lake: Path) -> None:
    with writing(lake), pytest.raises(OutputRefused, match="another program is writing to this lake"):
        compact_lake(lake)


def test_a_version_is_written_once(lake: Path) -> None:
    (version,) = read_versions(lake)
    with pytest.raises(OutputRefused, match="another program has just written this"):
        commit(lake, version)


def test_a_lake_that_cannot_be_written_to_is_refused(lake: Path) -> None:
    (lake / ".lock").mkdir()
    with pytest.raises(OutputRefused, match="lake: this cannot be written"):
        compact_lake(lake)
