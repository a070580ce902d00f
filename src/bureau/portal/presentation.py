"""What pages show, ready for a template."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise

from bureau.portal.provinces import PROVINCES, SIZE
from bureau.store.models import Entry, Measure, Statistic

# From which count on a tile has which depth of colour.
DEPTHS: Final = (10, 100, 1_000, 10_000)


@dataclass(frozen=True, slots=True)
class About:
    """What is said about a code: its entry, or none, and notices of what was withdrawn."""

    code: str
    entry: Entry | None
    notices: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """A province with a count; none where it is not shown."""

    code: str
    name: str | Promise
    count: int | None
    depth: int
    x: int
    y: int

    @property
    def middle(self) -> int:
        """Where its words are centred."""
        return self.x + SIZE // 2 - 2

    @property
    def upper(self) -> int:
        """Where its name stands."""
        return self.y + 30

    @property
    def lower(self) -> int:
        """Where its count stands."""
        return self.y + 52


@dataclass(frozen=True, slots=True)
class Counted:
    """One measure: in all, and by province."""

    name: str
    label: str | Promise
    on: date
    whole: int | None
    tiles: tuple[Tile, ...]


def about(code: str, found: Sequence[Entry]) -> About:
    """Tell the entry that stands from notices; the same for a code that nobody knows."""
    standing = [one for one in found if one.withdrawn_on is None]
    notices = tuple(one for one in found if one.withdrawn_on is not None)
    return About(code, standing[0] if standing else None, notices)


def counted(statistics: Iterable[Statistic]) -> list[Counted]:
    """Lay counts out, a map for each measure that is published."""
    by_measure: dict[str, dict[str, Statistic]] = {}
    for one in statistics:
        by_measure.setdefault(one.measure, {})[one.region[:2]] = one
    return [
        Counted(measure.value, measure.label, found[""].on, found[""].count, _tiles(found))
        for measure in Measure
        if (found := by_measure.get(measure.value))
    ]


def _tiles(found: dict[str, Statistic]) -> tuple[Tile, ...]:
    made = []
    for one in PROVINCES:
        count = found[one.code].count if one.code in found else None
        depth = sum((count or 0) >= least for least in DEPTHS)
        made.append(Tile(one.code, one.name, count, depth, one.column * SIZE, one.row * SIZE))
    return tuple(made)
