"""What stands between an enterprise and each better grade, and the earliest day of each if nothing new happens."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from qualitycredit.engines.scalar import Evaluation, grade_dossier
from qualitycredit.model.decision import Decision
from qualitycredit.model.facts import Dossier
from qualitycredit.model.nodes import All, Any, ClauseHolds, Node
from qualitycredit.model.standard import Standard
from qualitycredit.model.worlds import WORST


@dataclass(frozen=True, slots=True)
class BetterGrade:
    """A grade above the present one.

    `settled_on` is the first day on which this grade or a better one is reached without any new record, `possible_on`
    the first on which the best world has it (missing facts turn out well); None where the passing of time alone never brings it.
    `barred_by` are clauses of worse grades that hold now, `lacking` clauses of this grade that do not, both judged
    in the worst world.
    """

    grade: str
    settled_on: date | None
    possible_on: date | None
    barred_by: tuple[str, ...]
    lacking: tuple[str, ...]


def way_back(standard: Standard, dossier: Dossier, decision: Decision) -> tuple[BetterGrade, ...]:
    """Give every grade above the worst that the enterprise may now be, the nearest first."""
    grades = standard.decision.grades
    if decision.worst in grades:
        better = list(reversed(grades[: grades.index(decision.worst)]))
    else:
        # No list holds: to come under a list of which one item is enough would be no improvement.
        adverse = {row.result for row in standard.decision.rows if isinstance(row.node, Any)}
        better = [grade for grade in reversed(grades) if grade not in adverse]
    settled: dict[str, date] = {}
    possible: dict[str, date] = {}
    for later in _days_of_change(standard, dossier, decision):
        for found, grade in ((settled, later.grade), (possible, later.best)):
            # A better grade than the one that is asked for will do as well.
            for reached in grades[grades.index(grade) :] if grade in grades else ():
                found.setdefault(reached, later.as_of)
        if all(grade in settled for grade in better):
            break
    evaluation = Evaluation(standard, dossier, decision.as_of, WORST)
    return tuple(
        BetterGrade(grade, settled.get(grade), possible.get(grade), *_obstacles(standard, evaluation, grade))
        for grade in better
    )


def _days_of_change(standard: Standard, dossier: Dossier, decision: Decision) -> Iterator[Decision]:
    yield decision
    # It ends: no date of a dossier, and no window over one, moves a decision for ever.
    while decision.next_change_on is not None:
        decision = grade_dossier(standard, dossier, decision.next_change_on, decision.known_at)
        yield decision


def _obstacles(
    standard: Standard, evaluation: Evaluation, grade: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    rows = standard.decision.rows
    before = list(takewhile(lambda row: row.result != grade, rows))
    barred = [c for row in before if isinstance(row.node, Any | ClauseHolds) for c in _clauses(row.node)]
    asked = [clause for row in rows if row.result == grade for clause in _clauses(row.node)]
    return (
        tuple(clause for clause in barred if evaluation.clause(clause)),
        tuple(clause for clause in asked if not evaluation.clause(clause)),
    )


def _clauses(node: Node) -> tuple[str, ...]:
    match node:
        case ClauseHolds(clause):
            return (clause,)
        case All(parts) | Any(parts):
            return tuple(clause for part in parts for clause in _clauses(part))
        case _:
            return ()
