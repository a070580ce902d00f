"""The Merkle tree of RFC 9162: its hashes, and where they are looked up."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Final, Protocol

HASH: Final = 32
_LEAF, _NODE = b"\x00", b"\x01"


def leaf_hash(entry: bytes) -> bytes:
    """Give the hash of an entry of the log."""
    return sha256(_LEAF + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Give the hash of two nodes that stand beside each other."""
    return sha256(_NODE + left + right).digest()


class Nodes(Protocol):
    """What knows the complete nodes of a tree: at level 0 the hashes of leaves, above them those of pairs."""

    def node(self, level: int, number: int) -> bytes:
        """Give the node that stands over the leaves from `number << level` on, `1 << level` of them."""


class Leaves:
    """The nodes of a tree whose leaves are all at hand, each computed once."""

    def __init__(self, hashes: Sequence[bytes]) -> None:
        self._levels = [list(hashes)]
        while len(below := self._levels[-1]) > 1:
            pairs = zip(below[::2], below[1::2], strict=False)
            self._levels.append([node_hash(left, right) for left, right in pairs])

    def node(self, level: int, number: int) -> bytes:
        """Give a node."""
        return self._levels[level][number]


def span_hash(nodes: Nodes, start: int, end: int) -> bytes:
    """Give the hash of the leaves from `start` to before `end`, as a tree of their own; `start` fits their number."""
    if start == end:
        return sha256(b"").digest()
    width = end - start
    if width & (width - 1) == 0:
        level = width.bit_length() - 1
        return nodes.node(level, start >> level)
    middle = start + left_part(width)
    return node_hash(span_hash(nodes, start, middle), span_hash(nodes, middle, end))


def root_of(nodes: Nodes, size: int) -> bytes:
    """Give the root of the first `size` leaves."""
    return span_hash(nodes, 0, size)


def left_part(width: int) -> int:
    """Give how many of `width` leaves, two at least, are in the left part: the largest power of two below it."""
    return 1 << (width - 1).bit_length() - 1
