"""A decision with its reasons: every clause, its words, both worlds, the records behind it and what would change it."""

from dataclasses import dataclass
from datetime import date, datetime

from qualitycredit.archive import Archive, knowledge_moment, read_dossiers, require_valid
from qualitycredit.engines.scalar import Evaluation, grade_dossier
from qualitycredit.explaining.evidence import Evidence, gather
from qualitycredit.explaining.open_facts import OpenFact, open_facts
from qualitycredit.explaining.way_back import BetterGrade, way_back
from qualitycredit.model.decision import Decision, Verdict
from qualitycredit.model.facts import Dossier
from qualitycredit.model.standard import Clause, Phrase, Standard
from qualitycredit.model.worlds import BEST, WORST


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
    """Explain the grade of one enterprise on its record versions that exist at `known_at`."""
    decision = grade_dossier(standard, dossier, as_of, known_at)
    checks = sum(1 for record in dossier.records if record.occurred_on <= as_of)
    if decision.worst is None:
        return Explanation(standard, dossier, decision, (), (), (), checks)
    best, worst = (Evaluation(standard, dossier, as_of, world) for world in (BEST, WORST))
    clauses = tuple(
        ClauseFinding(
            clause,
            best.clause(clause.id),
            worst.clause(clause.id),
            tuple(_finding(best, worst, phrase) for phrase in clause.phrases),
        )
        for clause in standard.clauses
    )
    unsettled = decision.best != decision.worst
    facts = open_facts(standard, dossier, as_of) if unsettled else ()
    return Explanation(
        standard, dossier, decision, clauses, facts, way_back(standard, dossier, decision), checks
    )


def _finding(best: Evaluation, worst: Evaluation, phrase: Phrase) -> PhraseFinding:
    if phrase.node is None:
        return PhraseFinding(phrase, None, None, Evidence())
    holds = best.holds(phrase.node), worst.holds(phrase.node)
    return PhraseFinding(phrase, *holds, gather(worst, phrase.node))
