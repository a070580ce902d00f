"""A profile says what it may, and is refused with the entry that is wrong; it knows no standard."""

from pathlib import Path

import pytest

from qualitycredit.archive.synthesis import synthesise
from qualitycredit.archive.synthesis.profile_files import read_profile
from qualitycredit.errors import StandardError, StandardNotFound
from tests.unit.synthesis.samples import PROFILE, ask

# The profile of a standard that counts the points of restaurants.
POINTS = """
horizon = 2020-02-29
ahead_days = 10

[population]
size_tail = 2
size_most = 5
products_most = 1
deregistered = 0
deregistered_years = 1
unclassified = 0

[recording]
days = [0, 0]
corrected = 0
correction_days = [0, 0]
retracted = 0
objection_days = 0

[established]
2000-01-01 = 1

[conduct]
all = 1

[leanings]
[seasons]

[[events]]
kind = "inspection"
outcome = "scored"
yearly = 2
years = 1
score = [0, 40]
source = "HEALTH"
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "synthetic.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_another_standard(tmp_path: Path) -> None:
    synthesise(tmp_path / "archive", enterprises=100, seed=1, profile=written(tmp_path, POINTS))
    rows = ask(
        tmp_path / "archive", "SELECT score, kind, outcome, contested, document, occurred_on FROM records"
    )
    assert len(rows) > 150
    assert {row[1:5] for row in rows} == {("inspection", "scored", False, None)}
    assert all(score == int(score) and 0 <= score <= 40 for score, *_ in rows)
    assert ask(tmp_path / "archive", "SELECT count(*) FROM products") == [(100,)]


def test_no_profile(tmp_path: Path) -> None:
    with pytest.raises(StandardNotFound, match="no such file"):
        read_profile(tmp_path / "synthetic.toml")


@pytest.mark.parametrize("content", [b"horizon = ", b"\xff"])
def test_not_toml(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "synthetic.toml"
    file.write_bytes(content)
    with pytest.raises(StandardError, match="not TOML in UTF-8"):
        read_profile(file)


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("ahead_days = 28\n", "", "synthetic.ahead_days is missing"),
        ("ahead_days = 28", "aheaddays = 28", "Did you mean ahead_days"),
        ("ahead_days = 28", "qqq = 28", "Did you mean horizon, ahead_days"),
        ("ahead_days = 28", "ahead_days = 0", "cannot be 0, but 1, 2, 3"),
        ("ahead_days = 28", "ahead_days = true", "cannot be True"),
        ("ahead_days = 28", "ahead_days = 2.5", "cannot be 2.5"),
        ("horizon = 2026-06-30", 'horizon = "2026-06-30"', "but YYYY-MM-DD"),
        ("[seasons]", "[[seasons]]", "seasons cannot be"),
        ("size_tail = 1.5", "size_tail = -1", r"population.size_tail cannot be -1"),
        ("days = [0, 21]", "days = [21, 0]", r"recording.days cannot be \[21, 0\], but \[least, most\]"),
        ("days = [0, 21]", "days = [0, 21, 30]", "recording.days cannot be"),
        ("days = [0, 21]", 'days = [0, "21"]', "recording.days cannot be"),
        ("sound = 0.78", 'sound = "most"', "conduct.sound cannot be 'most'"),
        ("[leanings.good]\nsound = 1.1", "[leanings.good]\nsteady = 1.1", "leanings.good should give exactly sound"),
        ("[leanings.good]", "[leanings]\ngood = 1\n[leanings.best]", "leanings.good should be a table"),
        ("1984-01-01 = 0.05", "1984-13-01 = 0.05", "established has what is no date"),
        ("2024-07-01 = 0.055", "2026-06-30 = 0.055", "established should lie before the horizon"),
        ("[5, 4, 9, 10, 10, 9, 8, 8, 10, 10, 10, 7]", "[5, 4]", "seasons.working_year should have 12"),
        ("[5, 4, 9, 10, 10, 9, 8, 8, 10, 10, 10, 7]", "7", "seasons.working_year should have 12"),
        ("[5, 4, 9, 10, 10, 9, 8, 8, 10, 10, 10, 7]", str([0] * 12), "needs at least one number above 0"),
        ('growth = "root"', 'growth = "square"', r"events\[1\] factory_inspection.growth cannot be 'square', but none, root, full"),
        ('kind = "factory_inspection"\n', "", r"events\[1\].kind is missing"),
        ('kind = "factory_inspection"\n', "kind = 1\n", r"events\[1\] 1.kind cannot be 1, but text"),
        ("by_risk = true", 'by_risk = "yes"', "by_risk cannot be 'yes', but true | false"),
        ('subjects = "product"', 'subjects = "goods"', "subjects cannot be 'goods'"),
        ('subjects = "product"', "subjects = []", "subjects cannot be"),
        ('leaning = "adverse"', 'leaning = "bad"', "factory_inspection names no leaning: bad"),
        ('season = "working_year"', 'season = "summer"', "metrology_spot_check names no season: summer"),
        ('follows = "permit"', 'follows = "licence"', "permit_rectification should follow one of validities: licence"),
        ("products_most = 24", "products_most = 101", "population.products_most can be 100 at most"),
        ("terms = 2", "terms = 11", "validities.terms can be 10 at most"),
    ],
)  # fmt: skip
def test_refusals(tmp_path: Path, right: str, wrong: str, message: str) -> None:
    text = PROFILE.read_text(encoding="utf-8")
    assert right in text
    with pytest.raises(StandardError, match=message) as refused:
        read_profile(written(tmp_path, text.replace(right, wrong, 1)))
    assert refused.value.say("zh") != refused.value.say("en")


def test_at_most_a_hundred_sorts_of_facts(tmp_path: Path) -> None:
    event = POINTS[POINTS.index("[[events]]") :]
    with pytest.raises(StandardError, match="can be 100 at most, not 101"):
        read_profile(written(tmp_path, POINTS + 100 * event))
    assert len(read_profile(written(tmp_path, POINTS + 99 * event)).facts) == 100
