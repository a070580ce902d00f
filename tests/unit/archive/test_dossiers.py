"""An archive read enterprise by enterprise, as it was known at a moment."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitycredit.archive import (
    Archive,
    latest_moment,
    made_code,
    open_archive,
    read_dossiers,
    read_versions,
    tables_of,
)
from qualitycredit.errors import EnterpriseNotFound
from qualitycredit.model.facts import Dossier, Enterprise, Product, Record
from tests.unit.archive.small import CODE, OTHER, text_of, write_small

CODES = [made_code("510100", serial) for serial in range(5)]
DAYS = st.dates(date(2020, 1, 1), date(2020, 3, 1))


@st.composite
def dossiers(draw: st.DrawFn, code: str) -> Dossier:
    def moment() -> datetime:
        return datetime.combine(draw(DAYS), datetime.min.time())

    products = tuple(Product(code, f"P{at}", "品") for at in range(draw(st.integers(0, 2))))
    records = []
    for at in range(draw(st.integers(0, 3))):
        recorded, superseded = moment(), draw(st.none() | DAYS)
        until = None if superseded is None else datetime.combine(superseded, datetime.min.time())
        records.append(
            Record(f"R{at}", code, "accident", "major", draw(DAYS), recorded, "S", superseded_at=until)
        )
    ordered = sorted(records, key=lambda record: (record.occurred_on, record.record_id))
    return Dossier(Enterprise(code, "企", draw(DAYS), region="510100"), products, tuple(ordered))


@given(st.tuples(*(dossiers(code) for code in CODES)), DAYS)
def test_what_is_read_is_what_was_known(held: tuple[Dossier, ...], day: date) -> None:
    archive = Archive.from_tables(*tables_of(reversed(held)))
    moment = datetime.combine(day, datetime.min.time())
    by_code = sorted(held, key=lambda dossier: dossier.enterprise.enterprise_id)
    assert list(read_dossiers(archive, moment)) == [dossier.known_at(moment) for dossier in by_code]


def test_only_the_chosen_in_order_and_once(tmp_path: Path) -> None:
    write_small(
        tmp_path,
        enterprises=text_of("enterprises", *({"enterprise_id": code} for code in CODES)),
        records=text_of("records", *({"record_id": code, "enterprise_id": code} for code in reversed(CODES))),
    )
    archive, later = open_archive(tmp_path), datetime(2030, 1, 1)
    read = list(read_dossiers(archive, later, [CODES[3], CODES[1], CODES[3]]))
    assert [dossier.enterprise.enterprise_id for dossier in read] == sorted([CODES[1], CODES[3]])
    assert [len(dossier.records) for dossier in read] == [1, 1]
    assert list(read_dossiers(archive, later, [])) == []
    with pytest.raises(EnterpriseNotFound, match="no enterprise nobody"):
        read_dossiers(archive, later, [CODES[1], "nobody"])


def test_rows_of_enterprises_that_are_not_there_are_passed_by(tmp_path: Path) -> None:
    text = text_of("records", {"enterprise_id": "0"}, {}, {"enterprise_id": "Z"})
    (dossier,) = read_dossiers(open_archive(write_small(tmp_path, records=text)), datetime(2030, 1, 1))
    assert [record.enterprise_id for record in dossier.records] == [CODE]


def test_versions_and_moments(tmp_path: Path) -> None:
    first = {"superseded_at": "2025-04-01T00:00:00Z"}
    second = {"recorded_at": "2025-04-01T08:00:00+08:00", "outcome": "pass"}
    archive = open_archive(write_small(tmp_path, records=text_of("records", first, second)))
    versions = read_versions(archive, CODE)
    assert [record.outcome for record in versions.records] == ["fail", "pass"]
    change = datetime(2025, 4, 1)
    for moment, outcomes in [
        (datetime(2025, 3, 2, 8, 59, 59), []),
        (datetime(2025, 3, 2, 9, tzinfo=UTC), ["fail"]),
        (datetime(2025, 4, 1, 7, 59, tzinfo=timezone(timedelta(hours=8))), ["fail"]),
        (change, ["pass"]),
    ]:
        (dossier,) = read_dossiers(archive, moment)
        assert [record.outcome for record in dossier.records] == outcomes
    with pytest.raises(EnterpriseNotFound):
        read_versions(archive, OTHER)
    assert latest_moment(archive) == change
    assert latest_moment(archive, change.replace(tzinfo=UTC)) == change
    assert latest_moment(archive, datetime(2025, 3, 31)) == datetime(2025, 3, 2, 9)
    assert latest_moment(archive, datetime(2025, 3, 1)) is None
