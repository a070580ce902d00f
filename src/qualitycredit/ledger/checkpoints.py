"""Checkpoints of C2SP tlog-checkpoint: how long a log is, and its root, signed."""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from qualitycredit.errors import LedgerUnreadable, SignatureRefused
from qualitycredit.ledger.hashing import HASH
from qualitycredit.ledger.notes import Note, SigningKey, VerifierKey, read_note, signed

_BODY: Final = re.compile(r"([^\n]+)\n(0|[1-9][0-9]{0,17})\n([A-Za-z0-9+/]{43}=)\n((?:[^\n]+\n)*)")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The first `size` entries of the log `origin` have this root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    def signed(self, keys: Sequence[SigningKey]) -> str:
        """Give the checkpoint as it is published. Several keys sign while one takes the place of another."""
        return signed(self.text, keys)


def read_checkpoint(content: str, keys: Sequence[VerifierKey]) -> Checkpoint:
    """Read a checkpoint that one of the keys signed for its log. Raises LedgerUnreadable and SignatureRefused."""
    note = read_note(content)
    by = note.check(keys)
    checkpoint = _body(note)
    if all(key.name != checkpoint.origin for key in by):
        raise SignatureRefused(
            f"检查点是日志“{checkpoint.origin}”的，不是密钥 {by[0].name} 的日志。",
            f"The checkpoint is of the log “{checkpoint.origin}”, not of that of the key {by[0].name}.",
        )
    return checkpoint


def _body(note: Note) -> Checkpoint:
    match = _BODY.fullmatch(note.text)
    if match is None:
        raise LedgerUnreadable(
            "检查点的正文应有三行：日志的名称、条数、根散列值。",
            "The text of a checkpoint should have three lines: name of the log, number of entries, hash of the root.",
        )
    root = base64.b64decode(match[3])
    assert len(root) == HASH  # noqa: S101 - 43 letters of Base64
    return Checkpoint(match[1], int(match[2]), root)
