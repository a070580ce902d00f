"""The layout of C2SP tlog-tiles: hashes of a tree in files of 256, and the entries in bundles beside them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from qualitycredit.errors import LedgerUnreadable
from qualitycredit.ledger.hashing import HASH, Leaves

HEIGHT: Final = 8
WIDTH: Final = 1 << HEIGHT
CHECKPOINT: Final = "checkpoint"
_ENTRIES: Final = "entries"

# Gives what lies at a path below `tile/`, or None where there is nothing.
Fetch = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile: `level` counts in steps of 256, none for a bundle of entries; `width` is below 256 where it is partial."""

    level: int | None
    number: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """The path below `tile/`, such as `0/x001/234`."""
        level = _ENTRIES if self.level is None else str(self.level)
        return f"{level}/{_digits(self.number)}{'' if self.width == WIDTH else f'.p/{self.width}'}"


def _digits(number: int) -> str:
    parts = [f"{number % 1000:03}"]
    while number := number // 1000:
        parts.append(f"x{number % 1000:03}")
    return "/".join(reversed(parts))


def tiles_between(old: int, new: int) -> Iterator[Tile]:
    """Give the tiles of a tree of `new` leaves that one of `old` does not have, full ones and the partial ones."""
    level, before, now = 0, old, new
    while now:
        for number in range(before // WIDTH, -(-now // WIDTH) if now > before else 0):
            width = min(WIDTH, now - number * WIDTH)
            yield Tile(level, number, width)
            if level == 0:
                yield Tile(None, number, width)
        level, before, now = level + 1, before // WIDTH, now // WIDTH


class TiledNodes:
    """The nodes of a tree of `size` leaves, read from its tiles; each tile is read once."""

    def __init__(self, fetch: Fetch, size: int) -> None:
        self._fetch, self._size = fetch, size
        self._read: dict[Tile, Leaves] = {}

    def node(self, level: int, number: int) -> bytes:
        """Give a node. Raises LedgerUnreadable where its tile is missing or cut short."""
        tile_level, above = divmod(level, HEIGHT)
        tile_number, within = divmod(number << above, WIDTH)
        return self._tile(tile_level, tile_number).node(above, within >> above)

    def _tile(self, level: int, number: int) -> Leaves:
        there = (self._size >> level * HEIGHT) - number * WIDTH
        tile = Tile(level, number, min(WIDTH, there))
        if tile not in self._read:
            self._read[tile] = Leaves(list(hashes_in(self._bytes(tile), tile)))
        return self._read[tile]

    def _bytes(self, tile: Tile) -> bytes:
        found = self._fetch(tile.path)
        if found is None and tile.width < WIDTH:
            # Once a tile is full, its partial ones need not be kept.
            found = self._fetch(Tile(tile.level, tile.number).path)
            found = found and found[: tile.width * HASH]
        if not found:
            raise LedgerUnreadable(
                f"缺少日志的 tile/{tile.path}。请从日志所在的地址再取一次。",
                f"tile/{tile.path} of the log is missing. Fetch it again from where the log is.",
            )
        return found


def hashes_in(content: bytes, tile: Tile) -> Iterator[bytes]:
    """Give the hashes in a tile. Raises LedgerUnreadable where they are not as many as its name says."""
    if len(content) != tile.width * HASH:
        raise LedgerUnreadable(
            f"日志的 tile/{tile.path} 应有 {tile.width * HASH} 字节，实有 {len(content)} 字节。请再取一次。",
            f"tile/{tile.path} of the log should have {tile.width * HASH} bytes and has {len(content)}. Fetch it again.",
        )
    return (content[start : start + HASH] for start in range(0, len(content), HASH))


class Growing:
    """The nodes of a tree to which leaves are added: the old ones from tiles, the new ones computed."""

    def __init__(self, fetch: Fetch, old: int, hashes: Sequence[bytes]) -> None:
        self._old = TiledNodes(fetch, old)
        self._known: list[dict[int, bytes]] = [dict(enumerate(hashes, start=old))]
        self._sizes = old, old + len(hashes)

    def node(self, level: int, number: int) -> bytes:
        """Give a node."""
        if (number + 1) << level <= self._sizes[0]:
            return self._old.node(level, number)
        return self._new(level, number)

    def _new(self, level: int, number: int) -> bytes:
        while len(self._known) <= level:
            self._known.append({})
        if number not in self._known[level]:
            pair = Leaves([self.node(level - 1, 2 * number), self.node(level - 1, 2 * number + 1)])
            self._known[level][number] = pair.node(1, 0)
        return self._known[level][number]

    def tiles(self, entries: Mapping[int, bytes]) -> dict[str, bytes]:
        """Give, by their paths, the tiles that are new; `entries` are those of every bundle that is."""
        return {tile.path: self._content(tile, entries) for tile in tiles_between(*self._sizes)}

    def _content(self, tile: Tile, entries: Mapping[int, bytes]) -> bytes:
        numbers = range(tile.number * WIDTH, tile.number * WIDTH + tile.width)
        if tile.level is None:
            return b"".join(bundled(entries[number]) for number in numbers)
        return b"".join(self.node(tile.level * HEIGHT, number) for number in numbers)


def bundled(entry: bytes) -> bytes:
    """Give an entry as it stands in a bundle: its length in two bytes, and itself."""
    return len(entry).to_bytes(2, "big") + entry
