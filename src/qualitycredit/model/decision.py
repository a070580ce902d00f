"""What a grading gives: verdicts, the two worlds, the reason and the day of the next change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Self


class Verdict(Enum):
    """A clause in both worlds: settled where they agree, unknown where they differ."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, best: bool, worst: bool) -> Self:  # noqa: FBT001 - the two worlds, in their one order
        """Join the two worlds."""
        if best != worst:
            return cls("unknown")
        return cls("met") if best else cls("unmet")


@dataclass(frozen=True, slots=True)
class Decision:
    """One enterprise on one day. `grade` is the unrated mark where the two worlds differ or name no grade.

    `best` and `worst` are None, and `clauses` is empty, where the enterprise is excluded from grading.
    """

    enterprise_id: str
    as_of: date
    known_at: datetime | None
    standard: str
    edition: str
    readings: Mapping[str, str]
    grade: str
    best: str | None
    worst: str | None
    reason: str | None
    clauses: Mapping[str, Verdict]
    next_change_on: date | None

    @property
    def met(self) -> tuple[str, ...]:
        """Clauses that hold in both worlds, in the order of the standard."""
        return tuple(clause for clause, verdict in self.clauses.items() if verdict is Verdict.MET)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Clauses on which the two worlds differ, in the order of the standard."""
        return tuple(clause for clause, verdict in self.clauses.items() if verdict is Verdict.UNKNOWN)
