"""Days and moments in CSV: one way to write each, and whatever comes near to it a fault with its place."""

from datetime import date, datetime
from pathlib import Path

import pytest

from qualitycredit.archive import connect, open_archive
from qualitycredit.errors import ArchiveFaulty
from tests.unit.archive.small import faults_of, text_of, write_small

MOMENTS = [
    ("2026-01-01T09:00:00Z", datetime(2026, 1, 1, 9)),
    ("2024-02-29T23:59:59Z", datetime(2024, 2, 29, 23, 59, 59)),
    ("0026-01-01T00:00:00Z", datetime(26, 1, 1)),
    ("2026-01-01 09:00", datetime(2026, 1, 1, 9)),
    ("2026-01-01T09:00:00", datetime(2026, 1, 1, 9)),
    ("2026-01-01T09:00:00.5Z", datetime(2026, 1, 1, 9, 0, 0, 500_000)),
    ("2026-01-01T09:00:00.123456+0800", datetime(2026, 1, 1, 1, 0, 0, 123_456)),
    ("2026-01-01T09:00:00+08", datetime(2026, 1, 1, 1)),
    ("2026-01-01T09:00+13:59", datetime(2025, 12, 31, 19, 1)),
    ("2026-01-01T09:00:00+14:00", datetime(2025, 12, 31, 19)),
    ("2026-01-01T09:00:00-14", datetime(2026, 1, 1, 23)),
]


@pytest.mark.parametrize(("text", "moment"), MOMENTS, ids=[text for text, _ in MOMENTS])
def test_a_moment_is_read(tmp_path: Path, text: str, moment: datetime) -> None:
    later = {"superseded_at": "2030-01-01T00:00:00Z"}
    folder = write_small(tmp_path, records=text_of("records", {"recorded_at": text, **later}))
    assert faults_of(folder) == []
    with connect() as connection:
        open_archive(folder).register(connection, ["records"])
        assert connection.sql("SELECT recorded_at FROM records").fetchall() == [(moment,)]


@pytest.mark.parametrize(
    "text",
    [
        " 026-01-01T09:00:00Z",
        "2026-01-01T 9:00:00Z",
        "2026-01-01T09: 0:00Z",
        "2026-01-01T09:00: 0Z",
        "\t026-01-01T09:00:00Z",
        "-026-01-01T09:00:00Z",
        " 2026-01-01T09:00:00Z",
        "2026-01-01T09:00:00Z ",
        "2026-01-01T24:00:00Z",
        "2026-01-01T24:00",
        "2026-01-01 24:00:00.0+08:00",
        "2026-01-01T09:60:00Z",
        "2026-01-01T09:00:60Z",
        "2026-02-29T09:00:00Z",
        "2026-06-31T09:00:00+08:00",
        "2026-01-01T09:00:00+99:00",
        "2026-01-01T09:00:00+14:01",
        "2026-01-01T09:00:00-15",
        "2026-01-01T09:00:00+08:60",
        "2026-01-01T9:00:00Z",
        "２０２６-01-01T09:00:00Z",
        "2026-01-01t09:00:00z",
        "infinity",
        "epoch",
        "now",
    ],
)
def test_what_is_no_moment_is_a_fault(tmp_path: Path, text: str) -> None:
    folder = write_small(tmp_path, records=text_of("records", {}, {"record_id": "R2", "recorded_at": text}))
    (fault,) = faults_of(folder)
    place = fault.file, fault.row, fault.line, fault.column, fault.value
    assert place == ("records.csv", 2, 3, "recorded_at", text)
    assert fault.code == "not_a_timestamp"
    assert f"“{text}” is not a moment" in fault.message.en
    with connect() as connection, pytest.raises(ArchiveFaulty, match="recorded_at"):
        open_archive(folder).register(connection, ["records"])


@pytest.mark.parametrize(
    "text", ["0000-01-01T00:00:00Z", "0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00"]
)
def test_a_moment_outside_the_calendar_is_a_fault(tmp_path: Path, text: str) -> None:
    folder = write_small(tmp_path, records=text_of("records", {"recorded_at": text}))
    assert [(fault.value, fault.code) for fault in faults_of(folder)] == [(text, "out_of_range")]


# A day as it should not be written, and the right form, where it is beyond doubt.
DAYS = [
    (" 026-01-01", "not_a_date", None),
    ("26-01-01", "not_a_date", None),
    ("-026-01-01", "not_a_date", None),
    ("2026-01-01T00:00:00Z", "not_a_date", None),
    ("２０２６-01-01", "not_a_date", None),
    ("2026-1-1", "date_written_otherwise", date(2026, 1, 1)),
    ("2026-01-01 ", "date_written_otherwise", date(2026, 1, 1)),
    (" 2026-01-01", "date_written_otherwise", date(2026, 1, 1)),
    ("2026-02-30", "no_such_day", None),
    ("2026-02-29", "no_such_day", None),
]


@pytest.mark.parametrize(("text", "code", "meant"), DAYS, ids=[text for text, *_ in DAYS])
def test_what_is_no_day_is_a_fault(tmp_path: Path, text: str, code: str, meant: date | None) -> None:
    folder = write_small(tmp_path, records=text_of("records", {"occurred_on": text}))
    (fault,) = faults_of(folder)
    assert (fault.file, fault.row, fault.column, fault.value) == ("records.csv", 1, "occurred_on", text)
    assert fault.code == code
    assert (meant is not None) == (f"Write {meant}." in fault.message.en)
