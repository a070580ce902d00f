"""Proofs as files: that of an entry in the format of C2SP tlog-proof, that of a beginning as C2SP witnesses are sent it."""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from qualitycredit.errors import LedgerUnreadable

HEADER: Final = "c2sp.org/tlog-proof@v1"
_HASHES: Final = r"((?:[A-Za-z0-9+/]{43}=\n)*)"
_NUMBER: Final = r"(0|[1-9][0-9]{0,17})"
_PROOF: Final = re.compile(
    rf"{re.escape(HEADER)}\n(?:extra [^\n]*\n)?index {_NUMBER}\n{_HASHES}\n(.+)", re.DOTALL
)
_BEGINNING: Final = re.compile(rf"old {_NUMBER}\n{_HASHES}\n(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class EntryProof:
    """Where an entry is in a log, the hashes from it to the root, and the checkpoint, still unread."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str

    def __str__(self) -> str:
        """Give the file."""
        return f"{HEADER}\nindex {self.index}\n{_lines(self.hashes)}\n{self.checkpoint}"


@dataclass(frozen=True, slots=True)
class BeginningProof:
    """How long a log was, the hashes from it to a longer one, and the checkpoint of that, still unread."""

    old: int
    hashes: tuple[bytes, ...]
    checkpoint: str

    def __str__(self) -> str:
        """Give the file."""
        return f"old {self.old}\n{_lines(self.hashes)}\n{self.checkpoint}"


def read_entry_proof(content: str) -> EntryProof:
    """Read the proof of an entry. Raises LedgerUnreadable."""
    match = _PROOF.fullmatch(content)
    if match is None:
        raise LedgerUnreadable(
            f"这不是 {HEADER} 格式的证明：应有这一行、index、散列值、空行和检查点。请再取一次。",
            f"This is no proof in the format {HEADER}: that line, index, hashes, an empty line, a checkpoint. Fetch it again.",
        )
    return EntryProof(int(match[1]), _hashes(match[2]), match[3])


def read_beginning_proof(content: str) -> BeginningProof:
    """Read the proof that a log is the beginning of another. Raises LedgerUnreadable."""
    match = _BEGINNING.fullmatch(content)
    if match is None:
        raise LedgerUnreadable(
            "这不是前后一致的证明：应有 old 和条数、散列值、空行和检查点。请再取一次。",
            "This is no proof of a beginning: old and a number, hashes, an empty line, a checkpoint. Fetch it again.",
        )
    return BeginningProof(int(match[1]), _hashes(match[2]), match[3])


def _lines(hashes: Sequence[bytes]) -> str:
    return "".join(f"{base64.b64encode(one).decode()}\n" for one in hashes)


def _hashes(lines: str) -> tuple[bytes, ...]:
    return tuple(base64.b64decode(line) for line in lines.split())
