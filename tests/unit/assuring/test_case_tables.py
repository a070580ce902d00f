"""Case files: what they may say, and how they are refused with a place and with what to write instead."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from qualitycredit.assuring.cases import read_cases, read_claims, run_cases
from qualitycredit.assuring.examples import ClauseVerdict, Grading
from qualitycredit.errors import CaseFailed
from qualitycredit.model.decision import Verdict
from qualitycredit.model.facts import Product, Record
from tests.unit.assuring.folders import opinion_with, standard_with, table

GRADES = "例 case | 等级 grade | 最好 best | 最差 worst | 理由 reason"
PLACED = "例 case | 产品 products | 记录 records | 结果 verdict"


def test_a_row_is_an_enterprise(tmp_path: Path) -> None:
    heading = "例 case | 设立 established | 注销 deregistered | 出口 exporter | 产品 products | 记录 records | 结果 verdict"
    row = (
        "甲 | 2020-02-29 | 2030-01-01 | 是 yes | P1 实行行政许可管理；P2 须监督检验; P3"
        " | 只有 限期整改 2026-02-01 对象 P1 期限 2026-05-01 结束 2026-04-20 编号 7 有异议；监督检查.合格 2026-03-01 | 未知 unknown"
    )
    (case,) = read_cases(opinion_with(tmp_path, "C.1.md", table(row, heading=heading)))
    assert (case.name, case.label, case.as_of) == ("甲", "C.1:5 甲", date(2026, 6, 30))
    assert (case.place.file.name, case.place.line) == ("C.1.md", 5)
    assert case.readings == {}
    assert case.expected == ClauseVerdict("C.1", Verdict.UNKNOWN)
    enterprise = case.dossier.enterprise
    assert (enterprise.enterprise_id, enterprise.exporter) == ("C.1-5", True)
    assert (enterprise.established_on, enterprise.deregistered_on) == (date(2020, 2, 29), date(2030, 1, 1))
    assert case.dossier.products == (
        Product("C.1-5", "P1", permit_required=True),
        Product("C.1-5", "P2", statutory_inspection=True),
        Product("C.1-5", "P3"),
    )
    order, check = case.dossier.records
    assert order == Record(
        "7",
        "C.1-5",
        "permit_rectification",
        "ordered",
        date(2026, 2, 1),
        datetime(2026, 2, 1),
        "case",
        subject="P1",
        due_on=date(2026, 5, 1),
        closed_on=date(2026, 4, 20),
        contested=True,
    )
    assert (check.record_id, check.kind, check.outcome) == ("02", "supervisory_inspection", "pass")


def test_an_empty_cell_is_filled_from_the_base(tmp_path: Path) -> None:
    rows = ("甲 | | 满足 met", "乙 | 监督检查.合格 2026-03-01 | met", "丙 | 无 none | 未知")
    usual, more, none = read_cases(opinion_with(tmp_path, "A.3.md", table(*rows)))
    assert usual.dossier.enterprise.established_on == date(2010, 5, 20)
    assert [(r.kind, r.inspected, r.passed, r.source) for r in usual.dossier.records] == [
        ("factory_inspection", 10, 10, "base")
    ]
    assert [record.source for record in more.dossier.records] == ["base", "case"]
    assert none.dossier.records == ()


def test_a_semicolon_at_the_end_adds_nothing(tmp_path: Path) -> None:
    (case,) = read_cases(
        opinion_with(tmp_path, "A.3.md", table("甲 | 监督检查.合格 2026-03-01；；  ； | met"))
    )
    assert [record.record_id for record in case.dossier.records if record.source == "case"] == ["01"]


def test_products_may_be_none(tmp_path: Path) -> None:
    (case,) = read_cases(opinion_with(tmp_path, "A.3.md", table("甲 | 无 | | met", heading=PLACED)))
    assert case.dossier.products == ()


def test_the_day_and_the_readings_hold_to_the_next_heading(tmp_path: Path) -> None:
    heading = "| 例 case | 当日 as of | factory_rate | 结果 verdict |\n|---|---|---|---|\n"
    text = (
        "# 标题\n\n当日 as of: 2026-06-30\n\n读法 readings: current_year=rolling, d4_join=and\n\n"
        f"{heading}| 甲 | | | met |\n\n"
        "## 一\n\n读法：current_year=calendar\n\n当日：2025-06-30\n\n"
        f"{heading}| 甲 | | none | met |\n| 乙 | 2024-02-29 | | met |\n\n"
        f"## 二\n\n{heading}| 甲 | | | met |\n"
    )
    first, second, third, fourth = read_cases(opinion_with(tmp_path, "A.3.md", text))
    assert (first.as_of, first.readings) == (date(2026, 6, 30), {"current_year": "rolling", "d4_join": "and"})
    calendar = {"current_year": "calendar", "d4_join": "and"}
    assert (second.as_of, second.readings) == (date(2025, 6, 30), {**calendar, "factory_rate": "none"})
    assert (third.as_of, third.readings) == (date(2024, 2, 29), calendar)
    assert (fourth.as_of, fourth.readings) == (first.as_of, first.readings)


def test_grades_are_examples_too(tmp_path: Path) -> None:
    rows = ("甲 | A | A | A | —", "乙 | U | — | — | deregistered")
    one, other = read_cases(opinion_with(tmp_path, "grades.md", table(*rows, heading=GRADES)))
    assert one.expected == Grading("A", "A", "A", None)
    assert other.expected == Grading("U", None, None, "deregistered")


def test_english_examples_of_another_standard(tmp_path: Path) -> None:
    text = (
        "as of: 2026-06-30\n\n| case | established | records | grade | best | worst | reason | note |\n"
        "|---|---|---|---|---|---|---|---|\n"
        "| one | 2020-01-01 | inspection.scored 2026-01-01 score 13 | A | A | A | — | anything |\n"
        "| two | 2020-01-01 | only inspection.scored 2026-01-01 score 28 contested id 9 | U | U | C | unsettled | |\n"
    )
    folder = standard_with(tmp_path, "nyc-letter-grade", {"grades.md": text})
    one, two = read_cases(folder)
    assert one.dossier.records[0].score == Decimal(13)
    assert (two.dossier.records[0].record_id, two.dossier.records[0].contested) == ("9", True)
    assert one.expected == Grading("A", "A", "A", None)


def test_a_claim_is_read_with_its_clause(tmp_path: Path) -> None:
    text = "未知不会出现 unknown cannot occur: 因为。\n\n" + table("甲 | | met")
    (claim,) = read_claims(opinion_with(tmp_path, "A.7.md", text))
    assert (claim.clause, claim.place.line) == ("A.7", 1)


def test_a_standard_without_examples_has_none(tmp_path: Path) -> None:
    folder = standard_with(tmp_path, "nyc-letter-grade", {})
    assert read_cases(folder) == []
    assert run_cases(folder) == []


# The second cell of a row on line 5, the character of the line at which it is refused, and words of both messages.
FAULTS: list[tuple[str, int, str, str]] = [
    ("监督检察.不合格 2026-03-01", 7, "监督检查", "监督检查"),
    ("监督检查.部合格 2026-03-01", 7, "监督检查.不合格", "监督检查.不合格"),
    ("监督检查 2026-03-01", 7, "监督检查.不合格", "监督检查.不合格"),
    ("监督检查.不合格", 7, "请写 监督检查.不合格 2026-06-30", "Write 监督检查.不合格 2026-06-30"),
    ("监督检查.不合格 2026-3-1", 16, "不是日期", "is no day"),
    ("监督检查.不合格 2026-02-29", 16, "不是日期", "is no day"),
    ("监督检查.不合格 20260301", 16, "不是日期", "is no day"),
    ("监督检查.不合格 2026-03-01 争议", 27, "有异议", "contested"),
    ("监督检查.不合格 2026-03-01 期限 2026-04-01", 27, "只用：日期", "uses: its day"),
    ("国外通报 2026-03-01 期限 2026-04-01", 23, "只用：subject", "uses: subject"),
    ("监督检查.合格 2026-03-01 有异议", 26, "请删去", "Delete"),
    ("出厂检验 2026-03-01 检验", 23, "没有写是什么", "write what it is"),
    ("出厂检验 2026-03-01 检验 十", 26, "应当是数字", "a number belongs"),
    ("监督检查.合格 2026-03-01；只有 监督检查.合格 2026-03-01", 26, "没有记录的种类", "no kind of record"),
]


@pytest.mark.parametrize(("cell", "column", "zh", "en"), FAULTS, ids=range(len(FAULTS)))
def test_a_faulty_record_is_refused_at_its_place(
    cell: str, column: int, zh: str, en: str, tmp_path: Path
) -> None:
    folder = opinion_with(tmp_path, "A.3.md", table(f"甲 | {cell} | met"))
    with pytest.raises(CaseFailed) as refused:
        read_cases(folder)
    assert refused.value.say("zh").startswith(f"{folder}/cases/A.3.md，第 5 行，第 {column} 列：")
    assert refused.value.say("en").startswith(f"{folder}/cases/A.3.md, line 5, column {column}: ")
    assert zh in refused.value.say("zh")
    assert en in refused.value.say("en")


# A file, its text, the line and the character at which it is refused, and words of both messages.
REFUSALS: list[tuple[str, str, int, int, str, str]] = [
    ("A.3.md", table("甲 | | 也许"), 5, 9, "满足、met", "Write one of: 满足, met"),
    ("A.3.md", table(" | | met"), 5, 1, "要有自己的名称", "has a name"),
    ("A.3.md", table("甲 | | met", "甲 | | met"), 6, 1, "不能相同", "no other of the table has"),
    ("A.3.md", table("甲 | met", heading="例 | 结局"), 5, 1, "结果", "结果"),
    ("A.3.md", table("甲 | | met | 多"), 5, 1, "4 格", "cells in this row: 4"),
    ("A.3.md", table("甲 | | "), 5, 1, "没有写全结果", "incomplete"),
    ("A.9.md", table("甲 | | met"), 5, 1, "A.8", "Name the file after its clause"),
    ("A.3.md", "没有表。\n", 1, 1, "请写一张表", "Write a table"),
    ("A.3.md", table("甲 | | met").replace("2026-06-30", "昨天"), 1, 11, "不是日期", "is no day"),
    ("A.3.md", table("甲 | | met")[len("当日 as of: 2026-06-30") :], 5, 1, "没有写当日", "as of: 2026-06-30"),
    ("A.3.md", "读法：每年=2\n" + table("甲 | | met"), 1, 4, "current_year", "current_year"),
    ("A.3.md", "读法：d4_join=xor\n" + table("甲 | | met"), 1, 4, "and、or", "There is: and, or"),
    ("A.3.md", table("甲 | xor | met", heading="例 | d4_join | 结果"), 5, 7, "and、or", "There is: and, or"),
    (
        "A.3.md",
        table("甲 | P1 须许可 | | met", heading=PLACED),
        5,
        10,
        "实行行政许可管理",
        "实行行政许可管理",
    ),
    ("A.3.md", table("甲 | 大概 | met", heading="例 | 出口 | 结果"), 5, 7, "是、yes、否、no", "yes"),
    ("grades.md", table("甲 | E | A | A | —", heading=GRADES), 5, 7, "A、B、C、D、U", "A, B, C, D, U"),
    ("grades.md", table("甲 | A | A | | —", heading=GRADES), 5, 1, "没有写全结果", "incomplete"),
    ("grades.md", table("甲 | U | U | U | young", heading=GRADES), 5, 19, "too_young", "too_young"),
]


@pytest.mark.parametrize(("file", "text", "line", "column", "zh", "en"), REFUSALS, ids=range(len(REFUSALS)))
def test_a_faulty_file_is_refused_at_its_place(
    file: str, text: str, line: int, column: int, zh: str, en: str, tmp_path: Path
) -> None:
    folder = opinion_with(tmp_path, file, text)
    with pytest.raises(CaseFailed) as refused:
        read_cases(folder)
    assert refused.value.say("zh").startswith(f"{folder}/cases/{file}，第 {line} 行，第 {column} 列：")
    assert refused.value.say("en").startswith(f"{folder}/cases/{file}, line {line}, column {column}: ")
    assert zh in refused.value.say("zh")
    assert en in refused.value.say("en")


def test_without_a_base_the_day_of_establishment_is_asked_for(tmp_path: Path) -> None:
    text = table("甲 | | met")
    for files in ({"A.3.md": text}, {"A.3.md": text, "README.md": "没有表。\n"}):
        folder = standard_with(tmp_path / str(len(files)), "aqsiq-2006", files)
        with pytest.raises(CaseFailed, match=r"A\.3\.md, line 5, column 1: .*Fill the column"):
            read_cases(folder)
