"""English is complete, compiled, and keeps the places where something is put in."""

import gettext
import re
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext as say
from django.utils.translation import ngettext

from tests.bureau.catalogues import apps, as_po, catalogue_of, collected, read, untranslated

APPS = [app for app in apps() if len(collected(app))]
PLACES = re.compile(r"%\(\w+\)[sd]")


@pytest.mark.parametrize("app", APPS, ids=lambda app: str(app.name))
def test_every_sentence_has_its_english(app: Path) -> None:
    catalogue = collected(app)
    assert untranslated(catalogue) == []
    assert catalogue_of(app).read_bytes() == as_po(catalogue), "run: python -m tests.bureau.catalogues"


@pytest.mark.parametrize("app", APPS, ids=lambda app: str(app.name))
def test_what_is_compiled_is_what_is_written(app: Path) -> None:
    path = catalogue_of(app)
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in read(path):
        if isinstance(message.id, str) and message.id:
            assert compiled.gettext(message.id) == message.string
            assert sorted(PLACES.findall(message.id)) == sorted(PLACES.findall(str(message.string)))


def test_both_languages_are_spoken() -> None:
    assert say("登录") == "登录"
    with translation.override("en"):
        assert say("登录") == "Sign in"
        assert [
            ngettext("共 %(count)s 条", "共 %(count)s 条", count) % {"count": count} for count in (1, 2)
        ] == [
            "1 entry",
            "2 entries",
        ]


def test_a_sentence_has_one_english_wherever_it_stands() -> None:
    english: dict[str, set[str]] = {}
    for app in APPS:
        for message in read(catalogue_of(app)):
            if isinstance(message.id, str) and message.id:
                english.setdefault(message.id, set()).add(str(message.string))
    assert {sentence: found for sentence, found in english.items() if len(found) > 1} == {}


@pytest.mark.parametrize("app", apps(), ids=lambda app: str(app.name))
def test_every_sentence_is_found_by_the_name_of_what_translates_it(app: Path) -> None:
    names = re.compile(r"import (?:n?gettext(?:_lazy)?|pgettext) as (?!_$)\w+", re.MULTILINE)
    assert [path.name for path in app.rglob("*.py") if names.search(path.read_text(encoding="utf-8"))] == []
