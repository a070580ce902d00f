"""What a change would do to a grade: the dossier graded with it and without it, by the library."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from bureau.archives.law import standard_on
from bureau.archives.models import Change, Record
from bureau.archives.queries import dossier_of, dossiers_of, record_for_library
from bureau.archives.vocabulary import graded_label
from bureau.ui.work import Progress, Work
from qualitycredit.archive import Archive, connect, tables_of
from qualitycredit.archive.moments import utc
from qualitycredit.engines import columnar
from qualitycredit.engines.scalar import grade_dossier
from qualitycredit.model.decision import Decision, Verdict
from qualitycredit.model.facts import Dossier
from qualitycredit.model.standard import Clause, Standard

CHUNK = 3_000
# From here on, starting the columnar engine takes less than it saves.
MANY = 500


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
    return graded_label(decision.grade, decision.reason)


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
    law = standard_on(as_of, at)
    now = dossier_of(proposed.enterprise_id, as_of=as_of, known_at=at)
    before, after = (
        grade_dossier(law, dossier, as_of, None) for dossier in (now, with_change(now, proposed, at))
    )
    moved = tuple(
        Moved(clause, before.clauses.get(clause.id), after.clauses.get(clause.id))
        for clause in law.clauses
        if before.clauses.get(clause.id) != after.clauses.get(clause.id)
    )
    return Effect(before, after, moved)


@dataclass(frozen=True, slots=True)
class Movement:
    """How many enterprises go from one grade to another."""

    before: str
    after: str
    count: int


def _graded(dossiers: Mapping[str, Dossier], law: Standard, as_of: date, at: datetime) -> dict[str, str]:
    """Say which grade each has: few by the definition, many by columns."""
    if len(dossiers) < MANY:
        each = {code: grade_dossier(law, dossier, as_of, None) for code, dossier in dossiers.items()}
        return {code: _read(decision) for code, decision in each.items()}
    archive = Archive.from_tables(*tables_of(dossiers.values()), identifier="local")
    with connect() as connection:
        archive.register(connection)
        rows = [
            row
            for batch in columnar.grade_with_due(connection, law, as_of, utc(at))
            for row in batch.select(["enterprise_id", "grade", "reason"]).to_pylist()
        ]
    return {row["enterprise_id"]: graded_label(row["grade"], row["reason"]) for row in rows}


def moving(proposed: Iterable[Record], *, as_of: date, at: datetime) -> Work[list[Movement]]:
    """Say which grades many versions would move, once they all count, and how far that is found out."""
    yield Progress(0, _("正在读取档案"))
    law = standard_on(as_of, at)
    by_code: dict[str, list[Record]] = {}
    for one in proposed:
        by_code.setdefault(one.enterprise_id, []).append(one)
    moved: Counter[tuple[str, str]] = Counter()
    codes = sorted(by_code)
    for start in range(0, len(codes), CHUNK):
        yield Progress(
            0.1 + 0.9 * start / len(codes),
            _("正在比较等级：%(done)s / %(all)s 家企业") % {"done": start, "all": len(codes)},
        )
        found = dossiers_of(codes[start : start + CHUNK], as_of=as_of, known_at=at)
        changed = {
            code: replace(
                dossier,
                records=(*dossier.records, *(record_for_library(one, at) for one in by_code[code])),
            )
            for code, dossier in found.items()
        }
        before, after = (_graded(each, law, as_of, at) for each in (found, changed))
        moved.update((before[code], after[code]) for code in found if before[code] != after[code])
    return [Movement(before, after, count) for (before, after), count in moved.most_common()]
