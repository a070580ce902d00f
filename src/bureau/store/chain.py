"""The chain of changes: each is hashed over what it says and over the one before, and all of them give the register."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, Final

from bureau.store.models import Kind

# What the first link follows on.
START: Final = "0" * 64
Snapshot = dict[str, Any]
Key = tuple[str, str]


class ChainBroken(ValueError):
    """A link is missing or was written over."""


@dataclass(frozen=True, slots=True)
class Link:
    """A change as it is published. Its snapshot is nothing where a later one took its place."""

    sequence: int
    kind: str
    on: str
    code: str
    decision: str
    snapshot: Snapshot | None
    content: str
    previous: str
    sha256: str


def canonical(value: object) -> bytes:
    """Give a value as the bytes that are hashed: JSON, keys in order, no blanks, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hash_of(value: object) -> str:
    """Give the SHA-256 of a value."""
    return sha256(canonical(value)).hexdigest()


def hash_of_link(said: Mapping[str, object]) -> str:
    """Give the SHA-256 of a link: over all that it says, the snapshot by its own SHA-256."""
    return hash_of({name: value for name, value in said.items() if name not in {"snapshot", "sha256"}})


def added_up(links: Iterable[Link], head: str) -> dict[Key, Snapshot]:
    """Check a chain from its start, and give the register that it adds up to."""
    register: dict[Key, Snapshot] = {}
    last, number = START, 0
    for link in links:
        number += 1
        if (link.sequence, link.previous) != (number, last) or link.sha256 != hash_of_link(asdict(link)):
            raise ChainBroken(str(number))
        if link.snapshot is not None and hash_of(link.snapshot) != link.content:
            raise ChainBroken(str(number))
        last, key = link.sha256, (link.code, link.decision)
        if link.kind == Kind.EXPIRED:
            register.pop(key, None)
        elif link.snapshot is not None:
            register[key] = link.snapshot
    if last != head:
        raise ChainBroken(str(number))
    return register
