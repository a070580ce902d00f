"""Which measures an enterprise should have: by its present decision, reports of other departments, and listings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bureau.archives.models import Record
from bureau.archives.queries import COUNTING
from bureau.enterprises.models import Enterprise, Product
from bureau.grades.models import Decision
from bureau.grades.queries import IN_FORCE
from bureau.measures.catalogue import Measure, catalogue, facts
from bureau.procedures.models import Case
from bureau.procedures.ways import Kind
from bureau.ui.clock import day


@dataclass(frozen=True, slots=True)
class Wanted:
    """A measure that an enterprise should have, with its subject, and the grade that brings it."""

    measure: Measure
    subject: str
    grade: str


@dataclass(slots=True)
class Situation:
    """What measures ask of an enterprise."""

    grade: str = ""
    worst: str = ""
    known_at: datetime | None = None
    exporter: bool = False
    permit: bool = False
    listed: bool = False
    repaired_at: datetime | None = None
    facts: dict[str, list[str]] = field(default_factory=dict)


def situations(codes: Sequence[str], at: datetime) -> dict[str, Situation]:
    """Look at many enterprises at once, by a few queries."""
    today = day(at)
    found = {
        code: Situation(exporter=exporter)
        for code, exporter in Enterprise.objects.filter(pk__in=codes, deregistered_on__isnull=True)
        .order_by()
        .values_list("pk", "exporter")
    }
    for one in Decision.objects.filter(IN_FORCE, enterprise__in=list(found)).order_by():
        here = found[one.enterprise_id]
        here.grade, here.worst, here.known_at = one.grade, one.worst or one.grade, one.known_at
    with_permit = Product.objects.filter(enterprise__in=list(found), permit_required=True)
    for product in with_permit.only("enterprise_id", "valid_from", "valid_to"):
        found[product.enterprise_id].permit |= product.holds_on(today)
    _look_at_records(found, today)
    _look_at_cases(found)
    return found


def _look_at_records(found: dict[str, Situation], today: date) -> None:
    records = Record.objects.filter(
        COUNTING,
        enterprise__in=list(found),
        kind__in=sorted({one.kind for one in facts().values()}),
        superseded_at__isnull=True,
        contested=False,
    ).order_by("occurred_on", "pk")
    for one in records.only("enterprise_id", "kind", "outcome", "subject", "closed_on", "due_on"):
        if one.closed_on is not None and one.closed_on <= today:
            continue
        if one.due_on is not None and one.due_on < today:
            continue
        for name, fact in facts().items():
            if (fact.kind, fact.outcome) == (one.kind, one.outcome):
                found[one.enterprise_id].facts.setdefault(name, []).append(one.subject if fact.each else "")


def _look_at_cases(found: dict[str, Situation]) -> None:
    cases = Case.objects.filter(enterprise__in=list(found), kind=Kind.EXPOSURE)
    for code, state, standing, closed_at in cases.values_list(
        "enterprise", "state", "standing_outcome", "closed_at"
    ):
        here = found[code]
        here.listed |= standing and closed_at is None
        if state == "repaired":
            here.repaired_at = max(filter(None, (closed_at, here.repaired_at)))


def wanted(here: Situation, today: date) -> Iterator[Wanted]:
    """Give the measures that follow from a situation.

    Incentives and sanctions follow the settled grade, supervision the worst that is possible; a repair ends what the
    decisions before it brought.
    """
    repaired = bool(here.repaired_at and here.known_at and here.known_at <= here.repaired_at)
    for measure in catalogue().values():
        if not measure.holds_on(today) or not _follows(here, measure, repaired=repaired):
            continue
        for subject in _subjects(here, measure):
            yield Wanted(measure, subject, here.worst if measure.follows == "worst" else here.grade)


def _follows(here: Situation, measure: Measure, *, repaired: bool) -> bool:
    if measure.follows == "fact":
        return True
    if measure.follows == "listed":
        return here.listed
    if repaired and measure.polarity in {"supervision", "sanction"}:
        return False
    grade = here.worst if measure.follows == "worst" else here.grade
    return grade in measure.grades


def _subjects(here: Situation, measure: Measure) -> list[str]:
    if measure.needs in facts():
        return sorted(set(here.facts.get(measure.needs, ())))
    holds = {"": True, "permit": here.permit, "exporter": here.exporter}
    return [""] if holds[measure.needs] else []
