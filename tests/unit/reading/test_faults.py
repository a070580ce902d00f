"""Every fault of a standard is said with its place and with what was probably meant."""

from collections.abc import Callable
from pathlib import Path

import pytest

from qualitycredit.errors import (
    NotInLanguage,
    QuoteNotInText,
    StandardError,
    StandardNotFound,
    TextNotCovered,
    UnknownTerm,
)
from qualitycredit.reading import load_standard
from tests.unit.reading.small import write_small

START = len('"is good" = "') + 1

# A rule, the class of its fault, the character of the rule at which it is found, and words of the message.
FAULTS: list[tuple[str, type[StandardError], int, str]] = [
    ("some(chekc)", UnknownTerm, 5, "check"),
    ("some(check.fial)", UnknownTerm, 5, "fail"),
    ("exprots", UnknownTerm, 0, "exports"),
    ("sme(check)", UnknownTerm, 0, "some"),
    ("check", NotInLanguage, 0, "some(check)"),
    ("some()", NotInLanguage, 0, "name a kind"),
    ("some(1)", NotInLanguage, 5, "a kind of record"),
    ("some(check, 1)", NotInLanguage, 12, "a condition on one record"),
    ("some(check, lat)", UnknownTerm, 12, "late"),
    ("some(check, due_on is today)", NotInLanguage, 12, "no such comparison"),
    ("some(check, late > due_on)", NotInLanguage, 12, "cannot be compared"),
    ("some(check, due_on == today)", NotInLanguage, 12, "cannot be compared"),
    ("some(check, score > due_on)", NotInLanguage, 20, "a number"),
    ("some(check, within=2)", NotInLanguage, 19, "years(3)"),
    ("some(check, within=years(9999))", NotInLanguage, 19, "100 years"),
    ("some(check, within=soon)", UnknownTerm, 19, "span"),
    ("some(check, within=years(0))", NotInLanguage, 25, "at least 1"),
    ("some(check, within=years(True))", NotInLanguage, 25, "at least 1"),
    ("some(check, needed=exports)", NotInLanguage, 19, "needed="),
    ("some(check, colour=exports)", NotInLanguage, 19, "colour="),
    ("when(exports)", NotInLanguage, 0, "2 items"),
    ("has_product(exports)", UnknownTerm, 12, "needs_permit"),
    ("has_product(1)", UnknownTerm, 12, "1"),
    ("every_product(needs_permit)", NotInLanguage, 0, "2 items"),
    ("run(check, check.fail)", NotInLanguage, 0, "length"),
    ("latest(check, late) in (fail,)", NotInLanguage, 0, "nothing else"),
    ("latest(check) in fail", NotInLanguage, 17, "list the outcomes"),
    ("latest(check) in (fial,)", UnknownTerm, 18, "fail"),
    ("latest(check) in (1,)", UnknownTerm, 18, "1"),
    ("exports in (fail,)", NotInLanguage, 0, "cannot stand here"),
    ("rate(check) >= percent(90)", NotInLanguage, 0, "span"),
    ("rate(check, within=years(1)) >= 90", NotInLanguage, 32, "percent(n)"),
    ("rate(check, within=years(1)) > percent(90)", NotInLanguage, 31, "percent(n)"),
    ("establishd >= years(3)", UnknownTerm, 0, "established"),
    ("1 >= years(3)", NotInLanguage, 0, "established"),
    ("established == years(3)", NotInLanguage, 15, "years(3)"),
    ("latest_score(points) <= 13", NotInLanguage, 0, "missing=(0, 100)"),
    ("latest_score(points, missing=1) <= 13", NotInLanguage, 0, "missing=(0, 100)"),
    ("total(1) <= 13", NotInLanguage, 6, "a score"),
    ("best_grade == 'G'", NotInLanguage, 14, "the grades are"),
    ("clause('G.2')", UnknownTerm, 7, "G.1"),
    ("clause(1)", UnknownTerm, 7, "1"),
    ("1 + 1", NotInLanguage, 0, "a criterion"),
    ("lambda: 1", NotInLanguage, 0, "a criterion"),
    ("some(check).fail()", NotInLanguage, 0, "a criterion"),
    ("finding()", NotInLanguage, 0, "say why"),
    ("finding(check)", NotInLanguage, 0, "say why"),
    ("有（check，发生日＝＝1）", NotInLanguage, 8, "cannot be compared"),
    ("some(check", NotInLanguage, 4, "brackets"),
    ("some(check.pass)", NotInLanguage, 11, "another one"),
    ("clause('G.1')", NotInLanguage, -1, "circle"),
]


@pytest.mark.parametrize(("rule", "error", "character", "words"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_fault_in_a_rule_has_its_place(
    tmp_path: Path, rule: str, error: type[StandardError], character: int, words: str
) -> None:
    folder = write_small(tmp_path / "small", rule)
    with pytest.raises(error) as caught:
        load_standard(folder)
    line = next(
        n
        for n, text in enumerate((folder / "standard.md").read_text().splitlines(), 1)
        if '"is good"' in text
    )
    assert caught.value.place.file == folder / "standard.md"
    assert caught.value.place.clause == "G.1"
    if character >= 0:
        assert (caught.value.place.line, caught.value.place.column) == (line, START + character)
    assert words in caught.value.say("en")
    assert "，条款 G.1，第" in caught.value.say("zh")


def test_a_term_that_stands_on_itself_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotInLanguage, match="spare → spare"):
        load_standard(write_small(tmp_path / "small", "spare", definition="not spare"))


@pytest.mark.parametrize("word", ["check", "exports", "some"])
def test_a_word_is_defined_once(tmp_path: Path, word: str) -> None:
    with pytest.raises((NotInLanguage, StandardError), match=word):
        load_standard(write_small(tmp_path / "small", word=word))


def change(name: str, old: str, new: str) -> Callable[[Path], None]:
    def apply(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")

    return apply


def empty(name: str, *, joined: str) -> Callable[[Path], None]:
    def apply(folder: Path) -> None:
        change("standard.md", "G.1 all", f"G.1 {joined}")(folder)
        (folder / name).write_text("", encoding="utf-8")

    return apply


DAMAGE: list[tuple[str, Callable[[Path], None], type[StandardError], str]] = [
    (
        "text altered",
        change("standard.md", "has no fault.", "has one fault."),
        NotInLanguage,
        "not the pinned one",
    ),
    ("key not quoted", change("standard.md", '"is good"', '"is gold"'), QuoteNotInText, "is good"),
    ("words uncovered", change("standard.md", '"is good" =', '"good" ='), TextNotCovered, "is"),
    (
        "rest uncovered",
        change("standard.md", '"has no fault" = "none(check.fail)"\n', ""),
        TextNotCovered,
        "has no fault",
    ),
    ("box unclosed", change("standard.md", 'undecided" }\n```', 'undecided" }'), NotInLanguage, "closing"),
    ("box no TOML", change("standard.md", 'grades = ["G"]', "grades = [G]"), NotInLanguage, "TOML"),
    ("rule no text", change("standard.md", '"true"\n"has', '1\n"has'), NotInLanguage, "quotation marks"),
    (
        "no decision",
        change("standard.md", "```toml decision", "```toml remarks"),
        NotInLanguage,
        "box opens like",
    ),
    (
        "bad heading",
        change("standard.md", "```toml G.1 all", "```toml G.1 most"),
        NotInLanguage,
        "box opens like",
    ),
    ("no label", change("standard.md", "U = { zh", "V = { zh"), NotInLanguage, "has no label"),
    ("no such grade", change("standard.md", "[rows]\nG", "[rows]\nH"), NotInLanguage, "no grade"),
    (
        "rule over lines",
        change("standard.md", '"true"\n"has', '"""true\nfalse"""\n"has'),
        NotInLanguage,
        "brackets",
    ),
    (
        "misspelled box",
        change("standard.md", "```toml decision", "```text\n```\n\n```toml decisions"),
        NotInLanguage,
        "box opens like",
    ),
    (
        "two boxes",
        change("standard.md", "```toml decision", "```toml G.1 all\n```\n\n```toml decision"),
        NotInLanguage,
        "two boxes",
    ),
    (
        "two standards",
        change("standard.md", "```toml decision", "```toml standard\n```\n\n```toml decision"),
        NotInLanguage,
        "not 2",
    ),
    (
        "row too short",
        change("terms.md", "| check | fail | fail | failed | yes |", "| check | fail |"),
        NotInLanguage,
        "cells",
    ),
    (
        "no such column",
        change("terms.md", "| exporter | exports", "| exportr | exports"),
        NotInLanguage,
        "exporter",
    ),
    (
        "word twice",
        change("terms.md", "| score | points |", "| score | check |"),
        NotInLanguage,
        "registered twice",
    ),
    ("outcome of none", change("terms.md", "| score | scored", "| scor | scored"), NotInLanguage, "score"),
    (
        "no head column",
        change("terms.md", "| kind | word |", "| kind | wort |"),
        NotInLanguage,
        "no column “word”",
    ),
    (
        "no list",
        change("standard.md", 'grades = ["G"]', "grades = [1]"),
        NotInLanguage,
        'needs grades = ["…", "…"]',
    ),
    ("one language", change("readings.md", ', en = "none" }', " }"), NotInLanguage, 'needs ground.en = "…"'),
    ("nothing registered", empty("readings.md", joined="span"), NotInLanguage, "it registers none"),
    ("not registered", change("standard.md", "G.1 all", "G.1 spam"), NotInLanguage, "it registers span"),
    ("no join", change("standard.md", "G.1 all", "G.1 span"), NotInLanguage, "says not how to join"),
    (
        "unplaced box",
        change(
            "standard.md", "Rule of the small", '```toml G.2 all\n"no" = "true"\n```\n\nRule of the small'
        ),
        NotInLanguage,
        "no words",
    ),
]


@pytest.mark.parametrize(
    ("damage", "error", "words"), [case[1:] for case in DAMAGE], ids=[case[0] for case in DAMAGE]
)
def test_a_damaged_standard_is_refused(
    tmp_path: Path, damage: Callable[[Path], None], error: type[StandardError], words: str
) -> None:
    folder = write_small(tmp_path / "small")
    load_standard(folder)
    damage(folder)
    with pytest.raises(error) as caught:
        load_standard(folder)
    assert words in caught.value.say("en")
    assert caught.value.place.line >= 1


def test_a_standard_reading_or_value_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StandardNotFound, match="Did you mean aqsiq-2006"):
        load_standard("aqsiq-2007")
    folder = write_small(tmp_path / "small")
    with pytest.raises(StandardNotFound, match="no reading is called “spam”"):
        load_standard(folder, {"spam": "one"})
    with pytest.raises(StandardNotFound, match="no value of the reading span is called “two”"):
        load_standard(folder, {"span": "two"})


def test_a_remark_box_is_held_to_its_text_too(tmp_path: Path) -> None:
    folder = write_small(tmp_path / "small")
    box = '```toml 0.1 remark\n"Rule of the small standard" = "not_judged(\'title\')"\n```'
    change("standard.md", "small standard.\n", f"small standard.\n\n{box}\n")(folder)
    load_standard(folder)
    change("standard.md", '"Rule of the small standard" =', '"Rule of the" =')(folder)
    with pytest.raises(TextNotCovered, match="small standard"):
        load_standard(folder)


def test_a_file_that_is_missing_or_not_utf_8_is_named(tmp_path: Path) -> None:
    folder = write_small(tmp_path / "small")
    (folder / "terms.md").write_bytes("词".encode("gb18030"))
    with pytest.raises(NotInLanguage, match=r"terms\.md"):
        load_standard(folder)
    (folder / "terms.md").unlink()
    with pytest.raises(NotInLanguage, match=r"terms\.md"):
        load_standard(folder)


def test_a_byte_order_mark_is_no_word_of_the_law(tmp_path: Path) -> None:
    folder = write_small(tmp_path / "small")
    for file in folder.iterdir():
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert load_standard(folder) == load_standard(folder)
    assert load_standard(folder).name == "small"
