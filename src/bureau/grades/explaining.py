"""Why an enterprise has its grade, on a day, by what was known at a moment: the decision and its reasons together."""

from dataclasses import dataclass
from datetime import date, datetime

from bureau.archives.law import standard_on
from bureau.archives.queries import dossier_of
from bureau.archives.vocabulary import graded_label
from bureau.enterprises.models import Enterprise
from bureau.grades.models import Decision
from bureau.grades.presentation import Reasons, reasons_of
from bureau.grades.queries import in_force_at, is_stale, pages_of
from qualitycredit.explaining import explain_dossier


@dataclass(frozen=True, slots=True)
class Explained:
    """What was decided about an enterprise, and the reasons; `past` where it is not asked for now.

    `graded` is how the grade reads that the reasons give; it is that of the decision, unless another day is asked for.
    """

    enterprise: Enterprise
    decision: Decision | None
    as_of: date
    known_at: datetime
    past: bool
    stale: bool
    graded: str
    reasons: Reasons

    @property
    def tone(self) -> str:
        """Whether it is a good grade, a bad one or none."""
        return self.decision.tone if self.decision else ""

    @property
    def other_rules(self) -> bool:
        """Whether the decision was made by other rules than those in force, by which the reasons are given."""
        if self.decision is None:
            return False
        receipt, law = self.decision.receipt, standard_on(self.as_of, self.known_at)
        return (receipt.rules_sha256, receipt.readings) != (law.rules_hash, dict(law.chosen))


def explain_grade(
    enterprise: Enterprise, *, as_of: date, known_at: datetime, at: datetime, with_pages: bool
) -> Explained:
    """Explain a grade for whoever reads it `at` a moment; `with_pages` where he may open the records behind it."""
    code = enterprise.code
    decision = in_force_at(code, known_at)
    dossier = dossier_of(code, as_of=as_of, known_at=known_at)
    explanation = explain_dossier(standard_on(as_of, known_at), dossier, as_of, known_at)
    return Explained(
        enterprise,
        decision,
        as_of,
        known_at,
        past=known_at != at,
        stale=decision is None or is_stale(decision, at),
        graded=graded_label(explanation.decision.grade, explanation.decision.reason),
        reasons=reasons_of(explanation, pages_of(code) if with_pages else {}),
    )
