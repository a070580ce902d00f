"""The reference names all that there is, and nothing that there is not."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import get_args

import pytest
from packaging.requirements import Requirement

from qualitycredit import errors
from qualitycredit.archive.schema import TABLES, ColumnType, Table
from qualitycredit.archive.wordings import WORDINGS
from qualitycredit.errors import QualityCreditError
from qualitycredit.grading import Receipt
from qualitycredit.model.conditions import Condition
from qualitycredit.model.nodes import Node, Number
from qualitycredit.reading import load_standard, standard_folder
from qualitycredit.reading.constructs import CONSTRUCTS
from qualitycredit.reading.criteria import read_criterion
from qualitycredit.reading.documents import Text, read_document
from qualitycredit.reading.expressions import parse
from qualitycredit.reading.lexicon import Lexicon
from qualitycredit.reading.terms import read_readings, read_terms, read_vocabulary
from tests.docs.pages import REFERENCE, ROOT, code, sections, tables

TYPES = {
    ColumnType.TEXT: "text",
    ColumnType.DATE: "date",
    ColumnType.BOOLEAN: "true or false",
    ColumnType.INTEGER: "whole number",
    ColumnType.DECIMAL: "decimal",
    ColumnType.TIMESTAMP: "timestamp",
}


def rows_with(page: str, *columns: str) -> list[Mapping[str, str]]:
    """Give the rows of all tables of a reference page that have exactly these columns."""
    text = (REFERENCE / page).read_text(encoding="utf-8")
    return [row for table in tables(text) for row in table if tuple(row) == columns]


CONSTRUCT_COLUMNS = ("construct", "中文", "English", "意思", "meaning", "example")


def test_every_construct_is_documented_by_its_words() -> None:
    words: dict[str, list[str]] = {}
    for word, name in CONSTRUCTS.items():
        words.setdefault(name, []).append(word)
    documented = {
        code(row["construct"]): [code(row["中文"]), code(row["English"])]
        for row in rows_with("rule-language.md", *CONSTRUCT_COLUMNS)
    }
    assert documented == words


def vocabulary() -> Lexicon:
    """Give the words of the 2006 opinion."""
    lexicon, folder = Lexicon(), standard_folder("aqsiq-2006")
    terms = read_document(folder / "terms.md")
    read_vocabulary(terms, lexicon)
    list(read_terms(terms, lexicon))
    read_readings(read_document(folder / "readings.md"), lexicon, {})
    standard = load_standard(folder)
    lexicon.clauses = tuple(clause.id for clause in standard.clauses)
    lexicon.groups = tuple(dict.fromkeys(clause.group for clause in standard.clauses))
    lexicon.grades = (*standard.decision.grades, standard.decision.unrated)
    return lexicon


@pytest.mark.parametrize(
    "row", rows_with("rule-language.md", *CONSTRUCT_COLUMNS), ids=lambda row: code(row["construct"])
)
def test_the_example_of_a_construct_is_a_rule(row: Mapping[str, str]) -> None:
    example = parse(Text(code(row["example"]), errors.Place(REFERENCE / "rule-language.md", 1)))
    assert code(row["中文"]) in example.text.words
    if not example.text.words.startswith(("判定", "不判断")):
        read_criterion(vocabulary(), example, example.tree)


def names(kinds: object) -> set[str]:
    return {kind.__name__ for kind in get_args(kinds)}


def test_every_node_is_documented() -> None:
    nodes = [row["node"] for row in rows_with("rule-language.md", "node", "written as", "holds where")]
    numbers = [row["node"] for row in rows_with("rule-language.md", "node", "written as", "is")]
    assert sorted(map(code, nodes)) == sorted(names(Node) | names(Condition))
    assert sorted(map(code, numbers)) == sorted(names(Number))


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: str(table.name))
def test_the_tables_of_an_archive_are_documented(table: Table) -> None:
    section = sections(REFERENCE / "archive-format.md", 3)[table.name]
    (documented,) = tables(section)
    assert [list(row.values()) for row in documented] == [
        [f"`{c.name}`", TYPES[c.type], "yes" if c.required else "no", c.meaning.zh, c.meaning.en]
        for c in table.columns
    ]
    assert f"Key: {', '.join(f'`{name}`' for name in table.key)}." in section


def test_every_fault_is_documented() -> None:
    assert [code(row["code"]) for row in rows_with("archive-format.md", "code", "what is wrong")] == list(
        WORDINGS
    )


def tree_of(kind: type[QualityCreditError]) -> Iterable[type[QualityCreditError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from tree_of(below)


def test_every_error_is_documented_with_its_exit_code() -> None:
    rows = rows_with("errors.md", "class", "exit code", "meaning", "what to do")
    assert {code(row["class"]): int(row["exit code"]) for row in rows} == {
        kind.__name__: kind.exit_code for kind in tree_of(QualityCreditError)
    }
    text = (REFERENCE / "errors.md").read_text(encoding="utf-8")
    drawn = re.findall(r"[├└]── (\w+)", text)
    assert drawn == re.findall(r"[├└]── (\w+)", errors.__doc__ or "")


def test_every_dependency_is_documented_with_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = {
        "To run": project["project"]["dependencies"],
        "To set up and build": project["build-system"]["requires"],
    }
    groups["To set up and build"] = groups["To set up and build"] + project["dependency-groups"]["setup"]
    groups["To test"] = project["dependency-groups"]["test"]
    groups["To check"] = project["dependency-groups"]["check"]
    groups["To grade on many machines"] = project["project"]["optional-dependencies"]["spark"]
    groups["To work in the bureau"] = project["project"]["optional-dependencies"]["bureau"]
    more = set(project["dependency-groups"]) - {"setup", "test", "check"}
    groups |= {
        f"To {name}": project["dependency-groups"][name]
        for name in more
        if project["dependency-groups"][name]
    }
    found = sections(REFERENCE / "dependencies.md", 2)
    documented = {
        title: [code(row["package"]) for t in tables(text) for row in t] for title, text in found.items()
    }
    assert documented == {
        title: sorted({Requirement(text).name for text in group}) for title, group in groups.items()
    }


def test_every_key_of_a_receipt_is_documented() -> None:
    rows = rows_with("receipts.md", "key", "meaning")
    assert [code(row["key"]) for row in rows] == list(Receipt.__dataclass_fields__)
