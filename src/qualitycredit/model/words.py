"""The words of which a standard's decisions are made, each in a fixed place."""

from dataclasses import dataclass
from typing import Self

from qualitycredit.model.standard import Standard


@dataclass(frozen=True, slots=True)
class Words:
    """Grades best first with the unrated mark last, reasons for no grade, and clauses in the order of the text."""

    grades: tuple[str, ...]
    reasons: tuple[str, ...]
    clauses: tuple[str, ...]

    @classmethod
    def of(cls, standard: Standard) -> Self:
        """Gather the words of a standard."""
        table = standard.decision
        reasons = [row.result for row in (*table.excluded, *table.reasons)]
        return cls(
            tuple(dict.fromkeys((*table.grades, *(row.result for row in table.rows), table.unrated))),
            tuple(dict.fromkeys(reasons)),
            tuple(clause.id for clause in standard.clauses),
        )
