"""Counts for the public: none that is small, and none from which a small one follows."""

from collections.abc import Mapping
from typing import Final

from bureau.store.models import LEAST

WHOLE: Final = ""
# Two hidden counts at least, so that none follows from the whole.
FEWEST: Final = 2


def shown(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Give the counts of the parts and of the whole, rounded down to tens; nothing where a small one would show.

    One hidden count would follow from the whole, and so would the sum of several; the smallest that are left are
    hidden too until it is no small one.
    """
    hidden = {part for part, count in counts.items() if count < LEAST}
    for part in sorted(counts, key=lambda one: (counts[one], one)):
        if hidden and (len(hidden) < FEWEST or sum(counts[one] for one in hidden) < LEAST):
            hidden.add(part)
    whole = sum(counts.values())
    parts = {part: None if part in hidden else _rounded(count) for part, count in counts.items()}
    return {**parts, WHOLE: _rounded(whole) if whole >= LEAST else None}


def _rounded(count: int) -> int:
    return count - count % LEAST
