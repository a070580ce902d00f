"""One vintage of a LIVES feed becomes an archive, as the mapping says."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from qualitycredit.archive import open_archive, require_valid
from qualitycredit.archive.conversion import Conversion, convert_lives
from qualitycredit.errors import ArchiveFaulty, ArchiveUnreadable
from qualitycredit.reading import load_standard
from tests.unit.conversion.feeds import MAPPING, dossier, write_feed


def convert(folder: Path, mapping: Path = MAPPING) -> Conversion:
    return convert_lives(folder, folder / "archive", mapping)


def facts(folder: Path, business: str = "1") -> list[tuple[str, str | None, date, date | None]]:
    """Give kind, outcome, day and closing day of each record of a business."""
    convert(folder)
    return [
        (r.kind, r.outcome, r.occurred_on, r.closed_on) for r in dossier(folder / "archive", business).records
    ]


def refusal(folder: Path) -> ArchiveFaulty:
    with pytest.raises(ArchiveFaulty) as refused:
        convert(folder)
    assert not (folder / "archive").exists()
    return refused.value


def test_a_small_feed_becomes_an_archive_that_is_valid(tmp_path: Path) -> None:
    write_feed(tmp_path, violations=["1,20140310,103103,High Risk", "1,20140310,103144,Low Risk"])
    assert convert(tmp_path) == Conversion(1, 2, 2, 0, {}, {"Low Risk": 1})
    require_valid(open_archive(tmp_path / "archive"), load_standard("aqsiq-2006").kinds)
    held = dossier(tmp_path / "archive")
    assert held.enterprise.name == "Wok"
    assert held.enterprise.established_on == date(2010, 5, 20)
    assert held.enterprise.region == "000000"
    breach, check = held.records
    assert (check.record_id, check.outcome, check.score) == (
        "1-20140310-supervisory_inspection",
        "pass",
        Decimal(96),
    )
    assert (breach.record_id, breach.outcome) == ("1-20140310-standard_breach-103103", "below_declared")
    assert check.source == "sfdph"
    assert check.recorded_at == datetime(2014, 3, 11)


def test_a_check_is_passed_from_the_score_that_the_mapping_names(tmp_path: Path) -> None:
    day = "20140310,Routine - Unscheduled"
    write_feed(
        tmp_path,
        businesses=["1,Wok,", "2,Pan,", "3,Pot,"],
        inspections=[f"1,86,{day}", f"2,85,{day}", f"3,,{day}"],
    )
    assert convert(tmp_path).ignored == {"Routine - Unscheduled, no score": 1}
    archive = tmp_path / "archive"
    assert [record.outcome for name in "123" for record in dossier(archive, name).records] == ["pass", "fail"]


def test_two_checks_of_one_day_are_two_records(tmp_path: Path) -> None:
    visits = ["1,96,20140310,Routine - Unscheduled", "1,91,20140310,Routine - Unscheduled"]
    write_feed(tmp_path, inspections=[*visits, "1,92,20140310,Routine - Scheduled"])
    convert(tmp_path)
    held = {record.record_id: record.score for record in dossier(tmp_path / "archive").records}
    name = "1-20140310-supervisory_inspection"
    assert held == {name: 91, f"{name}-2": 92, f"{name}-3": 96}


def test_a_violation_is_open_until_a_closing_inspection_no_longer_finds_it(tmp_path: Path) -> None:
    inspections = [
        "1,80,20140310,Routine - Unscheduled",
        "1,,20140320,New Ownership",
        "1,,20140324,Reinspection/Followup",
        "1,,20140401,Reinspection/Followup",
    ]
    violations = ["1,20140310,103103,High Risk", "1,20140324,103103,High Risk", "1,20140324,103109,High Risk"]
    write_feed(tmp_path, inspections=inspections, violations=violations)
    april = date(2014, 4, 1)
    assert facts(tmp_path) == [
        ("standard_breach", "below_declared", date(2014, 3, 10), april),
        ("supervisory_inspection", "fail", date(2014, 3, 10), None),
        ("standard_breach", "below_declared", date(2014, 3, 24), april),
        ("standard_breach", "below_declared", date(2014, 3, 24), april),
    ]


def test_a_facility_without_a_permit_lacks_a_qualification(tmp_path: Path) -> None:
    write_feed(tmp_path, inspections=["1,,20140310,Complaint"], violations=["1,20140310,103158,Low Risk"])
    convert(tmp_path)
    found, complaint = dossier(tmp_path / "archive").records[::-1]
    assert (found.kind, found.outcome, found.subject) == ("qualification", "absent", "food facility permit")
    assert (complaint.kind, complaint.outcome) == ("complaint", "not_attributable")


def test_what_is_found_that_day_decides_about_a_complaint(tmp_path: Path) -> None:
    inspections = [
        "1,,20140310,Complaint",
        "1,,20140312,Complaint Reinspection/Followup",
        "1,,20140314,Complaint Reinspection/Followup",
        "1,,20140505,Complaint",
    ]
    violations = [
        "1,20140310,103131,Moderate Risk",
        "1,20140312,103131,Moderate Risk",
        "1,20140505,103144,Low Risk",
    ]
    write_feed(tmp_path, inspections=inspections, violations=violations)
    assert facts(tmp_path) == [
        ("complaint", "attributable", date(2014, 3, 10), date(2014, 3, 14)),
        ("complaint", "not_attributable", date(2014, 5, 5), None),
    ]


def test_an_illness_is_an_accident_only_where_a_cause_was_found(tmp_path: Path) -> None:
    day = "20140310,Foodborne Illness Investigation"
    write_feed(
        tmp_path,
        businesses=["1,Wok,", "2,Pan,"],
        inspections=[f"1,,{day}", f"2,,{day}"],
        violations=["1,20140310,103105,High Risk", "2,20140310,103131,Moderate Risk"],
    )
    assert ("accident", "general", date(2014, 3, 10), None) in facts(tmp_path)
    assert dossier(tmp_path / "archive", "2").records == ()


def test_a_business_is_as_old_as_the_feed_can_show(tmp_path: Path) -> None:
    businesses = ["1,Wok,12/30/1899", "2,Pan,1/2/2015", "3,Pot,", "4,,2/3/2001"]
    inspections = ["1,96,20140310,Routine - Unscheduled", "2,90,20140412,Routine - Unscheduled"]
    write_feed(tmp_path, businesses=businesses, inspections=inspections)
    convert(tmp_path)
    held = [dossier(tmp_path / "archive", name).enterprise for name in "1234"]
    assert [each.established_on for each in held] == [
        date(2014, 3, 10),
        date(2014, 4, 12),
        date(2014, 4, 12),
        date(2001, 2, 3),
    ]
    assert held[3].name == "4"


def test_latin_1_is_read_as_well(tmp_path: Path) -> None:
    write_feed(tmp_path)
    (tmp_path / "businesses.csv").write_bytes(
        "business_id,name,application_date\r\n1,Café,\r\n".encode("latin-1")
    )
    convert(tmp_path)
    assert dossier(tmp_path / "archive").enterprise.name == "Café"


def test_rows_that_state_nothing_are_set_aside_and_counted(tmp_path: Path) -> None:
    write_feed(
        tmp_path,
        businesses=["1,Wok,", "1,Wok,", "1,Wok and Pan,"],
        inspections=["1,96,20140310,Routine - Unscheduled", "9,96,20140310,Routine - Unscheduled", ""],
        violations=["1,20140311,103103,High Risk", "9,20140310,103103,High Risk"],
    )
    assert convert(tmp_path).set_aside == {
        "repeated_business": 1,
        "repeated_row": 1,
        "unknown_business": 2,
        "unmatched_violation": 1,
    }
    assert dossier(tmp_path / "archive").enterprise.name == "Wok"


def test_without_leave_to_set_rows_aside_they_are_faults(tmp_path: Path) -> None:
    mapping = tmp_path / "strict.toml"
    text, _, _ = MAPPING.read_text(encoding="utf-8").partition("repeated_row =")
    mapping.write_text(text, encoding="utf-8")
    write_feed(tmp_path, businesses=["1,Wok,", "1,Wok,"])
    with pytest.raises(ArchiveFaulty) as refused:
        convert(tmp_path, mapping)
    assert "businesses.csv, line 3: the same as line 2. Correct it, or name repeated_row" in str(
        refused.value
    )
    assert (
        "第 3 行：与第 2 行相同。请改正，或者在映射的 [set_aside] 中写明 repeated_row"
        in refused.value.say("zh")
    )


@pytest.mark.parametrize(
    ("inspection", "message"),
    [
        ("1,96,20140230,Routine - Unscheduled", "line 2, column date: “20140230” is no date (YYYYMMDD)"),
        ("1,96,2014310,Routine - Unscheduled", "line 2, column date: “2014310” is no date"),
        ("1,96,,Routine - Unscheduled", "line 2, column date: “” is no date"),
        ("1,96,99991231,Routine - Unscheduled", "line 2, column date: “99991231” is no date"),
        ("1,good,20140310,Routine - Unscheduled", "line 2, column Score: “good” is no score"),
        ("1,1e9,20140310,Routine - Unscheduled", "line 2, column Score: “1e9” is no score"),
        (
            "1,96,20140310,Routine - Unschedule",
            "no “Routine - Unschedule”. Did you mean “Routine - Unscheduled”?",
        ),
        (
            "1,96,20140310,Sniffing",
            "line 2, column type: [inspections] of the mapping has no “Sniffing”. Say there",
        ),
        ("1,96,20140310", "line 2: columns in the row: 3, in the header: 4"),
    ],
)
def test_a_row_that_cannot_be_taken_refuses_the_feed(tmp_path: Path, inspection: str, message: str) -> None:
    write_feed(tmp_path, inspections=[inspection])
    fault = refusal(tmp_path)
    assert fault.faults == 1
    assert message in str(fault)


def test_an_unknown_risk_and_a_business_without_a_number_are_faults(tmp_path: Path) -> None:
    write_feed(
        tmp_path,
        businesses=["1,Wok,", ",Pan,"],
        violations=["1,20140310,103103,Huge Risk", "1,2014,103103,N/A"],
    )
    message = str(refusal(tmp_path))
    assert "businesses.csv, line 3, column business_id: there is no number" in message
    assert (
        "violations.csv, line 2, column risk_category: [risks] of the mapping has no “Huge Risk”" in message
    )
    assert "violations.csv, line 3, column date" in message


def test_of_many_faults_the_first_are_shown(tmp_path: Path) -> None:
    write_feed(tmp_path, inspections=[f"1,96,2014130{day},Routine - Unscheduled" for day in range(1, 9)])
    fault = refusal(tmp_path)
    assert fault.faults == 8
    assert str(fault).startswith("8 faults, and no archive was written:")
    assert str(fault).endswith("and 3 more.")
    assert fault.say("zh").endswith("另有 3 处。")


def test_a_missing_file_or_column_is_named(tmp_path: Path) -> None:
    write_feed(tmp_path)
    (tmp_path / "violations.csv").unlink()
    with pytest.raises(ArchiveUnreadable, match=r"violations\.csv: there is no such file"):
        convert(tmp_path)
    (tmp_path / "violations.csv").write_text(
        "business_id,date,violationtypeid,risk_category\n", encoding="utf-8"
    )
    with pytest.raises(
        ArchiveUnreadable, match=r"column “ViolationTypeID” is missing. Did you mean “violationtypeid”\?"
    ):
        convert(tmp_path)
    (tmp_path / "violations.csv").write_text("", encoding="utf-8")
    with pytest.raises(ArchiveUnreadable, match=r"column “business_id” is missing. The mapping names"):
        convert(tmp_path)


def test_a_double_quote_without_partner_is_named(tmp_path: Path) -> None:
    write_feed(tmp_path, businesses=['1,"Wok'])
    with pytest.raises(ArchiveUnreadable, match=r"businesses\.csv, line 2: a double quote has no partner"):
        convert(tmp_path)
