"""Running examples: what fails is named with file, line, example, what was expected and what came."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from qualitycredit.assuring.cases import (
    disproved_claims,
    every_reading,
    grade_plainly,
    lacking_examples,
    run_cases,
)
from qualitycredit.assuring.leaves import open_facts
from qualitycredit.model.decision import Decision, Verdict
from qualitycredit.model.facts import Dossier
from qualitycredit.model.standard import Standard
from qualitycredit.reading import load_standard
from tests.unit.assuring.folders import opinion_with, table

GRADES = "例 case | 注销 deregistered | 等级 grade | 最好 best | 最差 worst | 理由 reason"


def test_a_failure_names_what_was_expected_and_what_came(tmp_path: Path) -> None:
    text = table("甲 | | 满足 met", "乙 | 监督检查.不合格 2026-03-01 | 满足 met", "丙 | | 不满足 unmet")
    folder = opinion_with(tmp_path, "A.1.md", text)
    second, third = run_cases(folder)
    assert (
        second.say("zh")
        == f"{folder}/cases/A.1.md，第 6 行，第 1 列：例“乙”应当是 A.1 满足，得到的是 A.1 不满足。"
    )
    assert second.say("en") == (
        f"{folder}/cases/A.1.md, line 6, column 1: the example “乙” should give A.1 met, and gives A.1 unmet."
    )
    assert (third.case, third.place.line) == ("丙", 7)


def test_a_failed_grade_says_both_worlds_and_the_reason(tmp_path: Path) -> None:
    text = table("甲 | 2026-01-01 | A | A | A | —", heading=GRADES)
    (failure,) = run_cases(opinion_with(tmp_path, "grades.md", text))
    assert failure.expected.en == "A (best A, worst A, reason —)"
    assert failure.got.zh == "U（最好 —，最差 —，理由 deregistered）"


def test_a_clause_of_an_excluded_enterprise_has_no_verdict(tmp_path: Path) -> None:
    text = table("甲 | 2026-01-01 | met", heading="例 | 注销 | 结果")
    (failure,) = run_cases(opinion_with(tmp_path, "A.1.md", text))
    assert failure.got.zh == "A.1 不参加定级"
    assert failure.got.en == "A.1 excluded from grading"


def test_an_engine_is_given_all_examples_of_a_day_and_its_readings_at_once(tmp_path: Path) -> None:
    heading = "例 case | current_year | 当日 as of | 结果 verdict"
    rows = ("甲 | | | met", "乙 | rolling | | met", "丙 | | | met", "丁 | | 2026-01-01 | met")
    calls: list[tuple[int, str, date]] = []

    def engine(dossiers: Sequence[Dossier], standard: Standard, as_of: date) -> Iterable[Decision]:
        calls.append((len(dossiers), standard.chosen["current_year"], as_of))
        return grade_plainly(dossiers, standard, as_of)

    assert run_cases(opinion_with(tmp_path, "A.1.md", table(*rows, heading=heading)), engine) == []
    midyear = date(2026, 6, 30)
    assert calls == [(2, "calendar", midyear), (1, "rolling", midyear), (1, "calendar", date(2026, 1, 1))]


def test_a_false_claim_is_disproved(tmp_path: Path) -> None:
    text = "未知不会出现：没有人反对。\n\n" + table("甲 | 无 | 未知")
    folder = opinion_with(tmp_path, "A.3.md", text)
    (failure,) = run_cases(folder)
    assert [failure] == disproved_claims(folder)
    assert failure.expected.en == "never unknown"
    assert "ex-factory inspection" in failure.got.en
    assert (failure.place.line, failure.case) == (1, "A.3")


def test_the_proof_follows_other_clauses() -> None:
    opinion = load_standard()
    assert open_facts(opinion, "A.7") == ()
    assert open_facts(opinion, "D.3") == ("permit_rectification",)
    assert set(open_facts(opinion, "C.1")) == {"permit_rectification"}
    assert open_facts(opinion, "D.4") == (
        "quality_spot_check",
        "metrology_spot_check",
        "statutory_inspection",
    )
    assert open_facts(load_standard("nyc-letter-grade"), "C.1") == ("inspection",)


def test_what_has_no_example_is_listed(tmp_path: Path) -> None:
    text = "unknown cannot occur: permits are never contested.\n\n" + table("甲 | | met")
    lacking = lacking_examples(opinion_with(tmp_path, "A.7.md", text))
    assert ("A.7", Verdict.UNMET) in lacking
    assert {("A.7", Verdict.MET), ("A.7", Verdict.UNKNOWN)}.isdisjoint(lacking)
    assert len(lacking) == 36 * 3 - 2


def test_every_choice_of_readings_is_tried() -> None:
    choices = every_reading(load_standard())
    assert len(choices) == 2**6
    assert load_standard().chosen in choices
