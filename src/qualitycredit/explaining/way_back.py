"""What stands between an enterprise and each better grade, and the earliest day of each if nothing new happens."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Final

from qualitycredit.engines.scalar.keeping import PerStandard
from qualitycredit.engines.scalar.prepared import prepared
from qualitycredit.engines.scalar.weighing import Outcome, Scales, Weighed
from qualitycredit.model.decision import Decision
from qualitycredit.model.nodes import All, Any, ClauseHolds, Node
from qualitycredit.model.standard import Standard


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


def way_back(
    standard: Standard, decision: Decision, scales: Scales, weighed: Weighed
) -> tuple[BetterGrade, ...]:
    """Give every grade above the worst that the enterprise may now be, the nearest first.

    `weighed` is what the `scales` of the enterprise give on the day of the decision.
    """
    grades = standard.decision.grades
    if decision.worst in grades:
        better = list(reversed(grades[: grades.index(decision.worst)]))
    else:
        # No list holds: to come under a list of which one item is enough would be no improvement.
        adverse = {row.result for row in standard.decision.rows if isinstance(row.node, Any)}
        better = [grade for grade in reversed(grades) if grade not in adverse]
    settled: dict[str, date] = {}
    possible: dict[str, date] = {}
    for day, later in _days_of_change(scales, decision.as_of, weighed.outcome):
        for found, grade in ((settled, later.grade), (possible, later.best)):
            # A better grade than the one that is asked for will do as well.
            for reached in grades[grades.index(grade) :] if grade in grades else ():
                found.setdefault(reached, day)
        if all(grade in settled for grade in better):
            break
    asked = _asked(standard)
    holds = {clause: weighed.worst[number] > 0 for clause, number in prepared(standard).clauses.items()}
    return tuple(
        BetterGrade(
            grade,
            settled.get(grade),
            possible.get(grade),
            tuple([clause for clause in asked[grade].barred_by if holds[clause]]),
            tuple([clause for clause in asked[grade].asks if not holds[clause]]),
        )
        for grade in better
    )


def _days_of_change(scales: Scales, day: date, outcome: Outcome) -> Iterator[tuple[date, Outcome]]:
    yield day, outcome
    # It ends: no date of a dossier, and no window over one, moves a decision for ever.
    while (following := outcome.changes_on(day)) is not None:
        day, outcome = following, scales.on(following).outcome
        yield day, outcome


@dataclass(frozen=True, slots=True)
class _Asked:
    """The clauses that bar a grade, those of rows before it, and the clauses that it asks for."""

    barred_by: tuple[str, ...]
    asks: tuple[str, ...]


def _asked_of_each(standard: Standard) -> Mapping[str, _Asked]:
    rows = standard.decision.rows

    def asked(grade: str) -> _Asked:
        before = takewhile(lambda row: row.result != grade, rows)
        barring = [row.node for row in before if isinstance(row.node, Any | ClauseHolds)]
        return _Asked(
            tuple(clause for node in barring for clause in _clauses(node)),
            tuple(clause for row in rows if row.result == grade for clause in _clauses(row.node)),
        )

    return {grade: asked(grade) for grade in standard.decision.grades}


_asked: Final = PerStandard(_asked_of_each)


def _clauses(node: Node) -> tuple[str, ...]:
    match node:
        case ClauseHolds(clause):
            return (clause,)
        case All(parts) | Any(parts):
            return tuple(clause for part in parts for clause in _clauses(part))
        case _:
            return ()
