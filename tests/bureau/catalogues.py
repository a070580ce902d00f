"""The English of the system: collected from the source, kept in a catalogue of each app, compiled for Django.

`python -m tests.bureau.catalogues` writes the catalogues anew; English that is there stays. No tools of gettext are
needed, on the machine of whoever writes or of whoever serves.
"""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import template

APPS = Path(__file__).parents[2] / "src" / "bureau"
KEYWORDS = {"gettext": None, "gettext_lazy": None, "_": None, "ngettext": (1, 2)}
# The same whenever it is written, so that a catalogue changes with its sentences only.
DATED = datetime(2026, 1, 1, tzinfo=UTC)
HEADER = "# The English of an app: python -m tests.bureau.catalogues writes it anew, and keeps what is there."
Sentence = str | tuple[str, str]


def apps() -> list[Path]:
    """Give the folders of the apps."""
    return sorted(path.parent for path in APPS.glob("*/__init__.py"))


def catalogue_of(app: Path) -> Path:
    """Give where the English of an app is kept."""
    return app / "locale" / "en" / "LC_MESSAGES" / "django.po"


def sentences(app: Path) -> Iterator[tuple[Sentence, str]]:
    """Give the sentences of an app, each with the file that has it."""
    for path in sorted(app.rglob("*.py")):
        yield from _sentences_in(path, path.read_text(encoding="utf-8"))
    for path in sorted(app.rglob("*.html")):
        # What Django makes of a template is Python but for its indentation.
        source = template.templatize(path.read_text(encoding="utf-8"), origin=path.name)
        yield from _sentences_in(path, "\n".join(line.strip() for line in source.splitlines()))


def _sentences_in(path: Path, source: str) -> Iterator[tuple[Sentence, str]]:
    for _, sentence, *_ in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
        yield sentence if isinstance(sentence, str) else (sentence[0], sentence[1]), path.name


def read(path: Path) -> Catalog:
    """Read a catalogue; one that is not there yet is empty."""
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file)


def collected(app: Path) -> Catalog:
    """Give the catalogue as it should be: every sentence of the source, with the English that is known."""
    known = read(catalogue_of(app))
    catalogue = Catalog(
        locale="en",
        header_comment=HEADER,
        project="qualitycredit",
        version="0.1.0",
        creation_date=DATED,
        revision_date=DATED,
        last_translator="qualitycredit",
        language_team="en",
        msgid_bugs_address="qualitycredit",
        fuzzy=False,
    )
    for sentence, file in sentences(app):
        key = sentence if isinstance(sentence, str) else sentence[0]
        found = known.get(key)
        catalogue.add(sentence, found.string if found else "", locations=[(file, 0)])
    return catalogue


def as_po(catalogue: Catalog) -> bytes:
    """Give a catalogue as people read it."""
    text = io.BytesIO()
    write_po(text, catalogue, width=0, omit_header=False, include_lineno=False, sort_output=True)
    return text.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """Give a catalogue as Django reads it."""
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Give the sentences without English."""
    return [
        str(message.id)
        for message in catalogue
        if message.id and not all(message.string if isinstance(message.string, tuple) else (message.string,))
    ]


def kept_by_hand() -> list[Path]:
    """Give the catalogues that are not collected: what other packages say, where they do not say it in Chinese."""
    return sorted(APPS.glob("*/locale/zh_Hans/LC_MESSAGES/django.po"))


def write() -> None:
    """Write every catalogue, and say what has no English yet."""
    for app in apps():
        catalogue = collected(app)
        if not len(catalogue):
            continue
        path = catalogue_of(app)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_po(catalogue))
        path.with_suffix(".mo").write_bytes(as_mo(catalogue))
        sys.stdout.writelines(f"{app.name}: {sentence}\n" for sentence in untranslated(catalogue))
    for path in kept_by_hand():
        path.with_suffix(".mo").write_bytes(as_mo(read(path)))


if __name__ == "__main__":
    from django.conf import settings

    settings.configure()
    write()
