"""The same explanation as text, HTML and JSON, in both languages."""

import json
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from qualitycredit import (
    explain_dossier,
    explanation_document,
    explanation_html,
    explanation_text,
    load_standard,
)
from qualitycredit.explaining.documents import describe_record
from qualitycredit.language import LANGUAGES, Language
from tests.cast import ALI, AS_OF, CAST, CHEN, KNOWN_AT, WU, XIN, firm, record
from tests.generative.shapes import SHAPES

STANDARD = load_standard()
MANY = firm(
    30,
    "<script>alert(1)</script>有限公司",
    record(
        3003,
        "complaint",
        "attributable",
        date(2026, 2, 1),
        due_on=date(2026, 3, 1),
        closed_on=date(2026, 4, 1),
    ),
    record(3004, "export_inspection", "done", date(2026, 2, 1), inspected=9, passed=8, contested=True),
    record(3005, "accident", "major", date(2026, 6, 1), contested=True),
    exporter=True,
)

# Not subject to statutory inspection: every clause of A holds, and a rate under 100 % is C all the same.
BOTH = firm(
    31, "两级有限公司", record(3103, "statutory_inspection", "done", date(2026, 2, 1), inspected=9, passed=8)
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_clause_and_record_is_on_the_page(language: Language) -> None:
    for dossier in (*CAST, MANY, BOTH):
        explanation = explain_dossier(STANDARD, dossier, AS_OF, KNOWN_AT)
        text = explanation_text(explanation, language)
        for finding in explanation.clauses:
            assert finding.clause.text in text
            for phrase in finding.phrases:
                assert phrase.phrase.quote in text
                for entry in phrase.evidence.records:
                    assert describe_record(STANDARD, entry).say(language) in text
        assert str(explanation.decision.next_change_on or "") in text


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not any(name in {"src", "href"} for name, _ in attrs), "a page loads nothing from elsewhere"

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("language", LANGUAGES)
def test_html_says_the_same_and_escapes_names(language: Language) -> None:
    explanation = explain_dossier(STANDARD, MANY, AS_OF, KNOWN_AT)
    page = explanation_html(explanation, language)
    reader = Reader()
    reader.feed(page)
    assert "script" not in reader.tags
    assert "<script>alert(1)</script>有限公司" in reader.words
    assert page.startswith("<!doctype html>")
    assert {"h1", "h2", "p", "main"} <= set(reader.tags)


def test_json_has_both_languages_and_everything_is_plain() -> None:
    for dossier in (*CAST, MANY):
        document = explanation_document(explain_dossier(STANDARD, dossier, AS_OF, KNOWN_AT))
        assert json.loads(json.dumps(document)) == document
    document = explanation_document(explain_dossier(STANDARD, WU, AS_OF, KNOWN_AT))
    assert document["open_facts"][0]["settles"] is True
    assert document["way_back"][0]["grade"] == "B"
    assert len(document["clauses"]) == 36


def test_a_decision_without_change_or_knowledge_says_so() -> None:
    still = replace(
        CHEN, records=(CHEN.records[0], record(9, "standard_breach", "no_standard", date(2020, 1, 1)))
    )
    text = explanation_text(explain_dossier(STANDARD, still, date(2040, 1, 1), None), "en")
    assert "known at —" in text
    assert "Without new records the grade does not change\n" in text
    assert "Readings" not in explanation_text(explain_dossier(SHAPES[0], ALI, AS_OF, None), "en")


def test_a_record_of_another_standard_is_described_by_its_code() -> None:
    assert describe_record(load_standard("nyc-letter-grade"), XIN.records[0]).en.startswith(
        "2022-01-01, permit, subject P1"
    )
