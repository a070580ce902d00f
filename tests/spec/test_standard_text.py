"""A standard is its law: without the boxes the text is the official one, and no word of a clause is without a rule."""

import ast
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from qualitycredit.errors import (
    NotInLanguage,
    Place,
    QuoteNotInText,
    StandardError,
    TextNotCovered,
    UnknownTerm,
)
from qualitycredit.reading import load_standard, standards_folder, text_hash
from qualitycredit.reading.constructs import CONSTRUCTS
from qualitycredit.reading.documents import Box, read_document

# The official texts, without white space. A change of the law is a change of edition, and never one of this line.
OFFICIAL = {
    "aqsiq-2006": "c48f6b57bffa41755c288d69a5d011eb01d4c17a79b917899d3666e331903e0e",
    "nyc-letter-grade": "ad17ab610025e789f5f7c8a8b56a50baf8f5cd8c5ecd72b92c819fd1d2236548",
}


@dataclass(frozen=True)
class Rule:
    """One rule of a box: its key and value, and the number of its line."""

    standard: str
    box: Box
    key: str
    value: str
    line: int

    @property
    def clause(self) -> str:
        """The clause of the box."""
        return self.box.head[0]


def rules_of(standard: str) -> list[Rule]:
    """Give every rule about the words of the law, each on a line of its own."""
    document = read_document(standards_folder() / standard / "standard.md")
    found = []
    for box in document.boxes:
        for key, value in box.data.items() if "." in box.head[0] else ():
            numbers = [n for n, line in enumerate(document.lines, 1) if line.startswith(f'"{key}"')]
            (line,) = [n for n in numbers if box.place.line < n <= box.place.line + len(box.lines)]
            found.append(Rule(standard, box, key, value, line))
    return found


RULES = [rule for standard in OFFICIAL for rule in rules_of(standard)]
EVERY_RULE = pytest.mark.parametrize("rule", RULES, ids=[f"{rule.standard}-{rule.line}" for rule in RULES])


def copy(standard: str, tmp_path: Path) -> Path:
    """Give the law of a copy of the standard, to be tampered with."""
    folder = tmp_path / standard
    shutil.copytree(standards_folder() / standard, folder)
    return folder / "standard.md"


def refusal(law: Path) -> StandardError:
    """Load the standard of a law that was tampered with, and give the refusal."""
    with pytest.raises(StandardError) as refused:
        load_standard(law.parent)
    return refused.value


def test_every_standard_is_pinned() -> None:
    assert {folder.parent.name for folder in standards_folder().glob("*/standard.md")} == OFFICIAL.keys()


@pytest.mark.parametrize("standard", OFFICIAL)
def test_without_the_boxes_the_law_remains(standard: str) -> None:
    document = read_document(standards_folder() / standard / "standard.md")
    assert "```" not in document.prose
    assert text_hash(document.prose) == OFFICIAL[standard] == load_standard(standard).text_hash


@pytest.mark.parametrize("standard", OFFICIAL)
def test_white_space_is_not_law(standard: str, tmp_path: Path) -> None:
    law = copy(standard, tmp_path)
    law.write_text(law.read_text().replace("\n\n", "\n\n\n"))
    assert load_standard(law.parent).text_hash == OFFICIAL[standard]


@EVERY_RULE
def test_a_text_without_one_character_is_refused(rule: Rule, tmp_path: Path) -> None:
    law = copy(rule.standard, tmp_path)
    whole = law.read_text()
    start = whole.index(rule.box.paragraph)
    law.write_text(whole[:start] + whole[start:].replace(rule.key, rule.key[1:], 1))
    refused = refusal(law)
    assert isinstance(refused, NotInLanguage)
    number, line = next((n, x) for n, x in enumerate(whole.splitlines(), 1) if x.startswith("text_sha256"))
    assert refused.place == Place(law, number, line.index("text_sha256") + 1)


@EVERY_RULE
def test_words_without_their_rule_are_refused(rule: Rule, tmp_path: Path) -> None:
    law = copy(rule.standard, tmp_path)
    lines = law.read_text().splitlines()
    paragraph = max(n for n, line in enumerate(lines[: rule.box.place.line], 1) if line == rule.box.paragraph)
    column = rule.box.paragraph.index(rule.key) + 1
    del lines[rule.line - 1]
    law.write_text("\n".join(lines))
    refused = refusal(law)
    assert isinstance(refused, TextNotCovered)
    assert refused.place == Place(law, paragraph, column, rule.clause)
    assert rule.key in refused.say("zh")
    assert rule.key in refused.say("en")


@EVERY_RULE
def test_a_key_that_is_not_the_words_is_refused(rule: Rule, tmp_path: Path) -> None:
    law = copy(rule.standard, tmp_path)
    lines = law.read_text().splitlines()
    altered = rule.key[:-1] + "某"
    lines[rule.line - 1] = lines[rule.line - 1].replace(rule.key, altered)
    law.write_text("\n".join(lines))
    refused = refusal(law)
    assert isinstance(refused, QuoteNotInText)
    assert refused.place == Place(law, rule.line, 2, rule.clause)
    assert altered in refused.say("zh")
    assert rule.key[:-1] in refused.say("en")


def names_in(value: str) -> list[str]:
    """Give the words of a rule that the standard's own vocabulary must hold."""
    names = [node.id for node in ast.walk(ast.parse(value, mode="eval")) if isinstance(node, ast.Name)]
    return [name for name in names if name not in CONSTRUCTS]


NAMING = [(rule, name) for rule in RULES for name in names_in(rule.value)]


@pytest.mark.parametrize(
    ("rule", "name"), NAMING, ids=[f"{rule.standard}-{rule.line}-{n}" for n, (rule, _) in enumerate(NAMING)]
)
def test_an_unknown_word_is_refused(rule: Rule, name: str, tmp_path: Path) -> None:
    law = copy(rule.standard, tmp_path)
    lines = law.read_text().splitlines()
    line = lines[rule.line - 1]
    start = line.index(rule.value, len(rule.key))
    at = start + rule.value.index(name)
    lines[rule.line - 1] = line[:at] + name + "某" + line[at + len(name) :]
    law.write_text("\n".join(lines))
    refused = refusal(law)
    assert isinstance(refused, UnknownTerm)
    assert refused.place == Place(law, rule.line, at + 1, rule.clause)
    assert f"“{name}某”" in refused.say("zh")
    assert "Did you mean" in refused.say("en")
    assert name in refused.say("en").rpartition("Did you mean")[2]
