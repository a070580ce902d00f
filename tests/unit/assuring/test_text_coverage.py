"""What of the text is computed, and what is not, is counted and listed."""

import shutil
from pathlib import Path

from qualitycredit.assuring.text_coverage import cover_text
from qualitycredit.language import Bilingual
from qualitycredit.reading import load_standard, standards_folder


def test_the_words_of_the_opinion_are_counted() -> None:
    coverage = cover_text(load_standard())
    assert len(coverage.claimed("rule")) == 55
    assert coverage.claimed("finding") == ()
    left = coverage.claimed("not_judged")
    assert [phrase.clause for phrase in left[:2]] == ["A.0", "A.0"]
    assert left[-1].clause == "五.2"
    assert all(phrase.remark for phrase in left)
    assert coverage.readings[0] == "current_year"
    assert coverage.say().zh.startswith(
        f"由规则判断 55 处，{sum(len(p.words) for p in coverage.claimed('rule'))} 字；"
    )
    assert coverage.say().en.endswith("6 open to more than one reading.")


def test_phrases_stand_in_the_order_of_the_text() -> None:
    lines = [phrase.place.line for phrase in cover_text(load_standard()).phrases]
    assert lines == sorted(lines)


def test_a_finding_is_listed_with_its_reason(tmp_path: Path) -> None:
    folder = tmp_path / "standard"
    shutil.copytree(standards_folder() / "aqsiq-2006", folder)
    law = folder / "standard.md"
    rule = '"没有(虚假宣传, 在=当年)"'
    law.write_text(law.read_text().replace(rule, "\"判定('由官员认定')\"", 1))
    (found,) = cover_text(load_standard(folder)).claimed("finding")
    assert (found.clause, found.remark) == ("A.4", Bilingual("由官员认定", "由官员认定"))


def test_a_remark_may_be_a_rule(tmp_path: Path) -> None:
    folder = tmp_path / "standard"
    shutil.copytree(standards_folder() / "aqsiq-2006", folder)
    law = folder / "standard.md"
    text = law.read_text()
    start = text.index('"企业质量信用等级实行动态管理" = ')
    line = text[start:].splitlines()[0]
    law.write_text(text.replace(line, '"企业质量信用等级实行动态管理" = "真"'))
    assert cover_text(load_standard(folder)).claimed("rule")[-1].clause == "五.2"
