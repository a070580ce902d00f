"""A lake is made as a whole or not at all, and gives back what it was made of."""

from dataclasses import replace
from pathlib import Path

import pytest

from qualitycredit import ArchiveFaulty, Dossier, OutputRefused, grade, open_archive
from qualitycredit.archive import validate
from qualitycredit.lake import create_lake
from tests.cast import ALI, AS_OF, CAST
from tests.unit.lake.changing import STANDARD, archive_of


def test_a_lake_is_an_archive_like_any_other(lake: Path) -> None:
    opened = open_archive(lake)
    assert validate(opened, STANDARD.kinds).total == 0
    plain, held = (grade(each, as_of=AS_OF, standard=STANDARD) for each in (archive_of(*CAST), opened))
    assert held.table() == plain.table()


def test_what_is_there_already_is_kept(lake: Path) -> None:
    with pytest.raises(OutputRefused, match="lake is there already") as refusal:
        create_lake(lake, archive_of(ALI), STANDARD.kinds)
    assert "已经存在" in refusal.value.say("zh")
    assert grade(open_archive(lake), as_of=AS_OF, standard=STANDARD).tally().total == len(CAST)


def test_a_faulty_archive_leaves_nothing(tmp_path: Path) -> None:
    faulty = replace(ALI, enterprise=replace(ALI.enterprise, enterprise_id="E1"))
    with pytest.raises(ArchiveFaulty):
        create_lake(tmp_path / "lake", archive_of(faulty), STANDARD.kinds)
    assert list(tmp_path.iterdir()) == []


def test_a_lake_needs_a_place(tmp_path: Path) -> None:
    with pytest.raises(OutputRefused, match="cannot be written"):
        create_lake(tmp_path / "nowhere" / "lake", archive_of(ALI), STANDARD.kinds)


def test_it_tells_how_far_it_is_and_takes_the_word_of_who_has_validated(tmp_path: Path) -> None:
    told: list[float] = []
    bare = Dossier(ALI.enterprise)
    version = create_lake(
        tmp_path / "lake", archive_of(bare), STANDARD.kinds, validated=True, progress=told.append
    )
    assert (version.number, version.latest) == (1, None)
    assert version.counts == {"enterprises": 1, "products": 0, "records": 0}
    assert told == sorted(told)
    assert told[-1] == 1
