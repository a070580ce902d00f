"""Gaps and overlaps of a standard, found by grading many small dossiers.

The search is finite: what it finds is there, and what it does not find may still exist.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from qualitycredit.assuring.situations import AS_OF, Situation, enumerate_situations
from qualitycredit.engines.scalar import Evaluation, grade_dossier
from qualitycredit.model.nodes import All, Any, ClauseHolds, Constant
from qualitycredit.model.standard import Row, Standard
from qualitycredit.model.worlds import WORST


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two grades whose lists hold at once, the one that wins first, with the simplest situation."""

    grades: tuple[str, str]
    situation: Situation


@dataclass(frozen=True, slots=True)
class GapReport:
    """What the search found.

    `tried` counts the situations. `unnamed` are those for which the text names no grade, one for each kind of fact.
    `idle` are clauses that never decided their list alone: as the only one that holds where any is enough, or the
    only one that fails where all are asked.
    """

    tried: int
    unnamed: tuple[Situation, ...]
    idle: tuple[str, ...]
    overlaps: tuple[Overlap, ...]


def find_gaps(standard: Standard) -> GapReport:
    """Grade every situation and report what the text leaves open, says in vain, or says twice."""
    unnamed: dict[str, Situation] = {}
    overlaps: dict[tuple[str, str], Situation] = {}
    alone: set[str] = set()
    situations = tuple(enumerate_situations(standard))
    for situation in situations:
        worst = Evaluation(standard, situation.dossier, AS_OF, WORST)
        holding = [row.result for row in standard.decision.rows if worst.holds(row.node)]
        for pair in combinations(filter(standard.decision.grades.__contains__, holding), 2):
            overlaps.setdefault(pair, situation)
        if not holding and _is_unnamed(standard, situation):
            unnamed.setdefault(situation.about, situation)
        for row in standard.decision.rows:
            alone.update(_deciding(worst, row))
    listed = [clause for row in standard.decision.rows for clause in _clauses(row)]
    return GapReport(
        len(situations),
        tuple(unnamed.values()),
        tuple(clause.id for clause in standard.clauses if clause.id in listed and clause.id not in alone),
        tuple(Overlap(pair, situation) for pair, situation in overlaps.items()),
    )


def _is_unnamed(standard: Standard, situation: Situation) -> bool:
    reason = grade_dossier(standard, situation.dossier, AS_OF, None).reason
    return any(row.result == reason and row.node == Constant(value=True) for row in standard.decision.reasons)


def _clauses(row: Row) -> tuple[str, ...]:
    parts = row.node.parts if isinstance(row.node, Any | All) else (row.node,)
    return tuple(part.clause for part in parts if isinstance(part, ClauseHolds))


def _deciding(worst: Evaluation, row: Row) -> Iterator[str]:
    asked = not isinstance(row.node, All)
    found = [clause for clause in _clauses(row) if worst.clause(clause) == asked]
    if len(found) == 1:
        yield found[0]
