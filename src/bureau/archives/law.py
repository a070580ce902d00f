"""Which law holds on a day. The app above that knows what was adopted says so in its `ready`; until then it is the default."""

from collections.abc import Callable
from datetime import date, datetime

from bureau.archives.vocabulary import standard
from qualitycredit.model.standard import Standard

Governing = Callable[[date, datetime], Standard]
_GOVERNING: list[Governing] = []


def govern(governing: Governing) -> None:
    """Be asked from now on which standard holds; the last to say so is asked."""
    _GOVERNING[:] = [governing]


def standard_on(on: date, known_at: datetime) -> Standard:
    """Give the standard with its readings that holds on a day, by what was adopted at a moment."""
    return _GOVERNING[0](on, known_at) if _GOVERNING else standard()
