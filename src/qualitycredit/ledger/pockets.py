"""The pocket file of a decision: all that is needed to check it without anybody's help, in one file of JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from qualitycredit.errors import LedgerUnreadable
from qualitycredit.ledger.commitments import PARTS, SALT, Statement, commitment
from qualitycredit.ledger.facts import facts_document, read_facts
from qualitycredit.ledger.proof_files import EntryProof, read_entry_proof
from qualitycredit.model.decision import Decision
from qualitycredit.model.facts import Dossier

FORMAT: Final = "qualitycredit pocket 1"


@dataclass(frozen=True, slots=True)
class Pocket:
    """A decision with its receipt, the facts that it stands on, the salt of its commitment, and the proof of that."""

    facts: Dossier
    statement: Statement
    salt: bytes
    proof: EntryProof

    @property
    def commitment(self) -> bytes:
        """What the log holds of the decision."""
        return commitment(self.salt, self.statement)

    def to_json(self) -> str:
        """Give the file."""
        document = {
            "format": FORMAT,
            "facts": facts_document(self.facts),
            "decision": {part: dict(self.statement[part]) for part in PARTS},
            "salt": self.salt.hex(),
            "proof": str(self.proof),
        }
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def read_pocket(content: str) -> Pocket:
    """Read a pocket file. Raises LedgerUnreadable."""
    try:
        return _pocket(json.loads(content))
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise LedgerUnreadable(
            f"这不是“{FORMAT}”格式的随身文件，或者不完整（{error}）。请重新下载。",
            f"This is no pocket file in the format “{FORMAT}”, or not all of it ({error}). Download it again.",
        ) from error


def _pocket(document: Any) -> Pocket:  # noqa: ANN401 - whatever JSON has
    if document["format"] != FORMAT or set(document["decision"]) != set(PARTS):
        raise KeyError(FORMAT)
    salt = bytes.fromhex(document["salt"])
    if len(salt) != SALT:
        raise ValueError(SALT)
    statement = {part: dict(document["decision"][part]) for part in PARTS}
    proof = read_entry_proof(str(document["proof"]))
    return Pocket(read_facts(document["facts"]), statement, salt, proof)


def graded_parts(decision: Decision) -> Mapping[str, Mapping[str, Any]]:
    """Give what grading says, as the parts of a statement that say it."""
    next_on = decision.next_change_on
    return {
        "result": {
            "enterprise_id": decision.enterprise_id,
            "as_of": decision.as_of.isoformat(),
            "grade": decision.grade,
        },
        "reasons": {
            "best": decision.best,
            "worst": decision.worst,
            "reason": decision.reason,
            "met": list(decision.met),
            "unknown": list(decision.unknown),
            "next_change_on": None if next_on is None else next_on.isoformat(),
        },
    }
