"""The whole log is held against the decisions, the tiles, and everything that was ever signed or published of it."""

from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from bureau.grades.models import Decision
from bureau.ledger.models import Leaf, LogTile, Place, SignedCheckpoint
from bureau.ledger.statements import PADDING, statement_of
from bureau.store.publishing import BUNDLE, CHECKPOINT, HASH
from bureau.store.queries import document, tile
from qualitycredit.ledger import Checkpoint, Growing, Leaves, commitment, leaf_hash, root_of
from qualitycredit.ledger.tiles import WIDTH

PARTIAL = ".p/"
# One that was rewritten is enough to know; more are counted.
SAID = 20


def faults() -> Iterator[str]:
    """Give what is wrong with the log, a sentence each; nothing where it is whole."""
    yield from _few(_of_leaves())
    yield from _of_decisions()
    placed = Place.objects.order_by("index").values_list("index", "leaf__commitment")
    entries = {index: bytes(one) for index, one in placed.iterator(chunk_size=5000)}
    if list(entries) != list(range(len(entries))):
        yield _("日志的位置不连续：有条目被删去。")
        return
    hashes = [leaf_hash(one) for one in entries.values()]
    yield from _of_checkpoints(Leaves(hashes), len(hashes))
    yield from _few(_of_tiles(Growing(tile, 0, hashes).tiles(entries)))


def _few(found: Iterator[str]) -> Iterator[str]:
    yield from islice(found, SAID)
    if more := sum(1 for _one in found):
        yield _("还有 %(count)s 处。") % {"count": more}


def _of_leaves() -> Iterator[str]:
    leaves = Leaf.objects.select_related("decision__receipt").order_by("pk")
    for one in leaves.iterator(chunk_size=2000):
        said = PADDING if one.decision is None else statement_of(one.decision)
        if commitment(bytes(one.salt), said) != bytes(one.commitment):
            yield _("承诺 %(leaf)s 与决定 %(decision)s 不符：决定、凭证、盐值或者承诺改写过。") % {
                "leaf": one.pk,
                "decision": one.decision_id or "—",
            }


def _of_decisions() -> Iterator[str]:
    last = SignedCheckpoint.objects.first()
    if last is None:
        return
    missing = Decision.objects.filter(leaf__isnull=True, known_at__lte=last.signed_at).count()
    if missing:
        yield _("有 %(count)s 项决定没有承诺。") % {"count": missing}


def _of_checkpoints(nodes: Leaves, size: int) -> Iterator[str]:
    for one in SignedCheckpoint.objects.order_by("size"):
        asked = {"size": one.size, "moment": f"{one.signed_at:%Y-%m-%d}"}
        if one.size > size:
            yield _("%(moment)s 签署的日志有 %(size)s 条，现在不到这么多：有条目被删去。") % asked
            continue
        origin = one.text.partition("\n")[0]
        if not one.text.startswith(Checkpoint(origin, one.size, root_of(nodes, one.size)).text):
            yield _("日志的前 %(size)s 条与 %(moment)s 签署的检查点不符：有条目改写过。") % asked
    public = document(CHECKPOINT)
    if public and not SignedCheckpoint.objects.filter(text=public.content["text"]).exists():
        yield _("公布的检查点不是这里签署的。")


def _of_tiles(made: dict[str, bytes]) -> Iterator[str]:
    # Of tiles that were partial once, what is there now has the same beginning.
    whole = {path.partition(PARTIAL)[0]: content for path, content in made.items()}
    kept = {path: bytes(content) for path, content in LogTile.objects.values_list("path", "content")}
    for path in sorted(made.keys() | kept.keys()):
        base, _partial, width = path.partition(PARTIAL)
        length = int(width or WIDTH) * (HASH + 2 if path.startswith(BUNDLE) else HASH)
        right = whole.get(base, b"")[:length]
        if kept.get(path) != right or tile(path) not in {None, right}:
            yield _("日志的 tile/%(path)s 与承诺不符，在这里或者在公开数据库。") % {"path": path}
