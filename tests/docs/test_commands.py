"""Every command with every option, and every public name, has its place in the reference and an example that runs."""

from collections.abc import Iterator
from typing import Any

import pytest
import typer

import qualitycredit
from qualitycredit.cli.main import app
from tests.docs.examples import commands
from tests.docs.pages import REFERENCE, blocks, code, sections, tables

PAGE = REFERENCE / "commands.md"
COMMON = ("--lang", "--quiet", "--help", "--version", "--install-completion", "--show-completion")


def all_commands(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - typer hands out what it vendors
    below = getattr(command, "commands", None)
    if below is None:
        yield name, command
        return
    for word, part in below.items():
        yield from all_commands(part, f"{name} {word}".strip())


COMMANDS = dict(all_commands(typer.main.get_command(app)))


def test_the_commands_are_documented_in_their_order() -> None:
    assert list(sections(PAGE, 2)) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented(name: str) -> None:
    section = sections(PAGE, 2)[name]
    documented = {
        code(row["option"]).split()[0] for table in tables(section) for row in table if "option" in row
    }
    options = {
        max(parameter.opts, key=len)
        for parameter in COMMANDS[name].params
        if parameter.param_type_name == "option"
    }
    assert documented == options - set(COMMON)


def test_the_common_options_are_documented() -> None:
    head = PAGE.read_text(encoding="utf-8").partition("\n## ")[0]
    assert [option for option in COMMON if f"`{option}" not in head] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_an_example(name: str) -> None:
    examples = [example.source for block in blocks(PAGE, "console") for example in commands(block)]
    assert any(example.startswith(f"qualitycredit {name} ") for example in examples)


def test_every_public_name_is_documented() -> None:
    documented = list(sections(REFERENCE / "api.md", 3))
    assert sorted(documented) == sorted(qualitycredit.__all__)
