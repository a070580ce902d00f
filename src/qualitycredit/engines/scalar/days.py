"""A verdict and how long it stays, as one whole number of days: the signed horizon (docs/adr, signed horizons)."""

from typing import Final

from qualitycredit.model.periods import LAST_DAY

FOREVER: Final = 2**30
ALWAYS: Final = -FOREVER


def certain(holds: bool) -> int:  # noqa: FBT001 - a verdict
    """Give the horizon of a verdict that never changes."""
    return FOREVER if holds else -FOREVER


def between(day: int, enter: int, leave: int = FOREVER) -> int:
    """Give the horizon, on `day`, of what holds from the day `enter` until before the day `leave` (ordinals)."""
    if enter >= leave:
        return -FOREVER
    if day < enter:
        return day - enter if enter <= LAST_DAY else -FOREVER
    if day < leave:
        return leave - day if leave <= LAST_DAY else FOREVER
    return -FOREVER
