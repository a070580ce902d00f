"""Writes: new commitments get their places, a checkpoint of the log is signed, and what is signed is published."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bureau.archives.bulk import insert
from bureau.audit.actions import record
from bureau.audit.actors import Actor
from bureau.grades.models import Decision
from bureau.ledger.committing import commit_to, fill_up
from bureau.ledger.events import Event
from bureau.ledger.models import Leaf, LogTile, Place, SignedCheckpoint
from bureau.ledger.queries import head, is_as_signed, tile
from bureau.store.publishing import publish_log, put_document
from bureau.store.queries import tile_paths
from qualitycredit.ledger import Checkpoint, Growing, SigningKey, leaf_hash, root_of
from qualitycredit.ledger.tiles import WIDTH

KEY = "log-key"


@transaction.atomic
def sign_checkpoint(*, by: Actor, at: datetime, keys: Sequence[SigningKey]) -> SignedCheckpoint:
    """Give every commitment that has none its place in the log, by lot, and sign the log as it is then.

    The log grows by whole tiles, at least by one: what is lacking is filled up, so that nobody sees how many decisions
    there were since the last time. Raises ValidationError where the log is not the one that was signed.
    """
    last = SignedCheckpoint.objects.select_for_update().first()
    if last and not is_as_signed(last):
        raise ValidationError(_("日志与上次签署的检查点不符，不再签署。请用 manage check_log 查明。"))
    old = last.size if last else 0
    commit_to(Decision.objects.filter(leaf__isnull=True).select_related("receipt").iterator(chunk_size=2000))
    waiting = Leaf.objects.filter(place__isnull=True)
    count = waiting.count()
    fill_up(-count % WIDTH if count else WIDTH)
    leaves = list(waiting.values_list("pk", "commitment"))
    secrets.SystemRandom().shuffle(leaves)
    insert([Place(index=index, leaf_id=pk) for index, (pk, _one) in enumerate(leaves, start=old)], keyed=True)
    entries = {index: bytes(one) for index, (_pk, one) in enumerate(leaves, start=old)}
    grown = Growing(tile, old, [leaf_hash(one) for one in entries.values()])
    insert([LogTile(path=path, content=content) for path, content in grown.tiles(entries).items()])
    size = old + len(leaves)
    checkpoint = Checkpoint(keys[0].name, size, root_of(grown, size))
    made = SignedCheckpoint.objects.create(size=size, text=checkpoint.signed(keys), signed_at=at)
    change = {"size": size, "root": checkpoint.root.hex(), "keys": [str(key.verifier) for key in keys]}
    record(by=by, at=at, event=Event.SIGNED, on=made, change=change)
    return made


def publish(*, at: datetime, keys: Sequence[SigningKey]) -> int:
    """Publish the checkpoint that was signed last with the tiles that are not public yet; give how many those were."""
    last = head()
    if last is None:
        return 0
    there = tile_paths()
    paths = [path for path in LogTile.objects.values_list("path", flat=True) if path not in there]
    tiles = LogTile.objects.filter(path__in=paths) if there else LogTile.objects.all()
    publish_log(last.text, {one.path: bytes(one.content) for one in tiles}, at=at)
    put_document(KEY, {"text": "".join(f"{key.verifier}\n" for key in keys)}, at=at)
    return len(paths)
