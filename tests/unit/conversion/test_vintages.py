"""Several vintages of a feed become one archive, each fact with the moments at which it was learned and taken back."""

from datetime import date, datetime
from pathlib import Path

import pytest

from qualitycredit.archive import open_archive, read_dossiers
from qualitycredit.archive.conversion import convert_lives
from qualitycredit.errors import ArchiveUnreadable
from tests.unit.conversion.feeds import MAPPING, dossier, write_feed

SEPTEMBER, MARCH = datetime(2015, 9, 1), datetime(2016, 3, 1)


def routine(day: int, score: int = 96, business: int = 1) -> str:
    return f"{business},{score},{day},Routine - Unscheduled"


def versions(archive: Path, business: str = "1") -> list[tuple[date, str | None, datetime, datetime | None]]:
    return [
        (r.occurred_on, r.outcome, r.recorded_at, r.superseded_at) for r in dossier(archive, business).records
    ]


def test_facts_keep_change_go_and_fall_off(tmp_path: Path) -> None:
    both, changed, gone, new = 20150110, 20150220, 20150301, 20150915
    write_feed(
        tmp_path, prefix="2015-08_", inspections=[routine(day) for day in (20120801, both, changed, gone)]
    )
    later = [routine(20130301), routine(both), routine(changed, 70), routine(new)]
    write_feed(tmp_path, prefix="2016-02_", inspections=later)
    result = convert_lives(tmp_path, tmp_path / "archive", MAPPING)
    assert (result.facts, result.versions, result.retracted) == (6, 7, 1)
    assert versions(tmp_path / "archive") == [
        (date(2012, 8, 1), "pass", SEPTEMBER, None),
        (date(2013, 3, 1), "pass", MARCH, None),
        (date(2015, 1, 10), "pass", SEPTEMBER, None),
        (date(2015, 2, 20), "pass", SEPTEMBER, MARCH),
        (date(2015, 2, 20), "fail", MARCH, None),
        (date(2015, 3, 1), "pass", SEPTEMBER, MARCH),
        (date(2015, 9, 15), "pass", MARCH, None),
    ]


def test_a_later_inspection_closes_what_an_earlier_vintage_found(tmp_path: Path) -> None:
    violations = ["1,20150110,103103,High Risk"]
    write_feed(tmp_path, prefix="2015-08_", inspections=[routine(20150110)], violations=violations)
    write_feed(tmp_path, prefix="2016-02_", inspections=[routine(20151001)])
    convert_lives(tmp_path, tmp_path / "archive", MAPPING)
    archive = open_archive(tmp_path / "archive")
    closed = [
        [record.closed_on for record in held.records if record.kind == "standard_breach"]
        for moment in (SEPTEMBER, MARCH)
        for held in read_dossiers(archive, moment)
    ]
    assert closed == [[None], [date(2015, 10, 1)]]


def test_a_business_no_longer_listed_is_gone_and_keeps_its_facts(tmp_path: Path) -> None:
    businesses = ["1,Wok,1/2/2010", "2,Pan,1/2/2010", "3,Pot,1/2/2010"]
    visits = [routine(20150110), routine(20150110, business=2), routine(20150110, business=3)]
    write_feed(tmp_path, prefix="2015-08_", businesses=businesses, inspections=visits)
    write_feed(
        tmp_path, prefix="2015-11_", businesses=businesses[:1], inspections=[*visits[:1], routine(20151020)]
    )
    write_feed(
        tmp_path, prefix="2016-02_", businesses=businesses[:2], inspections=[*visits[:2], routine(20160201)]
    )
    assert convert_lives(tmp_path, tmp_path / "archive", MAPPING).retracted == 1
    held = [dossier(tmp_path / "archive", name) for name in "123"]
    assert [each.enterprise.deregistered_on for each in held] == [None, None, date(2015, 10, 20)]
    assert versions(tmp_path / "archive", "3") == [(date(2015, 1, 10), "pass", SEPTEMBER, None)]


def test_a_day_after_the_vintage_was_published_is_set_aside(tmp_path: Path) -> None:
    write_feed(tmp_path, prefix="2015-08-15_", inspections=[routine(20150815), routine(20150816)])
    result = convert_lives(tmp_path, tmp_path / "archive", MAPPING)
    assert result.set_aside == {"after_publication": 1}
    assert versions(tmp_path / "archive") == [(date(2015, 8, 15), "pass", datetime(2015, 8, 16), None)]


def test_a_vintage_without_inspections_still_lists_businesses(tmp_path: Path) -> None:
    write_feed(tmp_path, prefix="2015-08_", businesses=["1,Wok,"], inspections=[])
    convert_lives(tmp_path, tmp_path / "archive", MAPPING)
    assert dossier(tmp_path / "archive").enterprise.established_on == date(2015, 8, 31)


def test_without_any_day_nothing_says_when_the_feed_was_published(tmp_path: Path) -> None:
    write_feed(tmp_path, inspections=[])
    with pytest.raises(ArchiveUnreadable, match="nothing says when it was published"):
        convert_lives(tmp_path, tmp_path / "archive", MAPPING)


def test_the_last_day_of_all_has_an_end(tmp_path: Path) -> None:
    write_feed(tmp_path, prefix="9999-12_")
    convert_lives(tmp_path, tmp_path / "archive", MAPPING)
    assert versions(tmp_path / "archive")[0][2].year == 9999


def test_folders_without_a_clear_order_of_vintages_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveUnreadable, match="there is no such folder"):
        convert_lives(tmp_path / "none", tmp_path / "archive", MAPPING)
    with pytest.raises(ArchiveUnreadable, match="there is no LIVES feed"):
        convert_lives(tmp_path, tmp_path / "archive", MAPPING)
    write_feed(tmp_path, prefix="2015-13_")
    with pytest.raises(ArchiveUnreadable, match="there is no such date as in its name"):
        convert_lives(tmp_path, tmp_path / "archive", MAPPING)


@pytest.mark.parametrize("prefix", ["", "2015-08-31_"])
def test_vintages_need_dates_of_their_own(tmp_path: Path, prefix: str) -> None:
    write_feed(tmp_path, prefix="2015-08_")
    write_feed(tmp_path, prefix=prefix)
    with pytest.raises(ArchiveUnreadable, match=r"the order of the vintages is not clear: .*businesses\.csv"):
        convert_lives(tmp_path, tmp_path / "archive", MAPPING)
