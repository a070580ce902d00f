"""A decision with its reasons: every clause, its words, both worlds, the records behind it and what would change it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from qualitycredit.archive import Archive, knowledge_moment, read_dossiers, require_valid
from qualitycredit.archive.moments import utc
from qualitycredit.engines.scalar import Evaluation
from qualitycredit.engines.scalar.deciding import decision_of
from qualitycredit.engines.scalar.prepared import prepared
from qualitycredit.engines.scalar.weighing import Scales, Weighed
from qualitycredit.explaining.evidence import Evidence, gather
from qualitycredit.explaining.open_facts import OpenFact, open_facts
from qualitycredit.explaining.outline import Ground, outline
from qualitycredit.explaining.way_back import BetterGrade, way_back
from qualitycredit.model.decision import Decision, Verdict
from qualitycredit.model.facts import Dossier
from qualitycredit.model.standard import Clause, Phrase, Standard
from qualitycredit.model.worlds import WORST


@dataclass(frozen=True, slots=True)
class PhraseFinding:
    """A phrase of the law, whether it holds in each world, and what it stands on; None where it is not computed."""

    phrase: Phrase
    best: bool | None
    worst: bool | None
    evidence: Evidence

    @property
    def verdict(self) -> Verdict | None:
        """The two worlds joined."""
        return None if self.best is None or self.worst is None else Verdict.of(self.best, self.worst)


@dataclass(frozen=True, slots=True)
class ClauseFinding:
    """A clause, whether it holds in each world, phrase by phrase."""

    clause: Clause
    best: bool
    worst: bool
    phrases: tuple[PhraseFinding, ...]

    @property
    def verdict(self) -> Verdict:
        """The two worlds joined."""
        return Verdict.of(self.best, self.worst)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one enterprise has its grade, what would settle it, and the way to each better grade.

    `checks` counts the records that exist on the as-of day, which says how much the grade stands on.
    """

    standard: Standard
    dossier: Dossier
    decision: Decision
    clauses: tuple[ClauseFinding, ...]
    open_facts: tuple[OpenFact, ...]
    way_back: tuple[BetterGrade, ...]
    checks: int


def explain(
    archive: Archive,
    enterprise_id: str,
    *,
    as_of: date,
    standard: Standard,
    known_at: datetime | None = None,
    validated: bool = False,
) -> Explanation:
    """Explain the grade of one enterprise of an archive as of a day.

    `known_at` (UTC) limits the record versions to those that existed then. Raises EnterpriseNotFound, and
    ArchiveFaulty where the archive contradicts its schema, unless it was `validated` before.
    """
    if not validated:
        require_valid(archive, standard.kinds)
    moment = knowledge_moment(archive, known_at)
    (dossier,) = read_dossiers(archive, moment, [enterprise_id])
    return explain_dossier(standard, dossier, as_of, moment)


def explain_dossier(
    standard: Standard, dossier: Dossier, as_of: date, known_at: datetime | None
) -> Explanation:
    """Explain the grade of one enterprise on the versions of its records that exist at `known_at` (UTC, or with its zone).

    Other versions may be among its records and do not count; without `known_at`, all but those superseded since count.
    """
    dossier = _standing(dossier) if known_at is None else dossier.known_at(utc(known_at))
    scales = Scales(prepared(standard), dossier)
    weighed = scales.on(as_of)
    decision = decision_of(standard, dossier, as_of, known_at, weighed)
    checks = sum(1 for record in dossier.records if record.occurred_on <= as_of)
    if decision.worst is None:
        return Explanation(standard, dossier, decision, (), (), (), checks)
    unsettled = decision.best != decision.worst
    return Explanation(
        standard,
        dossier,
        decision,
        _findings(standard, Evaluation(standard, dossier, as_of, WORST), scales.moved, weighed),
        open_facts(standard, dossier, as_of) if unsettled else (),
        way_back(standard, decision, scales, weighed),
        checks,
    )


def _standing(dossier: Dossier) -> Dossier:
    return replace(dossier, records=tuple(r for r in dossier.records if r.superseded_at is None))


def _findings(
    standard: Standard, worst: Evaluation, moved: Collection[int], weighed: Weighed
) -> tuple[ClauseFinding, ...]:
    evidence: dict[int, Evidence] = {}

    def behind(ground: Ground) -> Evidence:
        if ground.bare is not None and ground.number not in moved:
            return ground.bare
        if ground.number not in evidence:
            evidence[ground.number] = gather(worst, ground.leaves)
        return evidence[ground.number]

    def finding(phrase: Phrase, ground: Ground | None) -> PhraseFinding:
        if ground is None:
            return PhraseFinding(phrase, None, None, Evidence())
        holds = weighed.best[ground.number] > 0, weighed.worst[ground.number] > 0
        return PhraseFinding(phrase, *holds, behind(ground))

    return tuple(
        ClauseFinding(
            outlined.clause,
            weighed.best[outlined.number] > 0,
            weighed.worst[outlined.number] > 0,
            tuple([finding(phrase, ground) for phrase, ground in outlined.phrases]),
        )
        for outlined in outline(standard)
    )
