"""Reads: where a decision stands in the log, what opens it, and what the log holds."""

from typing import Any

from bureau.grades.models import Decision
from bureau.ledger.models import LogTile, Place, SignedCheckpoint
from bureau.ledger.statements import statement_of
from bureau.store.models import Listing
from qualitycredit.errors import LedgerUnreadable
from qualitycredit.ledger import Checkpoint, TiledNodes, open_parts, root_of


def head() -> SignedCheckpoint | None:
    """Give the checkpoint that was signed last."""
    return SignedCheckpoint.objects.first()


def place_of(decision: Decision) -> Place | None:
    """Give where a decision stands in the log; nowhere until the next checkpoint is signed."""
    return Place.objects.filter(leaf__decision=decision).select_related("leaf").first()


def opening_of(decision: Decision) -> dict[str, Any] | None:
    """Give what opens, to the public, the grade of a decision and the standard it was given by, and nothing else of it.

    It is what an entry of the register carries as its `opening`. None until the decision has its place in the log,
    which it gets by `manage log_checkpoint`, and none for a grade that is never public, whoever asks.
    """
    place = place_of(decision) if decision.grade in Listing.values else None
    if place is None:
        return None
    return open_parts(place.index, bytes(place.leaf.salt), statement_of(decision)).document()


def tile(path: str) -> bytes | None:
    """Give a tile of the log, as the library fetches it."""
    found = LogTile.objects.filter(path=path).first()
    return bytes(found.content) if found else None


def is_as_signed(checkpoint: SignedCheckpoint) -> bool:
    """Tell whether the tiles of the log give the root that was signed."""
    origin = checkpoint.text.partition("\n")[0]
    try:
        root = root_of(TiledNodes(tile, checkpoint.size), checkpoint.size)
    except LedgerUnreadable:
        return False
    return checkpoint.text.startswith(Checkpoint(origin, checkpoint.size, root).text)
