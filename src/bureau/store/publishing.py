"""What is published besides the register: counts, documents as data, and the log of commitments."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from bureau.store.chain import hash_of
from bureau.store.counting import shown
from bureau.store.models import Document, Measure, Statistic, Tile
from bureau.store.refusals import ReleaseRefused
from bureau.store.router import PUBLIC

# Editions of the same counts lie so far apart, so that hardly anything follows from their difference.
APART: Final = timedelta(days=28)
CHECKPOINT: Final = "checkpoint"
# Where a tile lies by C2SP tlog-tiles, and a bundle of entries, which are hashes too, each with its length before it.
TILE: Final = re.compile(r"(?:[0-9]{1,2}|entries)/(?:x[0-9]{3}/)*[0-9]{3}(?:\.p/[1-9][0-9]{0,2})?")
BUNDLE: Final = "entries/"
HASH, WIDEST = 32, 256
LENGTH: Final = HASH.to_bytes(2, "big")


def publish_counts(measure: str, counts: Mapping[str, int], *, on: date) -> bool:
    """Publish how many there are in each region and in all; tell whether it was time for a new edition."""
    if measure not in Measure.values:
        raise ReleaseRefused(_("没有这项统计。"))
    with transaction.atomic(using=PUBLIC):
        before = Statistic.objects.filter(measure=measure)
        if before.filter(on__gt=on - APART).exists():
            return False
        before.delete()
        Statistic.objects.bulk_create(
            Statistic(on=on, measure=measure, region=region, count=count)
            for region, count in shown(counts).items()
        )
    return True


def put_document(slug: str, content: dict[str, Any], *, language: str = "", at: datetime) -> Document:
    """Publish a document, in the place of the one before; the same again stays as it is."""
    digest = hash_of(content)
    with transaction.atomic(using=PUBLIC):
        there = Document.objects.filter(slug=slug, language=language).first()
        if there and there.sha256 == digest:
            return there
        said = {"content": content, "sha256": digest, "released_at": at}
        return Document.objects.update_or_create(slug=slug, language=language, defaults=said)[0]


def publish_log(checkpoint: str, tiles: Mapping[str, bytes], *, at: datetime) -> None:
    """Publish tiles of the log, and the signed checkpoint that they belong to, which is seen with them or not at all.

    A path is that of C2SP tlog-tiles below `tile/`, such as `0/000`, `1/x001/067.p/3` or `entries/000`; all are of hashes.
    """
    for path, hashes in tiles.items():
        if not TILE.fullmatch(path) or not _is_of_hashes(hashes, bundled=path.startswith(BUNDLE)):
            raise ReleaseRefused(_("日志的一块应当只有散列值，放在 C2SP 规定的地方。"))
    with transaction.atomic(using=PUBLIC):
        for path, hashes in tiles.items():
            there, made = Tile.objects.get_or_create(path=path, defaults={"hashes": hashes})
            if not made and bytes(there.hashes) != hashes:
                raise ReleaseRefused(_("日志里已经公布的一块不能改变。"))
        put_document(CHECKPOINT, {"text": checkpoint}, at=at)


def _is_of_hashes(content: bytes, *, bundled: bool) -> bool:
    width = HASH + len(LENGTH) if bundled else HASH
    if bundled and any(content[at : at + len(LENGTH)] != LENGTH for at in range(0, len(content), width)):
        return False
    return bool(content) and len(content) % width == 0 and len(content) <= width * WIDEST
