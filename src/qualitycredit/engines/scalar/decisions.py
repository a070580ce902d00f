"""The definition of a decision: both worlds, the decision table, the reason, and the day of the next change.

`grade_dossier` gives the same and is much faster (docs/adr, a prepared standard).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from qualitycredit.engines.scalar.days import FOREVER
from qualitycredit.engines.scalar.horizons import Horizons
from qualitycredit.engines.scalar.verdicts import Evaluation
from qualitycredit.model.decision import Decision, Verdict
from qualitycredit.model.facts import Dossier
from qualitycredit.model.standard import Row, Standard
from qualitycredit.model.worlds import BEST, WORST, World


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a table of rows gives, and for how many days it certainly stays."""

    result: str | None
    until: int


def grade_in(evaluation: Evaluation) -> str:
    """Give the grade of one world: the first row that holds decides."""
    table = evaluation.standard.decision
    return next((row.result for row in table.rows if evaluation.holds(row.node)), table.unrated)


def define_decision(standard: Standard, dossier: Dossier, as_of: date, known_at: datetime | None) -> Decision:
    """Grade one enterprise on its records, which are the versions that exist at `known_at`.

    The grade is the one of both worlds where they agree (standard.md, section 6), else the unrated mark with the
    first reason that applies. `next_change_on` is the first later day on which the decision may differ.
    """
    worst = Evaluation(standard, dossier, as_of, WORST)
    table = standard.decision
    excluded = next((row.result for row in table.excluded if worst.holds(row.node)), None)
    names: list[str | None] = [None, None]
    grade, reason, clauses = table.unrated, excluded, dict[str, Verdict]()
    if excluded is None:
        best = Evaluation(standard, dossier, as_of, BEST)
        worst.grades = {"best": grade_in(best), "worst": grade_in(worst)}
        names = [worst.grades["best"], worst.grades["worst"]]
        clauses = {c.id: Verdict.of(best.clause(c.id), worst.clause(c.id)) for c in standard.clauses}
        if names[0] == names[1] != table.unrated:
            grade = worst.grades["best"]
        else:
            reason = next(row.result for row in table.reasons if worst.holds(row.node))
    until = _until(standard, dossier, as_of)
    return Decision(
        enterprise_id=dossier.enterprise.enterprise_id,
        as_of=as_of,
        known_at=known_at,
        standard=standard.name,
        edition=standard.edition,
        readings=standard.chosen,
        grade=grade,
        best=names[0],
        worst=names[1],
        reason=reason,
        clauses=clauses,
        next_change_on=None if until > (date.max - as_of).days else as_of + timedelta(days=until),
    )


def first_row(rows: Sequence[Row], horizons: Horizons) -> Outlook:
    """Find the first row that holds: it stays until it ceases, or until a row before it begins to hold."""
    until = FOREVER
    for row in rows:
        horizon = horizons.horizon(row.node)
        until = min(until, abs(horizon))
        if horizon > 0:
            return Outlook(row.result, until)
    return Outlook(None, until)


def grade_outlook(
    standard: Standard, dossier: Dossier, as_of: date, world: World
) -> tuple[Outlook, Horizons]:
    """Give the grade of one world with its horizon, and the horizons it was found by."""
    horizons = Horizons(standard, dossier, as_of, world)
    found = first_row(standard.decision.rows, horizons)
    return Outlook(found.result or standard.decision.unrated, found.until), horizons


def _until(standard: Standard, dossier: Dossier, as_of: date) -> int:
    worst, horizons = grade_outlook(standard, dossier, as_of, WORST)
    excluded = first_row(standard.decision.excluded, horizons)
    if excluded.result is not None:
        return excluded.until
    best, _ = grade_outlook(standard, dossier, as_of, BEST)
    until = min(excluded.until, best.until, worst.until)
    if best.result == worst.result != standard.decision.unrated:
        return until
    horizons.grades = {"best": (best.result or "", best.until), "worst": (worst.result or "", worst.until)}
    return min(until, first_row(standard.decision.reasons, horizons).until)
