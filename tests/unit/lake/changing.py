"""Changes to a lake of the cast."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from qualitycredit import Archive, Dossier, Record, load_standard
from qualitycredit.archive import tables_of
from qualitycredit.archive.versions import Version
from qualitycredit.lake import add_changes
from tests.cast import ALI, CHEN, record

STANDARD: Final = load_standard()
FAILED: Final = CHEN.records[-1]
LATER: Final = datetime(2026, 6, 15, 9)


def archive_of(*dossiers: Dossier) -> Archive:
    return Archive.from_tables(*tables_of(dossiers))


def news(dossier: Dossier, *records: Record) -> Dossier:
    """Give these records of an enterprise alone; the enterprise is said again."""
    owner = dossier.enterprise.enterprise_id
    return Dossier(dossier.enterprise, (), tuple(replace(each, enterprise_id=owner) for each in records))


def caught(number: int = 900, day: date = date(2026, 6, 10), **columns: object) -> Record:
    return record(number, "quality_spot_check", "fail", day, subject="P1", **columns)


def add(lake: Path, *dossiers: Dossier) -> Version | None:
    return add_changes(lake, archive_of(*dossiers), STANDARD.kinds)


def add_a_failure(lake: Path, number: int = 900) -> Version | None:
    return add(lake, news(ALI, caught(number)))
