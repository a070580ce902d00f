"""The catalogue of official documents: data beside this module, which step makes which, and with which words."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

DATA = Path(__file__).parent / "data" / "documents.toml"
ADDRESSEES: Final = ("enterprise", "government", "laboratory", "public")
FIELD = re.compile(r"\{([^{}\n]*)\}")
LOOSE = re.compile(r"[{}]")


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a document in one language: its title, its paragraphs, and the rights of whoever gets it."""

    title: str
    body: str
    rights: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One official document: the steps that make it, to whom it goes, and its words; `grounds` where clauses are listed."""

    code: str
    of: tuple[str, ...]
    to: str
    zh: Text
    en: Text
    grounds: bool


@cache
def _data() -> dict[str, Any]:
    with DATA.open("rb") as file:
        return tomllib.load(file)


def fields() -> Mapping[str, str]:
    """Give the words that may stand in braces, and what each is filled with."""
    found: dict[str, str] = _data()["fields"]
    return found


def words() -> Mapping[str, str]:
    """Give the words that numbers begin with, of the nation and of provinces by two digits."""
    found: dict[str, str] = _data()["words"]
    return found


@cache
def papers() -> dict[str, Paper]:
    """Give all documents by their codes: the first step that makes each."""
    return {one.code: one for one in map(_paper, _data()["paper"])}


def _paper(row: dict[str, Any]) -> Paper:
    rights = _data()["rights"].get(row.get("rights", ""), {"zh": "", "en": ""})
    texts = {
        language: Text(row[f"{language}_title"], row[language].strip(), rights[language])
        for language in ("zh", "en")
    }
    return Paper(
        row["of"][0], tuple(row["of"]), row["to"], texts["zh"], texts["en"], row.get("grounds", False)
    )


@cache
def _by_step() -> dict[str, Paper]:
    return {step: one for one in papers().values() for step in one.of}


def paper_of(kind: str, step: str) -> Paper | None:
    """Give the document that a step of a kind of case makes, or none."""
    return _by_step().get(f"{kind}.{step}")


def filled(text: str, values: Mapping[str, str]) -> str:
    """Fill the words in braces in; a value that is missing stands as a dash."""
    return FIELD.sub(lambda found: values.get(fields()[found[1]], "") or "—", text)


def check_text(text: str) -> None:
    """Refuse a text with words in braces that nothing fills, each with its line; raises ValidationError."""
    faults = list(_faults(text))
    if faults:
        raise ValidationError(faults)


def _faults(text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        for found in FIELD.finditer(line):
            name = found[1]
            if name not in fields():
                near = get_close_matches(name, fields(), 1, 0.3)
                meant = _("是不是“{%(near)s}”？") % {"near": near[0]} if near else ""
                place = {"line": number, "column": found.start() + 1, "name": name}
                yield _("第 %(line)s 行第 %(column)s 字：没有“{%(name)s}”这一项。") % place + meant
        if LOOSE.search(FIELD.sub("", line)):
            yield _("第 %(line)s 行：大括号没有成对。") % {"line": number}
