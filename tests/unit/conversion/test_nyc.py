"""New York's list becomes an archive without the city's letters, and the rule gives letters of its own."""

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from qualitycredit.archive import open_archive, require_valid
from qualitycredit.archive.conversion import convert_nyc
from qualitycredit.engines.scalar import grade_dossier
from qualitycredit.errors import ArchiveFaulty, ArchiveUnreadable
from qualitycredit.reading import load_standard
from tests.unit.conversion.feeds import dossier

DAY = 86_400_000
MARCH = 16_140  # 2014-03-11, in days since 1970


def inspection(day: int, code: str, score: int | None) -> dict[str, Any]:
    return {"date": {"$date": day * DAY}, "grade": code, "score": score}


def restaurant(number: str, *grades: dict[str, Any], name: str = "Wok") -> dict[str, Any]:
    return {"restaurant_id": number, "name": name, "borough": "Queens", "grades": list(grades)}


def write_lines(folder: Path, *restaurants: object) -> Path:
    source = folder / "restaurants.json"
    source.write_text("\n".join([*map(json.dumps, restaurants), ""]), encoding="utf-8")
    return source


def refusal(folder: Path, *restaurants: object) -> str:
    with pytest.raises(ArchiveFaulty) as refused:
        convert_nyc(write_lines(folder, *restaurants), folder / "archive")
    assert not (folder / "archive").exists()
    return str(refused.value)


def test_the_list_becomes_an_archive(tmp_path: Path) -> None:
    first, last = inspection(MARCH, "A", 9), inspection(MARCH + 300, "Z", 20)
    source = write_lines(tmp_path, restaurant("1", last, first), restaurant("2", name=""))
    packed = tmp_path / "restaurants.zip"
    with ZipFile(packed, "w") as archive:
        archive.write(source, "restaurants.json")
    result = convert_nyc(packed, tmp_path / "archive")
    assert (result.enterprises, result.facts, result.versions, result.retracted) == (2, 2, 2, 0)
    require_valid(open_archive(tmp_path / "archive"), load_standard("nyc-letter-grade").kinds)
    held, empty = (dossier(tmp_path / "archive", name) for name in "12")
    assert held.enterprise.established_on == date(2014, 3, 11)
    assert [(r.outcome, r.score, r.occurred_on) for r in held.records] == [
        ("scored", Decimal(9), date(2014, 3, 11)),
        ("pending", Decimal(20), date(2015, 1, 5)),
    ]
    assert {record.recorded_at for record in held.records} == {datetime(2015, 1, 6)}
    assert (empty.enterprise.name, empty.enterprise.established_on) == ("2", date(2015, 1, 5))


@pytest.mark.parametrize(
    ("grades", "grade", "reason"),
    [
        ([], "U", "not_yet_graded"),
        ([(0, "A", 0)], "A", None),
        ([(0, "A", 13)], "A", None),
        ([(0, "A", 14)], "B", None),
        ([(0, "A", 27)], "B", None),
        ([(0, "A", 28)], "C", None),
        ([(0, "C", -1)], "U", "text_gap"),
        ([(0, "A", None)], "U", "unsettled"),
        ([(0, "C", 40), (1, "A", None)], "C", None),
        ([(0, "C", 40), (1, "B", 5)], "A", None),
        ([(0, "A", 5), (1, "Z", 40)], "U", "pending"),
        ([(0, "Not Yet Graded", None)], "U", "pending"),
        ([(0, "P", 3), (1, "B", 20)], "B", None),
        ([(0, "A", 5), (900, "C", 40)], "A", None),
    ],
)
def test_the_letter_follows_the_latest_points(
    tmp_path: Path, grades: list[tuple[int, str, int | None]], grade: str, reason: str | None
) -> None:
    given = [inspection(MARCH + day, code, score) for day, code, score in grades]
    convert_nyc(
        write_lines(tmp_path, restaurant("1", *given), restaurant("2", inspection(MARCH, "A", 2))),
        tmp_path / "a",
    )
    decision = grade_dossier(
        load_standard("nyc-letter-grade"), dossier(tmp_path / "a"), date(2015, 1, 1), None
    )
    assert (decision.grade, decision.reason) == (grade, reason)


def test_both_readings_can_be_turned(tmp_path: Path) -> None:
    law = load_standard("nyc-letter-grade", {"pending_result": "earlier_letter", "below_zero": "as_zero"})
    given = restaurant("1", inspection(MARCH, "C", -1), inspection(MARCH + 5, "Z", 30))
    convert_nyc(write_lines(tmp_path, given), tmp_path / "archive")
    assert grade_dossier(law, dossier(tmp_path / "archive"), date(2015, 1, 1), None).grade == "A"


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ([], "restaurant_id is None, and should be text"),
        ({"restaurant_id": 7}, "restaurant_id is 7, and should be text"),
        ({"restaurant_id": "7", "name": "Wok"}, "grades is None, and should be a list"),
        ({"restaurant_id": "7", "grades": []}, "name is None, and should be text"),
        (
            restaurant("7", {"grade": "A", "score": 1}),
            "grades[0].date is None, and should be {$date: milliseconds}",
        ),
        (
            restaurant("7", inspection(MARCH, "D", 1)),
            "grades[0].grade is 'D', and should be A, B, C, Z, P, Not Yet Graded",
        ),
        (
            restaurant("7", inspection(MARCH, "A", 1) | {"score": "1"}),
            "grades[0].score is '1', and should be a whole",
        ),
        (
            restaurant("7", inspection(MARCH, "A", 10**6)),
            "grades[0].score is 1000000, and should be a whole number of at most 6 digits",
        ),
        (
            restaurant("7", {"date": {"$date": "x"}}),
            "grades[0].date.$date is 'x', and should be whole milliseconds",
        ),
        (
            restaurant("7", inspection(10**9, "A", 1)),
            "grades[0].date.$date is 86400000000000000, and should be whole",
        ),
        (restaurant("7", *[inspection(MARCH, "A", 1)] * 2), "grades[1].date is '2014-03-11', and should be"),
    ],
)
def test_a_restaurant_that_cannot_be_taken_is_named(tmp_path: Path, entry: object, message: str) -> None:
    said = refusal(tmp_path, restaurant("1"), entry)
    assert "restaurants.json, line 2: " in said
    assert message in said


def test_a_restaurant_that_stands_twice_is_named(tmp_path: Path) -> None:
    assert "line 2: the same restaurant as line 1" in refusal(tmp_path, restaurant("1"), restaurant("1"))


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    source = write_lines(tmp_path, restaurant("1"))
    source.write_text(source.read_text(encoding="utf-8")[:-5], encoding="utf-8")
    with pytest.raises(ArchiveFaulty, match="line 1: this is no complete JSON"):
        convert_nyc(source, tmp_path / "archive")


def test_files_that_are_no_list_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveUnreadable, match="neither JSON lines in UTF-8 nor a ZIP"):
        convert_nyc(tmp_path / "none.zip", tmp_path / "archive")
    two = tmp_path / "two.zip"
    with ZipFile(two, "w") as archive:
        archive.writestr("a.json", "")
        archive.writestr("b.json", "")
    with pytest.raises(ArchiveUnreadable, match="nor a ZIP of one such file"):
        convert_nyc(two, tmp_path / "archive")
    with pytest.raises(ArchiveUnreadable, match="there is not one inspection"):
        convert_nyc(write_lines(tmp_path, restaurant("1")), tmp_path / "archive")
