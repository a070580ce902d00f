"""The public register held against the log, and published counts held against the register.

An entry of the register is a line of JSON as the portal gives it; a count is of one list, in one region or in all, and
was rounded down to tens before it was published.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from qualitycredit.errors import LedgerUnreadable, ProofRefuted
from qualitycredit.ledger.checkpoints import Checkpoint
from qualitycredit.ledger.commitments import Opening, check_listed, read_opening
from qualitycredit.ledger.hashing import leaf_hash
from qualitycredit.ledger.proofs import includes, inclusion_proof
from qualitycredit.ledger.tiles import Fetch, TiledNodes

# The lists that are counted, by what their counts are called.
LISTS: Final = {"listed_a": "A", "listed_d": "D"}
STEP: Final = 10
PROVINCE: Final = 2


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry: of whom, on which list, where, for which days, and what opens it; a new one has no opening yet."""

    code: str
    listing: str
    region: str
    published_on: date
    expires_on: date
    withdrawn_on: date | None
    opening: Opening | None

    def stands_on(self, day: date) -> bool:
        """Tell whether it stands on a day."""
        gone = self.withdrawn_on is not None and self.withdrawn_on <= day
        return self.published_on <= day <= self.expires_on and not gone


@dataclass(frozen=True, slots=True)
class Published:
    """A count as it was published: none where it would be small; the region is two digits, or empty for all."""

    measure: str
    region: str
    count: int | None
    on: date


@dataclass(frozen=True, slots=True)
class Found:
    """How many entries were found in the log, and how many are not opened yet."""

    proved: int
    unopened: int


def read_register(text: str) -> list[Listed]:
    """Read the register, JSON a line. Raises LedgerUnreadable with the number of the line."""
    return [_listed(line, number) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def read_counts(text: str) -> list[Published]:
    """Read published counts. Raises LedgerUnreadable."""
    try:
        said = json.loads(text)
        if not isinstance(said, list):
            raise TypeError(said)  # noqa: TRY301 - said as all else that is none
        return [
            Published(str(one["measure"]), str(one["region"]), _number(one["count"]), _day(one["on"]))
            for one in said
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise LedgerUnreadable(
            "这不是公布的统计数。请从 /api/v1/counts 再取一次。",
            "These are no published counts. Fetch them from /api/v1/counts again.",
        ) from error


def check_register(entries: Iterable[Listed], fetch: Fetch, checkpoint: Checkpoint) -> Found:
    """Check that each entry that was not withdrawn is in the log as it is listed, each at a place of its own.

    Raises LedgerUnreadable, PocketDiffers or ProofRefuted.
    """
    nodes, size = TiledNodes(fetch, checkpoint.size), checkpoint.size
    places: set[int] = set()
    unopened = 0
    for one in entries:
        if one.withdrawn_on is not None:
            continue
        if one.opening is None:
            unopened += 1
            continue
        check_listed(one.opening, code=one.code, listing=one.listing)
        index = one.opening.index
        if index in places or index >= size:
            raise _elsewhere(one.code, index, size)
        places.add(index)
        proof = inclusion_proof(nodes, index, size)
        if not includes(leaf_hash(one.opening.commitment), index, size, proof, checkpoint.root):
            raise _elsewhere(one.code, index, size)
    return Found(len(places), unopened)


def check_counts(entries: Sequence[Listed], counts: Iterable[Published]) -> int:
    """Check that published counts are those of the register on their day; give how many were. Raises ProofRefuted.

    What is counted but not listed cannot be checked by anybody outside, and is left alone.
    """
    checked = 0
    for one in counts:
        listing = LISTS.get(one.measure)
        if listing is None or one.count is None:
            continue
        standing = Counter(
            entry.region[:PROVINCE]
            for entry in entries
            if entry.listing == listing and entry.stands_on(one.on)
        )
        real = standing[one.region] if one.region else standing.total()
        if one.count != real - real % STEP:
            raise _miscounted(one, listing, real)
        checked += 1
    return checked


def _miscounted(one: Published, listing: str, real: int) -> ProofRefuted:
    zh = f"{one.on} 公布的 {listing} 的数（{one.region or '全国'}）是 {one.count}，登记的有 {real}。"
    en = f"The count of {listing} ({one.region or 'all'}) published for {one.on} is {one.count}; the register has {real}."
    return ProofRefuted(
        f"{zh}请取那一天的登记文件核对；仍然不符的，请保存两个文件作为证据。",
        f"{en} Take the register of that day; if it differs still, keep both files as evidence.",
    )


def _elsewhere(code: str, index: int, size: int) -> ProofRefuted:
    zh = f"{code} 不在日志的第 {index} 条（检查点共 {size} 条）"
    en = f"{code} is not entry {index} of the log, which has {size} by this checkpoint"
    return ProofRefuted(
        f"{zh}：条目改动过，或者两个条目指着同一处，或者检查点太旧。",
        f"{en}: the entry was changed, two point to one place, or the checkpoint is too old.",
    )


def _listed(line: str, number: int) -> Listed:
    try:
        said: dict[str, Any] = json.loads(line)
        withdrawn = said["withdrawn_on"]
        return Listed(
            code=str(said["code"]),
            listing=str(said["listing"]),
            region=str(said["region"]),
            published_on=_day(said["published_on"]),
            expires_on=_day(said["expires_on"]),
            withdrawn_on=None if withdrawn is None else _day(withdrawn),
            opening=None if said["opening"] is None else read_opening(said["opening"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise LedgerUnreadable(
            f"第 {number} 行不是登记的条目。请从 /data/v1/register.jsonl 再取一次。",
            f"Line {number} is no entry of the register. Fetch /data/v1/register.jsonl again.",
        ) from error


def _day(said: object) -> date:
    return date.fromisoformat(str(said))


def _number(said: object) -> int | None:
    if said is None or (isinstance(said, int) and not isinstance(said, bool)):
        return said
    raise ValueError(said)
