"""Every rule that an archive can break, found at its row and column and said in both languages."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from qualitycredit.archive import (
    TABLES,
    Archive,
    FileFormat,
    TableName,
    open_archive,
    read_dossiers,
    require_valid,
    tables_of,
    validate,
    write_archive,
)
from qualitycredit.archive.sifting import sift
from tests.unit.archive.small import (
    CODE,
    KINDS,
    OTHER,
    codes_of,
    faults_of,
    text_of,
    write_small,
)

LATER = datetime(2030, 1, 1, tzinfo=UTC)


def test_nothing_wrong(tmp_path: Path) -> None:
    archive = open_archive(write_small(tmp_path))
    report = validate(archive, KINDS)
    assert (report.total, dict(report.counts), list(report.faults())) == (0, {}, [])
    require_valid(archive, KINDS)


# Table, changed values, column, code, and words of the message in English.
BROKEN: list[tuple[TableName, Mapping[str, str], str, str, str]] = [
    ("enterprises", {"name": ""}, "name", "missing", "Fill it in"),
    ("enterprises", {"exporter": "yes"}, "exporter", "not_a_boolean", "“yes” is neither true nor false"),
    ("enterprises", {"region": "5101"}, "region", "region_not_six_digits", "“5101” is not 6 digits"),
    ("enterprises", {"region": "５１０１００"}, "region", "region_not_six_digits", "not 6 digits"),
    ("enterprises", {"deregistered_on": "2005-02-27"}, "deregistered_on", "before_established", "2005-02-28"),
    ("enterprises", {"established_on": "2025-02-30"}, "established_on", "no_such_day", "no day “2025-02-30”"),
    ("enterprises", {"established_on": "0000-01-01"}, "established_on", "no_such_day", "no day"),
    (
        "enterprises",
        {"established_on": "45000"},
        "established_on",
        "excel_serial_date",
        "would be 2023-03-15",
    ),
    (
        "enterprises",
        {"established_on": "45000.5"},
        "established_on",
        "excel_serial_date",
        "would be 2023-03-15",
    ),
    (
        "enterprises",
        {"established_on": "2025/2/3"},
        "established_on",
        "date_written_otherwise",
        "Write 2025-02-03",
    ),
    (
        "enterprises",
        {"established_on": "2025年2月3日"},
        "established_on",
        "date_written_otherwise",
        "2025-02-03",
    ),
    ("enterprises", {"established_on": "20250203"}, "established_on", "date_written_otherwise", "2025-02-03"),
    ("enterprises", {"established_on": "2025-2-3"}, "established_on", "date_written_otherwise", "2025-02-03"),
    (
        "enterprises",
        {"established_on": "infinity"},
        "established_on",
        "not_a_date",
        "Write it like 2025-02-28",
    ),
    ("enterprises", {"established_on": "10000-01-01"}, "established_on", "not_a_date", "is not a date"),
    ("products", {"permit_required": "1"}, "permit_required", "not_a_boolean", "neither true nor false"),
    ("products", {"enterprise_id": OTHER}, "enterprise_id", "unknown_enterprise", f"no enterprise “{OTHER}”"),
    ("records", {"enterprise_id": OTHER}, "enterprise_id", "unknown_enterprise", "in the table enterprises"),
    ("records", {"inspected": "1.5"}, "inspected", "not_an_integer", "“1.5” is not a whole number"),
    ("records", {"inspected": "-1"}, "inspected", "negative", "-1 is negative"),
    ("records", {"passed": "-1"}, "passed", "negative", "-1 is negative"),
    (
        "records",
        {"inspected": "3", "passed": "4"},
        "passed",
        "passed_over_inspected",
        "More passed (4) than were inspected (3)",
    ),
    ("records", {"score": "87.12345"}, "score", "not_a_decimal", "at most 4 decimals"),
    ("records", {"score": "1e3"}, "score", "not_a_decimal", "at most 4 decimals"),
    ("records", {"recorded_at": "2025-03-02"}, "recorded_at", "not_a_timestamp", "Write it like"),
    ("records", {"recorded_at": "2025-02-30T09:00:00Z"}, "recorded_at", "not_a_timestamp", "not a moment"),
    (
        "records",
        {"recorded_at": "45000.375"},
        "recorded_at",
        "excel_serial_date",
        "would be 2023-03-15T09:00:00",
    ),
    (
        "records",
        {"superseded_at": "2025-03-02T09:00:00Z"},
        "superseded_at",
        "not_after_recorded",
        "is not after",
    ),
    (
        "records",
        {"superseded_at": "2025-03-02T17:00:00+08:00"},
        "superseded_at",
        "not_after_recorded",
        "is not after",
    ),
    ("records", {"due_on": "2025-02-28"}, "due_on", "before_occurred", "before occurred_on (2025-03-01)"),
    ("records", {"closed_on": "2025-02-28"}, "closed_on", "before_occurred", "before occurred_on"),
    ("records", {"outcome": ""}, "outcome", "missing_outcome", "one of: pass, fail"),
    (
        "records",
        {"outcome": "fial"},
        "outcome",
        "unknown_outcome",
        "It can be: pass, fail. Did you mean fail?",
    ),
    ("records", {"outcome": "不合格"}, "outcome", "unknown_outcome", "Did you mean fail?"),
    ("records", {"outcome": "granted"}, "outcome", "unknown_outcome", "It can be: pass, fail."),
    ("records", {"kind": "quality_spotcheck"}, "kind", "unknown_kind", "Did you mean quality_spot_check?"),
    ("records", {"kind": "产品质量抽查"}, "kind", "unknown_kind", "Did you mean quality_spot_check?"),
    ("records", {"kind": "zzz"}, "kind", "unknown_kind", "no kind of record “zzz”."),
    ("records", {"kind": "score"}, "outcome", "unknown_outcome", "It can be: null."),
    ("records", {"contested": "maybe"}, "contested", "not_a_boolean", "“maybe”"),
    (
        "records",
        {"contested": "true", "outcome": "pass"},
        "contested",
        "not_contestable",
        "quality_spot_check pass cannot",
    ),
    (
        "records",
        {"contested": "true", "kind": "permit", "outcome": "granted"},
        "contested",
        "not_contestable",
        "permit granted cannot be contested",
    ),
    (
        "records",
        {"contested": "TRUE", "kind": "score", "outcome": ""},
        "contested",
        "not_contestable",
        "score cannot be contested",
    ),
]


@pytest.mark.parametrize(("table", "changes", "column", "code", "said"), BROKEN)
def test_one_broken_rule(
    tmp_path: Path, table: TableName, changes: Mapping[str, str], column: str, code: str, said: str
) -> None:
    text = text_of(table, changes)
    (fault,) = faults_of(write_small(tmp_path, **{table: text}))
    assert (fault.table, fault.file, fault.row, fault.line, fault.column) == (
        table,
        f"{table}.csv",
        1,
        2,
        column,
    )
    assert fault.code == code
    assert said in fault.message.en
    assert fault.say("en") == f"{table}.csv, row 1, line 2, column {column}: {fault.message.en}"
    assert fault.say("zh") == f"{table}.csv，第 1 条，第 2 行，列 {column}：{fault.message.zh}"
    assert "{" not in fault.message.zh + fault.message.en


@pytest.mark.parametrize(
    "changes",
    [
        {"contested": "true"},
        {"contested": "FALSE", "score": "87.5000000", "inspected": "3", "passed": "3"},
        {"recorded_at": "2025-03-02 09:00"},
        {"recorded_at": "2025-03-02T09:00:00.123456+0800"},
        {"subject": "nothing of this name", "due_on": "2025-03-01", "document": '"a, ""b"""'},
        {"kind": "score", "outcome": "", "score": "-3"},
    ],
)
def test_rules_that_hold(tmp_path: Path, changes: Mapping[str, str]) -> None:
    assert codes_of(write_small(tmp_path, records=text_of("records", changes))) == []


def test_both_check_characters(tmp_path: Path) -> None:
    ids = [CODE[:-1] + ("0" if CODE[-1] != "0" else "1"), "915101000000000220", "91510100", CODE]
    text = text_of("enterprises", *({"enterprise_id": code} for code in ids))
    found = codes_of(write_small(tmp_path, enterprises=text))
    assert [(row, code) for _, row, _, code in found] == [
        (1, "code_check"),
        (2, "organisation_check"),
        (3, "not_a_code"),
    ]


def test_an_archive_without_enterprises_is_empty(tmp_path: Path) -> None:
    tables = {name: text_of(name) for name in TABLES}
    (fault,) = faults_of(write_small(tmp_path, **tables))
    assert fault.say("en") == "enterprises: The archive is empty: it has no enterprise. Write at least one."
    assert fault.say("zh") == "enterprises：档案是空的：没有一家企业。请至少写入一家。"


def test_lines_that_are_not_rows(tmp_path: Path) -> None:
    lines = [
        f"{CODE},P1,a,true",
        f"{CODE},P2,b,true,false",
        "",
        f'{CODE},P3,"two\nlines",true,nein',
        f"{CODE},P4,e,true,false,more",
        f'{CODE},"P"5,f,true,false',
        f'{CODE},P6,"g,true,false',
    ]
    text = text_of("products") + "\n".join(lines)
    found = [(fault.row, fault.line, fault.code) for fault in faults_of(write_small(tmp_path, products=text))]
    assert found == [
        (1, 2, "too_few_columns"),
        (3, 5, "not_a_boolean"),
        (4, 7, "too_many_columns"),
        (5, 8, "broken_quotes"),
        (6, 9, "broken_quotes"),
    ]


def test_a_refusal_without_a_malformed_line_is_still_a_fault(tmp_path: Path) -> None:
    file, kept, malformed = (tmp_path / name for name in ("file.csv", "kept.csv", "malformed.csv"))
    file.write_text("a,b\n1,2\n")
    sift(file, ["a", "b"], kept, malformed, "for a reason of its own")
    assert kept.read_text().splitlines() == ["row,line", "1,2,1,2"]
    assert malformed.read_text().splitlines() == [
        "row,line,column,value,code,hint",
        ",,,,malformed_line,for a reason of its own",
    ]


def test_line_is_unknown_where_values_hold_line_ends(tmp_path: Path) -> None:
    text = text_of("products", {"name": '"a\nb"'}, {"product": "P1", "permit_required": "nein"})
    (fault,) = faults_of(write_small(tmp_path, products=text))
    assert (fault.row, fault.line) == (2, None)
    assert fault.say("en").startswith("products.csv, row 2, column permit_required: ")


@pytest.mark.parametrize("file_format", ["parquet", None])
def test_typed_tables_break_the_same_rules(tmp_path: Path, file_format: FileFormat | None) -> None:
    rows = [
        {"outcome": "fial", "document": ""},
        {"record_id": "R2", "due_on": "2025-02-01"},
        {"record_id": "R2"},
    ]
    text = text_of("records", *rows, {"record_id": "R3", "kind": "zzz"})
    tables = tables_of(read_dossiers(open_archive(write_small(tmp_path, records=text)), LATER))
    if file_format is None:
        archive = Archive.from_tables(*tables)
    else:
        write_archive(tmp_path / "typed", *tables, file_format=file_format)
        archive = open_archive(tmp_path / "typed")
    found = [(fault.file, fault.row, fault.line, fault.code) for fault in validate(archive, KINDS).faults()]
    file = "records" if file_format is None else "records.parquet"
    assert found == [
        (file, 1, None, "unknown_outcome"),
        (file, 2, None, "before_occurred"),
        (file, 3, None, "duplicate_key"),
        (file, 4, None, "unknown_kind"),
    ]


def test_typed_values_may_be_missing_or_beyond_the_calendar(tmp_path: Path) -> None:
    enterprises, products, records = tables_of(read_dossiers(open_archive(write_small(tmp_path)), LATER))
    enterprises = enterprises.set_column(1, "name", pa.array([""]))
    products = products.set_column(3, "permit_required", pa.array([None], pa.bool_()))
    records = records.set_column(5, "occurred_on", pa.array([3_000_000], pa.int32()).cast(pa.date32()))
    found = validate(Archive.from_tables(enterprises, products, records), KINDS).counts
    assert list(found) == [
        ("enterprises", "name", "missing"),
        ("products", "permit_required", "missing"),
        ("records", "occurred_on", "out_of_range"),
    ]
