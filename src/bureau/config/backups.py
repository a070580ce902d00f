"""A backup: every row of the system and every scan, as one file that goes into either database.

A ZIP with a file of JSON lines for each table, the scans as they are, and `manifest.json`, which is written last: what
is in it, with SHA-256, and by which migrations the tables were made. Sessions and failed sign-ins are left out; so are
the keys, which belong where the backup is not.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import IO, Final
from uuid import UUID, uuid4
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
# What Django makes by itself, what ends with whoever is signed in, and what lies in the other databases.
LEFT_OUT: Final = frozenset({"auth", "contenttypes", "sessions", "usersessions", "axes", "store", "inbox"})
CHUNK: Final = 2000
EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a backup: its rows, none for a scan, and the sum of its bytes."""

    rows: int | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds."""

    format: int
    version: str
    made_at: str
    migrations: list[list[str]]
    parts: dict[str, Part]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(part.rows or 0 for part in self.parts.values())

    @property
    def scans(self) -> int:
        """How many scans there are."""
        return sum(part.rows is None for part in self.parts.values())


def tables() -> list[type[Model]]:
    """Give the models whose rows are kept, in a fixed order."""
    found = (one for one in apps.get_models(include_auto_created=True) if one._meta.app_label not in LEFT_OUT)  # noqa: SLF001 - Django's public name for it
    return sorted(found, key=lambda one: one._meta.label)  # noqa: SLF001 - likewise


def place_of(model: type[Model]) -> str:
    """Give where the rows of a table lie in a backup."""
    return f"tables/{model._meta.label}.jsonl"  # noqa: SLF001 - Django's public name for it


def migrations() -> list[list[str]]:
    """Give the migrations that made the tables of this database."""
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def back_up(path: Path, at: datetime) -> Manifest:
    """Write everything as it stands at one moment, as a whole or not at all."""
    unfinished = path.with_name(f".{path.name}-{uuid4().hex}")
    try:
        with transaction.atomic(), ZipFile(unfinished, "w", ZIP_DEFLATED) as file:
            _at_one_moment()
            parts = {place_of(one): _put(file, place_of(one), _rows(one)) for one in tables()}
            folder = Path(settings.EVIDENCE_FOLDER)
            for scan in sorted(each for each in folder.rglob("*") if each.is_file()):
                place = f"evidence/{scan.relative_to(folder).as_posix()}"
                parts[place] = _put_scan(file, place, scan)
            manifest = Manifest(FORMAT, version("qualitycredit"), at.isoformat(), migrations(), parts)
            file.writestr(
                ZipInfo(MANIFEST, EPOCH), json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
            )
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def _at_one_moment() -> None:
    # SQLite holds what it began with; in tests a transaction is open, and has been read in already.
    outermost = connection.vendor == "postgresql" and not connection.savepoint_ids
    if outermost:  # pragma: no cover - in tests a transaction is always open
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _rows(model: type[Model]) -> Iterator[bytes]:
    names = [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001 - Django's public name for it
    found = model._base_manager.order_by("pk").values_list(*names)  # noqa: SLF001 - likewise
    for row in found.iterator(chunk_size=CHUNK):
        values = dict(zip(names, row, strict=True))
        yield json.dumps(values, ensure_ascii=False, default=_said).encode() + b"\n"


def _said(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        # As Django's field of bytes reads it again.
        return b64encode(value).decode()
    raise TypeError(f"a column of {type(value).__name__} has no place in a backup yet")


def _put(file: ZipFile, place: str, lines: Iterator[bytes]) -> Part:
    count, total = 0, sha256()
    info = ZipInfo(place, EPOCH)
    info.compress_type = ZIP_DEFLATED
    with file.open(info, "w", force_zip64=True) as out:
        for line in lines:
            out.write(line)
            total.update(line)
            count += 1
    return Part(count, total.hexdigest())


def _put_scan(file: ZipFile, place: str, scan: Path) -> Part:
    info, total = ZipInfo(place, EPOCH), sha256()
    # A PDF or a picture is compressed already.
    info.compress_type = ZIP_STORED
    with file.open(info, "w", force_zip64=True) as out, scan.open("rb") as content:
        for block in blocks(content):
            out.write(block)
            total.update(block)
    return Part(None, total.hexdigest())


def blocks(content: IO[bytes]) -> Iterator[bytes]:
    """Give what a file holds, a piece at a time."""
    while block := content.read(1 << 20):
        yield block
