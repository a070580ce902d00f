"""What the explanations and the glossary claim is so."""

from qualitycredit.assuring.case_tables import CaseReader
from qualitycredit.engines.scalar import grade_dossier
from qualitycredit.reading import load_standard, standard_folder
from qualitycredit.reading.documents import read_document
from qualitycredit.reading.lexicon import Lexicon
from qualitycredit.reading.terms import read_vocabulary
from tests.docs.pages import ROOT, code, tables

FOLDER = standard_folder("aqsiq-2006")


def test_the_seven_deviations_are_graded_as_the_page_says() -> None:
    lexicon, standard = Lexicon(), load_standard()
    read_vocabulary(read_document(FOLDER / "terms.md"), lexicon)
    reader = CaseReader(standard, lexicon)
    reader = CaseReader(standard, lexicon, reader.read_base(read_document(FOLDER / "cases" / "README.md")))
    cases = list(reader.read_cases(read_document(ROOT / "docs" / "explanation" / "what-cannot-be-graded.md")))
    assert len(cases) == 7
    for case in cases:
        decision = grade_dossier(standard, case.dossier, case.as_of, None)
        assert case.expected.in_decision(decision) == case.expected, case.name
        assert not [clause for clause in (*decision.met, *decision.unknown) if clause[0] in "CD"]


def test_every_decision_record_has_its_parts_and_stands_in_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    records = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    for record in records:
        title, *lines = record.read_text(encoding="utf-8").splitlines()
        number, _, name = title.removeprefix("# ").partition(". ")
        assert int(number) == int(record.name[:4])
        assert [line for line in lines if line.startswith("## ")] == [
            "## Context",
            "## Decision",
            "## Consequences",
        ]
        assert lines[1].startswith("Date: ")
        assert lines[3].startswith("Status: ")
        assert f"- [{number}. {name}](adr/{record.name})" in index


def test_every_word_of_the_glossary_is_said_in_both_languages() -> None:
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    rows = [row for table in tables(text) for row in table]
    assert all(code(cell) for row in rows for cell in row.values())
    names = [row["English"] for row in rows]
    assert len(names) == len(set(names))
