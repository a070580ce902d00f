"""The board: what the present grades in somebody's charge look like together, each number with the list behind it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.core.cache import cache
from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Substr

from bureau.accounts.permissions import Acting, scope_of
from bureau.accounts.roles import Action
from bureau.accounts.scopes import Fields
from bureau.archives.models import Record
from bureau.archives.queries import COUNTING
from bureau.archives.vocabulary import standard
from bureau.grades.models import Decision
from bureau.grades.queries import IN_FORCE, decisions_visible_to, with_before
from bureau.ui.clock import day

MONTHS = 12
SHOWN = 12
# A source that has recorded nothing for so many days has gone quiet.
QUIET_DAYS = 30
KEPT = 24 * 3600
RECORDS = Fields(region="enterprise__region", enterprise="enterprise__code", exporter="enterprise__exporter")


@dataclass(frozen=True, slots=True)
class Group:
    """How many enterprises of a group have each grade: a province, an industry, or the end of a month."""

    key: str
    counts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class Flow:
    """How many went from one grade to another."""

    before: str
    after: str
    count: int


@dataclass(frozen=True, slots=True)
class Quiet:
    """A source, and when it recorded something last."""

    source: str
    last: datetime


@dataclass(frozen=True, slots=True)
class Board:
    """All that the board shows; grades in the order of the standard, the unrated mark last."""

    grades: tuple[str, ...]
    whole: Group
    provinces: tuple[Group, ...]
    industries: tuple[Group, ...]
    months: tuple[Group, ...]
    flows: tuple[Flow, ...]
    hindering: tuple[tuple[str, int], ...]
    unsettled: tuple[tuple[str, int], ...]
    quiet: tuple[Quiet, ...]
    quiet_count: int


def board_of(by: Acting, at: datetime, days: int) -> Board:
    """Give the board of what somebody may count; flows are those of so many days. Kept until anything is decided."""
    newest = Decision.objects.aggregate(newest=Max("pk"))["newest"]
    asked = f"{scope_of(by, Action.STATISTICS_READ)} {newest} {day(at)} {days}"
    key = f"board-{sha256(asked.encode()).hexdigest()}"
    found = cache.get_or_set(key, lambda: _board(by, at, days), KEPT)
    assert isinstance(found, Board)  # noqa: S101 - what was put there
    return found


def _board(by: Acting, at: datetime, days: int) -> Board:
    law = standard().decision
    grades = (*law.grades, law.unrated)
    all_of_them = decisions_visible_to(by, Action.STATISTICS_READ).order_by()
    present = all_of_them.filter(IN_FORCE)
    provinces = _groups(present, Substr("enterprise__region", 1, 2), grades)
    industries = _groups(
        present.exclude(enterprise__industry=""), Substr("enterprise__industry", 1, 3), grades
    )
    quiet = _quiet(by, at)
    return Board(
        grades,
        Group("", tuple((grade, sum(dict(one.counts)[grade] for one in provinces)) for grade in grades)),
        provinces,
        tuple(sorted(industries, key=lambda one: -one.total)[:SHOWN]),
        tuple(_months(all_of_them, at, grades)),
        tuple(_flows(all_of_them, at - timedelta(days=days))),
        tuple(_hindering(present)),
        tuple(_unsettled(present)),
        tuple(quiet[:SHOWN]),
        len(quiet),
    )


def _groups(rows: QuerySet[Decision], of: Substr, grades: Iterable[str]) -> tuple[Group, ...]:
    counts: dict[str, Counter[str]] = {}
    found = rows.annotate(key=of).values_list("key", "grade").annotate(count=Count("pk")).order_by("key")
    for key, grade, count in found:
        counts.setdefault(key, Counter())[grade] = count
    return tuple(Group(key, tuple((grade, each[grade]) for grade in grades)) for key, each in counts.items())


def _months(rows: QuerySet[Decision], at: datetime, grades: tuple[str, ...]) -> Iterable[Group]:
    """Count what was in force at the end of each of the last months, and is now."""
    moments, end = [at], at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    while len(moments) < MONTHS:
        moments.append(end)
        end = (end - timedelta(days=1)).replace(day=1)
    for moment in reversed(moments):
        standing = Q(known_at__lte=moment) & (IN_FORCE | Q(superseded_at__gt=moment))
        found = dict(rows.filter(standing).values_list("grade").annotate(count=Count("pk")))
        if found:
            shown = moment - timedelta(days=moment != at)
            yield Group(f"{shown:%Y-%m}", tuple((grade, found.get(grade, 0)) for grade in grades))


def _flows(rows: QuerySet[Decision], since: datetime) -> Iterable[Flow]:
    """Count from which grade to which those went whose decision is new, the most frequent first."""
    moved = with_before(rows, since)
    counts = Counter(
        {
            (before, grade): count
            for before, grade, count in moved.values_list("before", "grade").annotate(count=Count("pk"))
        }
    )
    for (before, after), count in counts.most_common():
        if before is not None and before != after:
            yield Flow(before, after, count)


def _hindering(rows: QuerySet[Decision]) -> Iterable[tuple[str, int]]:
    """Count which clauses of the best grade are most often not met by those who have another."""
    law = standard()
    best = law.decision.grades[0]
    wanted = [clause.id for clause in law.clauses if clause.group == best]
    counts: Counter[str] = Counter()
    for met, unknown in rows.filter(reason="").exclude(grade=best).values_list("met", "unknown").iterator():
        counts.update(clause for clause in wanted if clause not in met and clause not in unknown)
    return counts.most_common(SHOWN)


def _unsettled(rows: QuerySet[Decision]) -> Iterable[tuple[str, int]]:
    found = rows.exclude(reason="").values_list("reason").annotate(count=Count("pk"))
    return found.order_by("-count", "reason")


def _quiet(by: Acting, at: datetime) -> list[Quiet]:
    within = Record.objects.filter(scope_of(by, Action.STATISTICS_READ).q(RECORDS), COUNTING).order_by()
    last = within.values("source").annotate(last=Max("recorded_at"))
    found = last.filter(last__lt=at - timedelta(days=QUIET_DAYS)).order_by("last", "source")
    return [Quiet(source, moment) for source, moment in found.values_list("source", "last")]
