"""A log of the cast, its files, and the key that signs it."""

from collections.abc import Sequence
from typing import Final

from qualitycredit.engines.scalar import grade_dossier
from qualitycredit.ledger import (
    Checkpoint,
    EntryProof,
    Growing,
    Pocket,
    SigningKey,
    Statement,
    commitment,
    facts_sha256,
    leaf_hash,
    prove_entry,
    root_of,
)
from qualitycredit.ledger.pockets import graded_parts
from qualitycredit.model.facts import Dossier
from qualitycredit.reading import load_standard
from tests.cast import AS_OF, KNOWN_AT

ORIGIN: Final = "example.org/log"
KEY: Final = SigningKey(ORIGIN, bytes(range(32)))
NEXT_KEY: Final = SigningKey(ORIGIN, bytes(range(32, 64)))
STANDARD: Final = load_standard()


class Log:
    """A log in memory, with the files that it publishes below `tile/`."""

    def __init__(self, *entries: bytes) -> None:
        self.entries: list[bytes] = []
        self.files: dict[str, bytes] = {}
        self.root = root_of(Growing(self.fetch, 0, []), 0)
        self.append(entries)

    def fetch(self, path: str) -> bytes | None:
        return self.files.get(path)

    def append(self, entries: Sequence[bytes]) -> None:
        """Let the log grow, and publish its new tiles."""
        old = len(self.entries)
        self.entries += entries
        grown = Growing(self.fetch, old, [leaf_hash(one) for one in entries])
        self.files.update(grown.tiles(dict(enumerate(self.entries))))
        self.root = root_of(grown, len(self.entries))

    @property
    def checkpoint(self) -> Checkpoint:
        return Checkpoint(ORIGIN, len(self.entries), self.root)

    def proof(self, index: int) -> EntryProof:
        return prove_entry(self.fetch, index, self.checkpoint.signed([KEY]), [KEY.verifier])


def entries(count: int) -> list[bytes]:
    return [number.to_bytes(32, "big") for number in range(count)]


def statement_of(dossier: Dossier) -> Statement:
    decision = grade_dossier(STANDARD, dossier, AS_OF, KNOWN_AT)
    receipt = {"cause": "change", "engine": "scalar", "version": "0.1.0", "enterprises": 1}
    return {
        **graded_parts(decision),
        "standard": {
            "standard": STANDARD.name,
            "edition": STANDARD.edition,
            "text_sha256": STANDARD.text_hash,
            "rules_sha256": STANDARD.rules_hash,
            "readings": dict(STANDARD.chosen),
        },
        "facts": {"facts_sha256": facts_sha256(dossier), "known_at": KNOWN_AT.isoformat()},
        "receipt": receipt,
    }


def pocket_of(dossier: Dossier, *, before: int = 5, after: int = 3) -> Pocket:
    """Give the pocket file of a firm's decision, in a log with others before and after it."""
    salt, statement = bytes(range(100, 132)), statement_of(dossier)
    log = Log(*entries(before), commitment(salt, statement), *entries(after))
    return Pocket(dossier, statement, salt, log.proof(before))
