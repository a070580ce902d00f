"""The report of faults: counted, ordered, limited, written, and said in both languages."""

from pathlib import Path

import pytest

from qualitycredit.archive import connect, open_archive, require_valid
from qualitycredit.archive.wordings import WORDINGS
from qualitycredit.errors import ArchiveFaulty, OutputRefused
from tests.unit.archive.small import KINDS, report_of, text_of, write_small


def many_faults(folder: Path, rows: int) -> Path:
    """Write records each with four faults."""
    broken = {"kind": "nothing", "occurred_on": "45000", "score": "x"}
    records = [{"record_id": f"R{row}", "enterprise_id": f"E{row}", **broken} for row in range(rows)]
    return write_small(folder, records=text_of("records", *records))


def test_faults_are_counted_ordered_and_limited(tmp_path: Path) -> None:
    report = report_of(many_faults(tmp_path, 1_500))
    assert report.total == 6_000
    assert list(report.counts.items()) == [
        (("records", "enterprise_id", "unknown_enterprise"), 1_500),
        (("records", "kind", "unknown_kind"), 1_500),
        (("records", "occurred_on", "excel_serial_date"), 1_500),
        (("records", "score", "not_a_decimal"), 1_500),
    ]
    assert [(fault.row, fault.column) for fault in report.faults(6)] == [
        (1, "enterprise_id"),
        (1, "kind"),
        (1, "occurred_on"),
        (1, "score"),
        (2, "enterprise_id"),
        (2, "kind"),
    ]
    assert sum(1 for _ in report.faults()) == 6_000
    report.close()
    assert report.total == 6_000


@pytest.mark.parametrize("name", ["faults.csv", "faults.parquet"])
def test_all_faults_are_written(tmp_path: Path, name: str) -> None:
    report = report_of(many_faults(tmp_path, 3))
    report.write(tmp_path / name)
    with connect() as connection:
        written = connection.execute("FROM '" + str(tmp_path / name) + "'").fetchall()
    fault = next(report.faults())
    assert len(written) == 12
    assert written[0][:2] == ("records", "records.csv")
    assert written[0][-2:] == (fault.message.zh, fault.message.en)


def test_faults_are_not_written_elsewhere(tmp_path: Path) -> None:
    report = report_of(write_small(tmp_path))
    with pytest.raises(OutputRefused, match=r"written as \.csv or \.parquet"):
        report.write(tmp_path / "faults.xlsx")
    for name in ("none/faults.csv", "none/faults.parquet"):
        with pytest.raises(OutputRefused, match="cannot be written"):
            report.write(tmp_path / name)


def test_require_valid_says_how_many_and_shows_some(tmp_path: Path) -> None:
    with pytest.raises(ArchiveFaulty) as caught:
        require_valid(open_archive(many_faults(tmp_path, 100)), KINDS)
    assert caught.value.faults == 400
    first, *shown = caught.value.say("en").splitlines()
    assert (first, len(shown)) == ("The archive has 400 faults:", 5)
    assert caught.value.say("zh").startswith("档案有 400 处错误：\nrecords.csv，第 1 条")


def test_every_wording_says_what_to_do_in_both_languages() -> None:
    for code, wording in WORDINGS.items():
        assert wording.zh.endswith(("。", "？")), code
        assert wording.en.endswith("."), code


def test_very_many_unknown_words_are_all_listed(tmp_path: Path) -> None:
    rows = [{"record_id": f"R{row}", "kind": f"acciden{row}"} for row in range(1_100)]
    report = report_of(write_small(tmp_path, records=text_of("records", *rows)))
    said = [fault.message.en for fault in report.faults()]
    assert len(said) == 1_100
    assert sum("Did you mean accident?" in message for message in said) == 1_000
