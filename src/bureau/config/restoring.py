"""A backup brought back: into an empty database of this version, all of it or nothing."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from bureau.archives.bulk import insert
from bureau.config.backups import (
    CHUNK,
    FORMAT,
    MANIFEST,
    Manifest,
    Part,
    blocks,
    migrations,
    place_of,
    tables,
)

Told = Callable[[str], object]


def restore(path: Path, told: Told = lambda _: None) -> Manifest:
    """Bring a backup back; the database has its tables and nothing in them, and the folder of scans is empty.

    Raises ValidationError, and changes nothing, where the file is no backup, is damaged, was made by another version,
    or something is there already.
    """
    try:
        with ZipFile(path) as file:
            manifest = _manifest(file, path)
            _check(file, path, manifest)
            with transaction.atomic():
                for model in tables():
                    told(place_of(model))
                    _fill(file, model)
                _count_on()
                # Last, and within the transaction: scans without rows are found by nobody, and do no harm.
                for place, part in manifest.parts.items():
                    if part.rows is None:
                        _take_out(file, place)
    except (BadZipFile, OSError) as error:
        raise ValidationError(
            _("%(path)s 读不出来（%(why)s）。请换一份备份。") % {"path": path, "why": error}
        ) from error
    return manifest


def _manifest(file: ZipFile, path: Path) -> Manifest:
    try:
        held = json.loads(file.read(MANIFEST))
        parts = {place: Part(**part) for place, part in held.pop("parts").items()}
        manifest = Manifest(parts=parts, **held)
    except (KeyError, TypeError, ValueError) as error:
        raise ValidationError(_("%(path)s 不是本系统的备份。") % {"path": path}) from error
    if manifest.format != FORMAT or manifest.migrations != migrations():
        raise ValidationError(
            _("%(path)s 由 %(version)s 版备份，数据表与现在的版本不同。请先装上那一版，恢复以后再升级。")
            % {"path": path, "version": manifest.version}
        )
    return manifest


def _scans() -> list[Path]:
    return list(Path(settings.EVIDENCE_FOLDER).rglob("*"))


def _check(file: ZipFile, path: Path, manifest: Manifest) -> None:
    full = [str(one._meta.verbose_name) for one in tables() if one._base_manager.exists()]  # noqa: SLF001 - Django's public names
    if full or _scans():
        raise ValidationError(
            _("这里已经有内容（%(what)s），不能恢复。请换一个空的数据库和文件夹。")
            % {"what": "、".join(full[:3]) or _("扫描件")}
        )
    if set(file.namelist()) != {*manifest.parts, MANIFEST}:
        raise ValidationError(_("%(path)s 不完整，少了或者多了文件。请换一份备份。") % {"path": path})
    for place, part in manifest.parts.items():
        total = sha256()
        with file.open(place) as content:
            for block in blocks(content):
                total.update(block)
        if total.hexdigest() != part.sha256:
            raise ValidationError(
                _("%(path)s 里的 %(place)s 与校验和不符，已经损坏。请换一份备份。")
                % {"path": path, "place": place}
            )


def _fill(file: ZipFile, model: type[Model]) -> None:
    fields = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001 - Django's public name for it
    waiting = []
    with file.open(place_of(model)) as lines:
        for line in lines:
            values = json.loads(line)
            waiting.append(model(**{name: fields[name].to_python(value) for name, value in values.items()}))
            if len(waiting) == CHUNK:
                insert(waiting, keyed=True)
                waiting.clear()
    insert(waiting, keyed=True)


def _count_on() -> None:
    """Let new rows have numbers after those that came back."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)


def _take_out(file: ZipFile, place: str) -> None:
    target = Path(settings.EVIDENCE_FOLDER) / Path(place).relative_to("evidence")
    target.parent.mkdir(parents=True, exist_ok=True)
    with file.open(place) as content, target.open("wb") as out:
        for block in blocks(content):
            out.write(block)
