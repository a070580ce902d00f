"""One enterprise graded on a prepared standard: what `define_decision` gives, in a small part of its time."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from qualitycredit.engines.scalar.prepared import Prepared, prepared
from qualitycredit.engines.scalar.weighing import Scales, Weighed
from qualitycredit.model.decision import Decision, Verdict
from qualitycredit.model.facts import Dossier
from qualitycredit.model.standard import Standard

_MET: Final = Verdict.MET
_UNMET: Final = Verdict.UNMET
_UNKNOWN: Final = Verdict.UNKNOWN


def grade_dossier(standard: Standard, dossier: Dossier, as_of: date, known_at: datetime | None) -> Decision:
    """Grade one enterprise on its records, which are the versions that exist at `known_at`.

    The grade is the one of both worlds where they agree (standard.md, section 6), else the unrated mark with the
    first reason that applies. `next_change_on` is the first later day on which the decision may differ.
    """
    steps = prepared(standard)
    return decision_of(standard, dossier, as_of, known_at, Scales(steps, dossier).on(as_of))


def grade_with_due(
    standard: Standard, dossier: Dossier, as_of: date, known_at: datetime | None
) -> tuple[Decision, date | None]:
    """Give the decision, and the first later day on which its lists of clauses may differ too; None for never.

    That day is not after `next_change_on`. Until it, everything stays but `next_change_on`, which may move away.
    """
    steps = prepared(standard)
    weighed = Scales(steps, dossier).on(as_of)
    until = weighed.outcome.until
    if weighed.outcome.best is not None:
        signs = (
            world[number] for world in (weighed.best, weighed.worst) for number in steps.clauses.values()
        )
        until = min(until, *map(abs, signs))
    decision = decision_of(standard, dossier, as_of, known_at, weighed)
    return decision, weighed.outcome._replace(until=until).changes_on(as_of)


def decision_of(
    standard: Standard, dossier: Dossier, as_of: date, known_at: datetime | None, weighed: Weighed
) -> Decision:
    """State what was found on the as-of day."""
    outcome = weighed.outcome
    return Decision(
        enterprise_id=dossier.enterprise.enterprise_id,
        as_of=as_of,
        known_at=known_at,
        standard=standard.name,
        edition=standard.edition,
        readings=standard.chosen,
        grade=outcome.grade,
        best=outcome.best,
        worst=outcome.worst,
        reason=outcome.reason,
        clauses={} if outcome.best is None else _verdicts(prepared(standard), weighed),
        next_change_on=outcome.changes_on(as_of),
    )


def _verdicts(steps: Prepared, weighed: Weighed) -> Mapping[str, Verdict]:
    best, worst = weighed.best, weighed.worst
    if best is worst:
        return {clause: _MET if worst[number] > 0 else _UNMET for clause, number in steps.clauses.items()}
    return {
        clause: (_MET if worst[number] > 0 else _UNMET)
        if (best[number] > 0) is (worst[number] > 0)
        else _UNKNOWN
        for clause, number in steps.clauses.items()
    }
