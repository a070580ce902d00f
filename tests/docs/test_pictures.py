"""The picture of a clause shows what the product says, word for word."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from qualitycredit import explain, explanation_text, load_standard, open_archive
from qualitycredit.explaining.sentences import say
from qualitycredit.language import Language
from qualitycredit.reading import standard_folder
from tests.docs.pages import ROOT

PICTURES = ROOT / "docs" / "pictures"


def words(picture: str, kind: str) -> list[str]:
    root = ET.parse(PICTURES / picture).getroot()  # noqa: S314 - our own file
    return ["".join(text.itertext()) for text in root.findall(".//{*}text") if text.get("class") == kind]


@pytest.mark.parametrize(("picture", "language"), [("clause.svg", "en"), ("clause.zh.svg", "zh")])
def test_the_picture_shows_what_the_product_says(picture: str, language: Language) -> None:
    standard = load_standard()
    clause = standard.clause("C.2")
    assert words(picture, "clause") == [clause.text]
    head, *rule = words(picture, "box")
    law = (standard_folder("aqsiq-2006") / "standard.md").read_text(encoding="utf-8")
    assert f"```toml {head}\n{' '.join(rule)}\n```" in law
    (phrase,) = clause.phrases
    assert phrase.node is not None
    joined = " " if language == "en" else ""
    sentence = joined.join(words(picture, "sentence"))
    assert sentence == say(standard, phrase.node).say(language)
    enterprise, record = words(picture, "evidence")
    (verdict,) = words(picture, "verdict")
    archive = open_archive(ROOT / "docs" / "tutorial" / "archive")
    code = enterprise.rpartition(" ")[2]
    explanation = explain(archive, code, as_of=date(2026, 6, 30), standard=standard)
    lines = explanation_text(explanation, language).splitlines()
    assert lines[0] == enterprise
    found = lines.index(f"  “{phrase.quote}” {verdict}: {sentence}")
    assert lines[found + 1] == f"    {record}"
