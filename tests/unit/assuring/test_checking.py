"""`check_standard` says what holds, and refuses a standard that does not hold to its word."""

import shutil
from pathlib import Path

import pytest

from qualitycredit.assuring import check_standard
from qualitycredit.assuring.checking import say_gaps
from qualitycredit.assuring.gaps import GapReport, find_gaps
from qualitycredit.errors import CaseFailed
from qualitycredit.reading import load_standard

RATING = Path(__file__).parents[3] / "docs" / "how-to" / "hygiene-rating"


def test_a_standard_that_holds_to_its_word() -> None:
    said = [line.en for line in check_standard(RATING)]
    assert any("worked examples hold on the columnar engine" in line for line in said)


def test_an_example_that_fails_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "rating"
    shutil.copytree(RATING, folder)
    for file in (folder / "cases").glob("*.md"):
        file.write_text(file.read_text(encoding="utf-8").replace("| met |", "| unmet |"), encoding="utf-8")
    with pytest.raises(CaseFailed, match="should give"):
        list(check_standard(folder))


def test_every_sort_of_gap_is_said() -> None:
    standard = load_standard()
    found = find_gaps(standard)
    every = GapReport(found.tried, found.unnamed, ("D.4",), found.overlaps)
    said = "\n".join(line.en for line in say_gaps(standard, every))
    for words in ("no grade is named for", "never decide alone: D.4", "hold at once"):
        assert words in said
    assert len(list(say_gaps(standard, GapReport(0, (), (), ())))) == 1
