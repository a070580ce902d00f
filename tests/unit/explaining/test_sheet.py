"""The check sheet: every phrase of the law beside what is checked."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from qualitycredit.explaining.sentences import say
from qualitycredit.explaining.sheet import both_sheets, check_sheet, write_sheet
from qualitycredit.explaining.sheet_law import readings_behind, remark, table
from qualitycredit.language import LANGUAGES, Bilingual, Language
from qualitycredit.reading import load_standard
from tests.unit.reading.small import write_small

OPINION = load_standard("aqsiq-2006")
SHEETS = {language: check_sheet(OPINION, language) for language in LANGUAGES}
ZH, EN = SHEETS["zh"], SHEETS["en"]


def rows_under(sheet: str, heading: str) -> Iterator[str]:
    _, _, rest = sheet.partition(f"\n{heading}\n")
    for line in rest.splitlines():
        if line.startswith("#"):
            return
        if line:
            yield line


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_stands_beside_its_sentence(language: Language) -> None:
    sheet = SHEETS[language]
    for clause in OPINION.clauses:
        shown = list(rows_under(sheet, f"#### {clause.id}"))
        assert shown[0] == f"> {clause.text}"
        for phrase, row in zip(clause.phrases, shown[3:], strict=False):
            said = (
                remark(phrase, language) if phrase.node is None else say(OPINION, phrase.node).say(language)
            )
            assert row.startswith(f"| {phrase.quote} | {said} | ")


def test_a_phrase_names_who_says_so_and_its_readings() -> None:
    assert "| 由 C.4、C.6、C.7 判断 | 不判断 |  |" in ZH
    assert "| C.4, C.6 and C.7 judge it | not judged |  |" in EN
    assert "结果为“不合格”的记录 | 系统计算 | 1、4 |\n" in ZH
    assert "| computed | 1, 4 |\n" in EN


def test_how_the_phrases_join() -> None:
    assert list(rows_under(ZH, "#### A.2"))[-1] == "系统计算的这一项成立，就符合 A.2。"
    assert list(rows_under(ZH, "#### A.1"))[-1] == "系统计算的 4 项**全部**成立，才符合 A.1。"
    assert (
        list(rows_under(ZH, "#### D.4"))[-1]
        == "系统计算的 2 项有**任何一项**成立，就符合 D.4。（按读法 5。）"
    )
    assert list(rows_under(EN, "#### D.1"))[-1] == "D.1 is met where **any** of the 2 things computed holds."
    together = check_sheet(load_standard("aqsiq-2006", {"d4_join": "and"}), "en")
    assert list(rows_under(together, "#### D.4"))[-1] == (
        "D.4 is met where **all** of the 2 things computed hold. (By reading 5.)"
    )


@pytest.mark.parametrize(("joined", "zh"), [("all", "总是符合"), ("any", "总是不符合")])
def test_a_clause_of_which_nothing_is_computed_says_so(joined: Literal["all", "any"], zh: str) -> None:
    first = OPINION.clause("A.0")
    bare = replace(first, phrases=(first.phrases[0],), joined=joined)
    sheet = check_sheet(replace(OPINION, clauses=(bare, *OPINION.clauses[1:])), "zh")
    assert list(rows_under(sheet, "#### A.0"))[-1] == f"没有由系统计算的内容，A.0 {zh}。"


def test_the_decision_table_and_the_reasons() -> None:
    assert list(rows_under(ZH, "### 等级"))[3:8] == [
        "| 1 | **D** 严重失信 | 符合 D 级任何一条 |",
        "| 2 | **C** 失信 | 符合 C 级任何一条 |",
        "| 3 | **A** 守信 | 符合 A 级各条 |",
        "| 4 | **B** 基本守信 | 符合 B 级各条 |",
        "| 5 | **U** 暂不定级 | 以上都不成立 |",
    ]
    reasons = list(rows_under(ZH, "### 暂不定级的原因"))
    assert reasons[-1] == "| 3 | 原文没有规定相应的等级 | 以上都不成立 |"
    assert "| 2 | 已经注销 | 注销日不晚于当日 |" in rows_under(ZH, "### 不参加定级的企业")


def test_the_chosen_readings_are_ticked() -> None:
    rolling = load_standard("aqsiq-2006", {"current_year": "rolling"})
    assert "- ☑ 日历年：与当日同一年（默认）\n- ☐ 最近一年\n" in ZH
    assert "- ☐ the calendar year of the as-of day (default)\n- ☑ the last twelve months\n" in check_sheet(
        rolling, "en"
    )
    assert readings_behind(rolling) == readings_behind(OPINION)
    assert "影响的条款：C.5、C.6、D.0、D.5。" in ZH
    assert "Clauses that it moves: D.4.\n" in EN


def test_the_vocabulary_marks_what_can_be_contested() -> None:
    assert "| 监督检查 | 合格；不合格 ※ | 没有检查过，不作判断依据 |" in ZH
    assert "| permit | granted | no permit |" in EN


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_signed_is_pinned(language: Language) -> None:
    sheet = SHEETS[language]
    assert OPINION.text_hash in sheet
    assert OPINION.rules_hash in sheet


def test_a_standard_with_little_in_it(tmp_path: Path) -> None:
    folder = write_small(tmp_path / "small", "finding('an inspector says so | or not')")
    standard = load_standard(folder)
    sheet = check_sheet(standard, "en")
    assert "| is good | an inspector says so \\| or not | official's finding |  |" in sheet
    assert "Clauses that it moves: none.\n" in sheet
    assert "Enterprises that are not graded at all" not in sheet
    labels = {name: label for name, label in standard.decision.labels.items() if name != "undecided"}
    decision = replace(standard.decision, reasons=standard.decision.reasons[1:], labels=labels)
    kinds = {
        **standard.kinds,
        "score": replace(standard.kinds["score"], outcomes=(), absence=Bilingual("", "")),
    }
    bare = check_sheet(replace(standard, readings=(), decision=decision, kinds=kinds), "zh")
    assert "原文没有需要选择的读法。" in bare
    assert "| 1 | undecided | 以上都不成立 |" in bare
    assert "| score | — | — |" in bare


def test_a_group_that_is_no_grade_is_named_as_a_group() -> None:
    sheet = check_sheet(load_standard("nyc-letter-grade"), "en")
    assert "\n### Group N\n" in sheet
    assert "at least one clause of N is met" in sheet


def test_both_languages_are_written_into_the_folder(tmp_path: Path) -> None:
    folder = write_small(tmp_path / "small")
    path = write_sheet(folder)
    written = path.read_text(encoding="utf-8")
    assert path == folder / "sheet.md"
    assert written == both_sheets(folder)
    assert written.startswith("# 核对表：小标准（1）\n")
    assert "\n\n---\n\n# Check sheet: small standard (1)\n" in written


def test_a_bar_in_a_cell_does_not_part_it() -> None:
    assert list(table(["a", "b"], [["x|y", "z"]])) == ["| a | b |", "| --- | --- |", r"| x\|y | z |", ""]
