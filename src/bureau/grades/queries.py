"""Reads: which decisions someone may see, which are due, and what was decided at a moment."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Substr
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from bureau.accounts.models import Region
from bureau.accounts.permissions import Acting, may, scope_of
from bureau.accounts.roles import Action
from bureau.accounts.scopes import Fields
from bureau.archives.models import Record, State
from bureau.archives.vocabulary import grade_label, standard
from bureau.enterprises.marks import Mark, Marker
from bureau.enterprises.models import Enterprise, Product
from bureau.grades.models import Adoption, AdoptionState, Decision, Due
from bureau.ui.clock import day
from qualitycredit.model.standard import Standard

FIELDS = Fields(region="enterprise__region", enterprise="enterprise__code", exporter="enterprise__exporter")
IN_FORCE = Q(superseded_at__isnull=True)


def decisions_visible_to(by: Acting, action: Action = Action.GRADE_READ) -> QuerySet[Decision]:
    """Give the decisions on whose enterprises someone may do something."""
    return Decision.objects.filter(scope_of(by, action).q(FIELDS)).select_related("enterprise", "receipt")


def may_see_decision(by: Acting, decision: Decision, action: Action = Action.GRADE_READ) -> bool:
    """Tell whether a decision is one of these."""
    return may(by, action, decision.enterprise.standing)


def grades_of(by: Acting, codes: Sequence[str]) -> dict[str, Mark]:
    """Give the present grades of those enterprises whose grades someone may see."""
    found = decisions_visible_to(by).filter(IN_FORCE, enterprise__in=codes)
    return {
        one.enterprise_id: Mark(one.label, one.tone, reverse("grade", args=[one.enterprise_id]))
        for one in found
    }


GRADES = Marker(gettext_lazy("等级"), Action.GRADE_READ, grades_of)


def history_of(code: str) -> QuerySet[Decision]:
    """Give all decisions about an enterprise, the newest first."""
    return Decision.objects.filter(enterprise=code).select_related("receipt")


def in_force_at(code: str, moment: datetime) -> Decision | None:
    """Give what was decided about an enterprise at a moment; of several in one moment, the last."""
    standing = Q(known_at__lte=moment) & (IN_FORCE | Q(superseded_at__gt=moment))
    return history_of(code).filter(standing).first()


def made_on(on: date) -> Q:
    """Ask for the decisions made on a day."""
    begins = timezone.make_aware(datetime.combine(on, time.min))
    return Q(known_at__gte=begins, known_at__lt=begins + timedelta(days=1))


def beside_earlier(decisions: QuerySet[Decision]) -> QuerySet[Any]:
    """Add to each the grade and the reason of the decision before it; none where it is the first."""
    earlier = Decision.objects.filter(enterprise=OuterRef("enterprise"), pk__lt=OuterRef("pk")).order_by(
        "-pk"
    )
    return decisions.annotate(
        before=Subquery(earlier.values("grade")[:1]), before_reason=Subquery(earlier.values("reason")[:1])
    )


def with_before(rows: QuerySet[Decision], since: datetime) -> QuerySet[Any]:
    """Give the present ones that are new since a moment, each with the grade in force `before`, if there was one."""
    then = Decision.objects.filter(enterprise=OuterRef("enterprise"), known_at__lte=since)
    standing = then.filter(superseded_at__gt=since).order_by("-known_at", "-pk").values("grade")[:1]
    return rows.filter(IN_FORCE, known_at__gt=since).annotate(before=Subquery(standing))


def lacking(rows: QuerySet[Decision], clause: str) -> QuerySet[Decision]:
    """Give those with a grade but the best one that plainly do not meet a clause."""
    # As text: looking into a list of JSON is another thing on each database.
    said = {"met_said": Cast("met", TextField()), "unknown_said": Cast("unknown", TextField())}
    found: QuerySet[Any] = (
        rows.annotate(**said).filter(reason="").exclude(grade=standard().decision.grades[0])
    )
    return found.exclude(met_said__contains=f'"{clause}"').exclude(unknown_said__contains=f'"{clause}"')


def all_codes() -> list[str]:
    """Give the codes of all enterprises, in order."""
    return list(Enterprise.objects.order_by("pk").values_list("pk", flat=True))


def governing(on: date, known_at: datetime) -> Standard:
    """Give the standard that holds on a day, by what was adopted at a moment; the default where nothing was."""
    adopted = Adoption.objects.filter(
        state=AdoptionState.ADOPTED, valid_from__lte=on, decided_at__lte=known_at
    )
    found = adopted.order_by("-valid_from", "-decided_at", "-pk").first()
    return found.standard if found else standard()


def adoptions_visible_to(by: Acting) -> QuerySet[Adoption]:
    """Give what was proposed and adopted, to those of the nation who prepare it and watch over it."""
    rows = Adoption.objects.select_related("proposed_by", "decided_by")
    return rows if may(by, Action.STANDARD_PREVIEW) else rows.none()


def due_on(as_of: date) -> list[str]:
    """Give the codes of those who have to be graded again by a day, or never were, in order."""
    due = set(Due.objects.filter(on__lte=as_of).values_list("pk", flat=True))
    due.update(Enterprise.objects.filter(due__isnull=True).values_list("pk", flat=True))
    return sorted(due)


def product_days(codes: Sequence[str], as_of: date) -> dict[str, date]:
    """Give the first later day on which a product of an enterprise begins or ends to be made, for those with one."""
    days: dict[str, date] = {}
    rows = Product.objects.filter(enterprise__in=codes)
    for end in ("valid_from", "valid_to"):
        found = rows.filter(**{f"{end}__gt": as_of}).values("enterprise").annotate(day=Min(end)).order_by()
        for code, day_of in found.values_list("enterprise", "day"):
            days[code] = min(day_of, days.get(code, day_of))
    return days


def is_stale(decision: Decision, at: datetime) -> bool:
    """Tell whether the day has come on which a decision may change, and it was not decided again yet."""
    return decision.next_change_on is not None and decision.next_change_on <= day(at)


def pages_of(code: str) -> dict[tuple[str, str], int]:
    """Give the numbers of the pages of an enterprise's records, by source and number; each shows all its versions."""
    rows = Record.objects.filter(enterprise=code, state=State.VERIFIED).order_by("pk")
    return {(source, number): pk for source, number, pk in rows.values_list("source", "record_id", "pk")}


@dataclass(frozen=True, slots=True)
class Cell:
    """How many have a grade somewhere."""

    grade: str
    count: int

    @property
    def label(self) -> str:
        """How the grade reads."""
        return grade_label(self.grade)


@dataclass(frozen=True, slots=True)
class Row:
    """The grades of one province, or of all that may be seen; its code is empty then."""

    region: str
    name: str
    cells: tuple[Cell, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Counted:
    """The grades in their order, and the rows, all together first."""

    labels: tuple[str, ...]
    rows: tuple[Row, ...]


def counted(by: Acting, grades: Sequence[str]) -> Counted:
    """Count the present grades that someone may count, by province."""
    rows = decisions_visible_to(by, Action.STATISTICS_READ).filter(IN_FORCE).order_by()
    found = rows.annotate(province=Substr("enterprise__region", 1, 2)).values_list("province", "grade")
    counts: dict[str, Counter[str]] = {"": Counter()}
    for province, grade, count in found.annotate(count=Count("pk")).order_by("province"):
        counts.setdefault(province, Counter())[grade] += count
        counts[""][grade] += count
    codes = [f"{province}0000" for province in counts if province]
    names = {one.code: str(one) for one in Region.objects.filter(pk__in=codes)}
    made = []
    for province, each in counts.items():
        code = f"{province}0000" if province else ""
        cells = tuple(Cell(grade, each[grade]) for grade in grades)
        made.append(Row(code, names.get(code, code), cells, each.total()))
    return Counted(tuple(grade_label(grade) for grade in grades), tuple(made))


def count_by_grade() -> list[tuple[str, int]]:
    """Count all present decisions by grade; for commands, which act for nobody."""
    rows = Decision.objects.filter(IN_FORCE).order_by("grade").values("grade")
    return list(rows.annotate(count=Count("pk")).values_list("grade", "count"))


def unsettled(by: Acting) -> list[tuple[str, str, int]]:
    """Count the enterprises without a grade by reason, the most frequent first: reason, how it reads, how many."""
    rows = decisions_visible_to(by, Action.STATISTICS_READ).filter(IN_FORCE).exclude(reason="").order_by()
    found = rows.values_list("reason").annotate(count=Count("pk")).order_by("-count", "reason")
    return [(reason, grade_label(reason), count) for reason, count in found]
