"""Every example of every page runs, and prints what the page says."""

import difflib
from pathlib import Path

import pytest

from tests.docs.examples import as_said, commands, outcomes, pages_with
from tests.docs.pages import Block, name_of


@pytest.mark.parametrize("page", pages_with("console", "python"), ids=name_of)
@pytest.mark.usefixtures("workplace")
def test_examples_print_what_the_page_says(page: Path) -> None:
    faults = []
    for example, printed in outcomes(page):
        if example.printed is not None and not as_said(printed, example.printed):
            lines = difflib.ndiff(example.printed.splitlines(), printed.splitlines())
            faults.append(f"{name_of(page)}, line {example.line}: {example.source}\n" + "\n".join(lines))
    assert not faults, "\n\n".join([*faults, "To put it into the pages: python -m tests.docs.examples"])


def test_commands_are_told_apart() -> None:
    block = Block(Path("page.md"), 10, "console", "$ one \\\n    more\na\nb\n$ two\n$ three\nc\n")
    assert [(found.line, found.source, found.printed) for found in commands(block)] == [
        (12, "one more", "a\nb\n"),
        (15, "two", ""),
        (16, "three", "c\n"),
    ]


def test_an_ellipsis_stands_for_anything() -> None:
    assert as_said("a\nb\nc\nd\n", "a\n…\nd\n")
    assert as_said("a\n", "a\n…\n")
    assert as_said("a\nb\n", "a\n…\n")
    assert as_said("hash 0123, so\n", "hash …, so\n")
    assert not as_said("a\nb\nc\n", "a\n…\nd\n")
    assert not as_said("hash\n0123, so\n", "hash …, so\n")
