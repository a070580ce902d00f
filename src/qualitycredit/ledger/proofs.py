"""Proofs of RFC 9162: that an entry is in a log, and that a log is the beginning of another."""

from collections.abc import Sequence

from qualitycredit.ledger.hashing import Nodes, left_part, node_hash, span_hash


def inclusion_proof(nodes: Nodes, index: int, size: int) -> list[bytes]:
    """Give the hashes by which the leaf at `index`, below `size`, leads to the root of the first `size` leaves."""
    return _path(nodes, index, 0, size)


def _path(nodes: Nodes, index: int, start: int, end: int) -> list[bytes]:
    if end - start == 1:
        return []
    middle = start + left_part(end - start)
    if index < middle:
        return [*_path(nodes, index, start, middle), span_hash(nodes, middle, end)]
    return [*_path(nodes, index, middle, end), span_hash(nodes, start, middle)]


def consistency_proof(nodes: Nodes, old: int, new: int) -> list[bytes]:
    """Give the hashes by which the first `old` leaves are shown to be the beginning of the first `new`."""
    return [] if old in {0, new} else _beginning(nodes, old, 0, new, known=True)


def _beginning(nodes: Nodes, old: int, start: int, end: int, *, known: bool) -> list[bytes]:
    if old == end:
        return [] if known else [span_hash(nodes, start, end)]
    middle = start + left_part(end - start)
    if old <= middle:
        below = _beginning(nodes, old, start, middle, known=known)
        return [*below, span_hash(nodes, middle, end)]
    return [*_beginning(nodes, old, middle, end, known=False), span_hash(nodes, start, middle)]


def includes(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Tell whether a proof leads from the hash of a leaf to a root (RFC 9162, section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    number, last, found = index, size - 1, leaf
    for other in proof:
        if last == 0:
            return False
        if number & 1 or number == last:
            found = node_hash(other, found)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            found = node_hash(found, other)
        number, last = number >> 1, last >> 1
    return last == 0 and found == root


def begins(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Tell whether a proof leads from the root of a log to that of a longer one (RFC 9162, section 2.1.4.2)."""
    if not 0 < old < new:
        # Every log begins with nothing, which has no root to be led from; and each is its own beginning.
        return not proof and (old_root == new_root if old == new else old == 0)
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    number, last = old - 1, new - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    old_found = new_found = path[0]
    for other in path[1:]:
        if last == 0:
            return False
        if number & 1 or number == last:
            old_found, new_found = node_hash(other, old_found), node_hash(other, new_found)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            new_found = node_hash(new_found, other)
        number, last = number >> 1, last >> 1
    return last == 0 and (old_found, new_found) == (old_root, new_root)
