"""Where things stand in the drawings of the board: provinces as tiles, and shares as lengths."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bureau.archives.vocabulary import grade_label
from bureau.grades.board import Group

# Columns and rows of a grid on which every province is a tile of one size; by the first two digits of GB/T 2260.
TILES: Final = {
    "23": (8, 0),
    "15": (6, 1),
    "22": (8, 1),
    "65": (1, 2),
    "62": (3, 2),
    "64": (4, 2),
    "14": (5, 2),
    "11": (6, 2),
    "12": (7, 2),
    "21": (8, 2),
    "63": (3, 3),
    "61": (4, 3),
    "41": (5, 3),
    "13": (6, 3),
    "37": (7, 3),
    "54": (1, 4),
    "51": (3, 4),
    "50": (4, 4),
    "42": (5, 4),
    "34": (6, 4),
    "32": (7, 4),
    "31": (8, 4),
    "53": (3, 5),
    "52": (4, 5),
    "43": (5, 5),
    "36": (6, 5),
    "33": (7, 5),
    "45": (4, 6),
    "44": (5, 6),
    "35": (6, 6),
    "46": (5, 7),
}
SIZE: Final = 72
LONG: Final = 600
# Below which share of the graded a tile has which shade.
SHADES: Final = (0.05, 0.1, 0.2, 0.35)
ENDINGS: Final = ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市")


@dataclass(frozen=True, slots=True)
class Tile:
    """A province on the map, with the share of its graded enterprises that have one of the two lower grades."""

    x: int
    y: int
    code: str
    name: str
    total: int
    share: int
    shade: int

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
        """Where its share stands."""
        return self.y + 52


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar: from where, how long, which grade, and how many."""

    x: float
    length: float
    number: int
    grade: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of grades."""

    key: str
    total: int
    pieces: tuple[Piece, ...]


def tiles_of(provinces: Sequence[Group], names: dict[str, str]) -> list[Tile]:
    """Lay the provinces out; one that has nobody in charge of the reader is left out."""
    made = []
    for group in provinces:
        place = TILES.get(group.key)
        if place is None:
            continue
        counts = [count for _, count in group.counts]
        graded, low = sum(counts[:-1]), sum(counts[-3:-1])
        share = low / graded if graded else 0
        shade = sum(share >= border for border in SHADES)
        code = f"{group.key}0000"
        name = _short(names.get(code, group.key))
        made.append(
            Tile(place[0] * SIZE, place[1] * SIZE, code, name, group.total, round(100 * share), shade)
        )
    return made


def bar_of(group: Group, most: int) -> Bar:
    """Draw a group to the scale of the largest one."""
    pieces, x = [], 0.0
    for number, (grade, count) in enumerate(group.counts):
        length = round(LONG * count / most, 1) if most else 0.0
        if count:
            pieces.append(Piece(round(x, 1), length, number, grade, grade_label(grade), count))
        x += length
    return Bar(group.key, group.total, tuple(pieces))


def bars_of(groups: Sequence[Group]) -> list[Bar]:
    """Draw groups to one scale."""
    most = max((group.total for group in groups), default=0)
    return [bar_of(group, most) for group in groups]


def _short(name: str) -> str:
    for ending in ENDINGS:
        if name.endswith(ending):
            return name.removesuffix(ending)
    return name
