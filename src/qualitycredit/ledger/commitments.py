"""Salted commitments to a decision and its receipt, of which a part can be opened without the others.

A statement has five parts. Each has a salt of its own, made from that of the decision, and the commitment is the hash
of the hashes of the parts. Whoever knows the salt opens all; whoever is given the salt of a part opens that part and
learns nothing of the others, however few values they could have.
"""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from qualitycredit.errors import LedgerUnreadable, PocketDiffers

SALT: Final = 32
PARTS: Final = ("result", "standard", "reasons", "facts", "receipt")
# What may be public of a decision that is listed: the grade, and the standard that it was given by.
PUBLIC: Final = ("result", "standard")
_COMMITMENT: Final = b"qualitycredit commitment 1\n"
_PART: Final = b"qualitycredit part 1\n"

Statement = Mapping[str, Mapping[str, Any]]


def canonical(value: object) -> bytes:
    """Give the one way in which texts, whole numbers, lists and such are written: JSON in UTF-8, keys in order, no blanks."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def part_salt(salt: bytes, part: str) -> bytes:
    """Give the salt of a part, from which neither the salt of the decision follows nor that of another part."""
    return hmac.digest(salt, part.encode(), "sha256")


def part_hash(salt: bytes, part: str, written: bytes) -> bytes:
    """Give the hash of a part as it is written, under the salt of that part."""
    return sha256(b"".join((_PART, salt, part.encode(), b"\n", written))).digest()


def commit(salt: bytes, written: Mapping[str, bytes]) -> bytes:
    """Give the commitment to the parts of a statement, each in its canonical form, under the salt of the decision."""
    return _joined({part: part_hash(part_salt(salt, part), part, written[part]) for part in PARTS})


def commitment(salt: bytes, statement: Statement) -> bytes:
    """Give the commitment to a statement."""
    return commit(salt, {part: canonical(statement[part]) for part in PARTS})


def _joined(hashes: Mapping[str, bytes]) -> bytes:
    return sha256(_COMMITMENT + b"".join(hashes[part] for part in PARTS)).digest()


@dataclass(frozen=True, slots=True)
class Opening:
    """Some parts of a commitment with their salts, and the hashes of the others; `index` is its place in the log."""

    index: int
    parts: Statement
    salts: Mapping[str, bytes]
    hidden: Mapping[str, bytes]

    @property
    def commitment(self) -> bytes:
        """The commitment that is opened."""
        shown = {
            part: part_hash(self.salts[part], part, canonical(said)) for part, said in self.parts.items()
        }
        return _joined({**shown, **self.hidden})

    def document(self) -> dict[str, Any]:
        """Give the opening as JSON has it."""
        return {
            "index": self.index,
            "parts": {part: dict(said) for part, said in self.parts.items()},
            "salts": {part: salt.hex() for part, salt in self.salts.items()},
            "hidden": {part: digest.hex() for part, digest in self.hidden.items()},
        }


def open_parts(index: int, salt: bytes, statement: Statement, parts: tuple[str, ...] = PUBLIC) -> Opening:
    """Open some parts of the commitment to a statement."""
    salts = {part: part_salt(salt, part) for part in PARTS}
    return Opening(
        index,
        {part: statement[part] for part in parts},
        {part: salts[part] for part in parts},
        {
            part: part_hash(salts[part], part, canonical(statement[part]))
            for part in PARTS
            if part not in parts
        },
    )


def read_opening(document: Any) -> Opening:  # noqa: ANN401 - whatever JSON has
    """Read an opening. Raises LedgerUnreadable."""
    try:
        opening = Opening(
            int(document["index"]),
            {str(part): dict(said) for part, said in document["parts"].items()},
            {str(part): bytes.fromhex(salt) for part, salt in document["salts"].items()},
            {str(part): bytes.fromhex(digest) for part, digest in document["hidden"].items()},
        )
        _check_whole(opening)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise LedgerUnreadable(
            "承诺的打开部分不完整：应有 index、parts、salts、hidden 四项。请再取一次。",
            "The opening of the commitment is not complete: it has index, parts, salts and hidden. Fetch it again.",
        ) from error
    return opening


def _check_whole(opening: Opening) -> None:
    every = sorted([*opening.parts, *opening.hidden])
    if every != sorted(PARTS) or not set(PUBLIC) <= set(opening.parts) == set(opening.salts):
        raise KeyError(PARTS)


def check_listed(opening: Opening, *, code: str, listing: str) -> None:
    """Hold what is listed against what was committed to. Raises PocketDiffers."""
    result = opening.parts["result"]
    for said, found, zh, en in (
        (code, result.get("enterprise_id"), "企业代码", "code of the enterprise"),
        (listing, result.get("grade"), "名单", "list"),
    ):
        if said != found:
            raise PocketDiffers(
                f"公示的{zh}是“{said}”，日志里承诺的是“{found}”。",
                f"The {en} is published as “{said}”, and committed to as “{found}” in the log.",
            )
