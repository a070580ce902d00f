"""The receipt of a grading: all that is needed to do it again and get the same bytes."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path

from qualitycredit.model.standard import Standard


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a set of decisions was computed from, and by what.

    `text_sha256` pins the official text, `rules_sha256` the rules, terms and readings; `archive_sha256` the facts;
    `decisions_sha256` the file of decisions, where one was written. `known_at` is the last moment of the archive's
    knowledge that was used (UTC), or null where the archive knows nothing.
    """

    standard: str
    edition: str
    text_sha256: str
    rules_sha256: str
    readings: Mapping[str, str]
    engine: str
    version: str
    as_of: str
    known_at: str | None
    archive_sha256: str
    enterprises: int
    decisions_sha256: str | None = None

    def to_json(self) -> str:
        """Give the receipt as JSON with a fixed order of keys."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"


def make_receipt(
    standard: Standard,
    *,
    engine: str,
    as_of: date,
    known_at: datetime | None,
    archive_sha256: str,
    enterprises: int,
) -> Receipt:
    """Write out what was used; the file of decisions is added when it is written."""
    return Receipt(
        standard=standard.name,
        edition=standard.edition,
        text_sha256=standard.text_hash,
        rules_sha256=standard.rules_hash,
        readings=dict(standard.chosen),
        engine=engine,
        version=version("qualitycredit"),
        as_of=as_of.isoformat(),
        known_at=None if known_at is None else known_at.isoformat(),
        archive_sha256=archive_sha256,
        enterprises=enterprises,
    )


def file_sha256(path: Path) -> str:
    """Give the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def receipt_path(decisions: Path) -> Path:
    """Give the path of the receipt that lies beside a file of decisions."""
    return decisions.with_name(decisions.name + ".receipt.json")
