"""What a change would do to a grade: the dossier graded with it and without it, by the library."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bureau.archives.models import Change, Record
from bureau.archives.queries import dossier_of, record_for_library
from bureau.archives.vocabulary import grade_label, standard
from qualitycredit.archive.moments import utc
from qualitycredit.engines.scalar import grade_dossier
from qualitycredit.model.decision import Decision, Verdict
from qualitycredit.model.facts import Dossier
from qualitycredit.model.standard import Clause


@dataclass(frozen=True, slots=True)
class Moved:
    """A clause whose verdict changes."""

    clause: Clause
    before: Verdict | None
    after: Verdict | None


@dataclass(frozen=True, slots=True)
class Effect:
    """The grade before and after, and the clauses that moved."""

    before: Decision
    after: Decision
    moved: tuple[Moved, ...]

    @property
    def changes_grade(self) -> bool:
        """Whether the grade, or the span in which it lies, is another one."""
        return self._graded(self.before) != self._graded(self.after)

    @property
    def grade_before(self) -> str:
        """How the grade before reads."""
        return _read(self.before)

    @property
    def grade_after(self) -> str:
        """How the grade after reads."""
        return _read(self.after)

    @staticmethod
    def _graded(decision: Decision) -> tuple[object, ...]:
        return decision.grade, decision.best, decision.worst, decision.reason


def _read(decision: Decision) -> str:
    grade = grade_label(decision.grade)
    return grade if decision.reason is None else f"{grade}：{grade_label(decision.reason)}"


def with_change(dossier: Dossier, proposed: Record, at: datetime) -> Dossier:
    """Give a dossier as it is once a version counts."""
    key = (proposed.source, proposed.record_id)
    others = tuple(one for one in dossier.records if one.key != key)
    if proposed.change == Change.ANNULMENT:
        return replace(dossier, records=others)
    stated = replace(record_for_library(proposed, at), recorded_at=utc(at), superseded_at=None)
    return replace(dossier, records=(*others, stated))


def effect_of(proposed: Record, *, as_of: date, at: datetime) -> Effect:
    """Say what becomes of the grade once a version counts, on a day, by what is known at a moment."""
    now = dossier_of(proposed.enterprise_id, as_of=as_of, known_at=at)
    before, after = (
        grade_dossier(standard(), dossier, as_of, None) for dossier in (now, with_change(now, proposed, at))
    )
    moved = tuple(
        Moved(clause, before.clauses.get(clause.id), after.clauses.get(clause.id))
        for clause in standard().clauses
        if before.clauses.get(clause.id) != after.clauses.get(clause.id)
    )
    return Effect(before, after, moved)
