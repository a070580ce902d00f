"""What is committed to of a decision: its parts, as the library names them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from bureau.grades.models import Decision, Receipt
from qualitycredit.archive.moments import utc
from qualitycredit.ledger import PARTS, Statement, canonical

# What fills the log up says that it does, and nothing else.
PADDING: Final[Statement] = {part: {"padding": True} if part == "result" else {} for part in PARTS}
PADDING_WRITTEN: Final[Mapping[str, bytes]] = {part: canonical(said) for part, said in PADDING.items()}


def statement_of(decision: Decision) -> Statement:
    """Give what is committed to."""
    return {**_of_receipt(decision.receipt), **_of_decision(decision)}


def written_of(decisions: Iterable[Decision]) -> Iterable[tuple[Decision, Mapping[str, bytes]]]:
    """Give decisions, each with its parts in their canonical form; what a receipt says is written once."""
    receipts: dict[int, dict[str, bytes]] = {}
    for one in decisions:
        if one.receipt.pk not in receipts:
            said = _of_receipt(one.receipt)
            receipts[one.receipt.pk] = {part: canonical(each) for part, each in said.items()}
        own = {part: canonical(each) for part, each in _of_decision(one).items()}
        yield one, {**receipts[one.receipt.pk], **own}


def _of_decision(one: Decision) -> dict[str, dict[str, Any]]:
    return {
        "result": {"enterprise_id": one.enterprise_id, "as_of": one.as_of.isoformat(), "grade": one.grade},
        "reasons": {
            "best": one.best or None,
            "worst": one.worst or None,
            "reason": one.reason or None,
            "met": one.met,
            "unknown": one.unknown,
            "next_change_on": _day(one.next_change_on),
        },
        "facts": {"facts_sha256": one.facts_sha256, "known_at": utc(one.known_at).isoformat(sep=" ")},
    }


def _of_receipt(one: Receipt) -> dict[str, dict[str, Any]]:
    return {
        "standard": {
            "standard": one.standard,
            "edition": one.edition,
            "text_sha256": one.text_sha256,
            "rules_sha256": one.rules_sha256,
            "readings": one.readings,
        },
        "receipt": {
            "cause": one.cause,
            "engine": one.engine,
            "version": one.version,
            "enterprises": one.enterprises,
        },
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
