"""What a grade stands on: the clauses that give it with their records, and whether any reading would give another one."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import product

from bureau.accounts.models import Body
from bureau.accounts.roles import Kind
from bureau.archives.law import standard_on
from bureau.archives.queries import dossier_of
from bureau.archives.vocabulary import said, standard_with
from bureau.grades.models import Decision
from bureau.grades.queries import IN_FORCE, pages_of
from qualitycredit.engines.scalar import grade_dossier
from qualitycredit.explaining import explain_dossier
from qualitycredit.explaining.documents import describe_record
from qualitycredit.model.decision import Verdict

# Bodies of these kinds are sources of records; enterprises are none.
SPEAKING = tuple(kind for kind in Kind if kind is not Kind.ENTERPRISE)


@dataclass(frozen=True, slots=True)
class Ground:
    """A clause that is met, in its own words, the records behind it, and the numbers of their pages."""

    clause: str
    text: str
    records: tuple[str, ...]
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The answers to the open questions that differ from those in force, and the grade that they would give."""

    differs: tuple[str, ...]
    grade: str


def present(code: str) -> Decision | None:
    """Give the decision about an enterprise that is in force."""
    return Decision.objects.filter(IN_FORCE, enterprise=code).select_related("receipt").first()


def grounds_of(code: str, *, as_of: date, known_at: datetime) -> tuple[Ground, ...]:
    """Give the clauses of the grade that are met, in the order of the standard."""
    law = standard_on(as_of, known_at)
    found = explain_dossier(law, dossier_of(code, as_of=as_of, known_at=known_at), as_of, known_at)
    pages = pages_of(code)
    # Readers know the bodies that spoke by their names.
    names = {one.code: str(one) for one in Body.objects.filter(kind__in=SPEAKING)}
    grounds = []
    for one in found.clauses:
        if one.verdict is Verdict.MET and one.clause.id.startswith(f"{found.decision.grade}."):
            behind = {each.key: each for phrase in one.phrases for each in phrase.evidence.records}
            grounds.append(
                Ground(
                    one.clause.id,
                    one.clause.text,
                    tuple(
                        said(describe_record(law, replace(each, source=names.get(each.source, each.source))))
                        for each in behind.values()
                    ),
                    tuple(pages[key] for key in behind),
                )
            )
    return tuple(grounds)


def under_readings(code: str, *, as_of: date, known_at: datetime) -> tuple[Reading, ...]:
    """Give the grade under every admissible choice of readings; the one in force comes first, without differences."""
    law = standard_on(as_of, known_at)
    dossier = dossier_of(code, as_of=as_of, known_at=known_at)
    questions = {one.name: one for one in law.readings}
    found = []
    for values in product(*(one.values for one in law.readings)):
        chosen = dict(zip(questions, values, strict=True))
        other = standard_with(law.name, tuple(sorted(chosen.items())))
        differs = tuple(
            said(questions[name].values[value]) for name, value in chosen.items() if value != law.chosen[name]
        )
        found.append(Reading(differs, grade_dossier(other, dossier, as_of, None).grade))
    return tuple(sorted(found, key=lambda one: (len(one.differs), one.differs)))
