"""What is new of cases, for notices: to officers what came, what is soon due and what is late; to others what went on."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bureau.accounts.permissions import Acting
from bureau.accounts.roles import Action, Axis
from bureau.notices.sources import Source
from bureau.procedures.models import Case, Step
from bureau.procedures.queries import documents_visible_to, mine, own
from bureau.procedures.working_days import ONE, working_days_of
from bureau.ui.clock import day

# Deadlines are told so many working days before, and no holiday is longer than this.
AHEAD, WITHIN = 3, 30
FRIDAY = 5


def came(by: Acting, since: datetime | None, at: datetime) -> int:
    """Count the cases that came to somebody's turn, other than by his own step."""
    del at
    return _entered(mine(by), by, since).count()


def went_on(by: Acting, since: datetime | None, at: datetime) -> int:
    """Count the cases about an enterprise, or at a laboratory, that others brought on."""
    del at
    return _entered(own(by), by, since).count()


def soon(by: Acting, since: datetime | None, at: datetime) -> int:
    """Count the cases of somebody's turn that came near their deadline since he looked."""
    return mine(by).filter(due_on__range=near(since, at)).count()


def late(by: Acting, since: datetime | None, at: datetime) -> int:
    """Count the cases of the body that passed their deadline since somebody looked."""
    return own(by).filter(due_on__range=passed(since, at)).count()


def served(by: Acting, since: datetime | None, at: datetime) -> int:
    """Count the official documents that came to an enterprise or a laboratory."""
    del at
    found = documents_visible_to(by).order_by()
    return (found if since is None else found.filter(at__gt=since)).count()


def near(since: datetime | None, at: datetime) -> tuple[date, date]:
    """Give the first and the last deadline that came near since a moment, and have not passed."""
    today = day(at)
    return (today if since is None else max(today, horizon(day(since)) + ONE), horizon(today))


def horizon(today: date) -> date:
    """Give the last deadline that is near on a day, so that one behind a holiday is told before it.

    Of a year that nobody knows, weekdays are taken: this reminds, and sets no deadline.
    """
    ahead = working_days_of(today + timedelta(days=n) for n in range(1, WITHIN + 1))
    worked = [on for on, works in ahead.items() if works or (works is None and on.isoweekday() <= FRIDAY)]
    return worked[AHEAD - 1]


def passed(since: datetime | None, at: datetime) -> tuple[date, date]:
    """Give the first and the last deadline that passed since a moment; a deadline has passed on the day after it."""
    return (date.min if since is None else day(since), day(at) - timedelta(days=1))


def _entered(found: QuerySet[Case], by: Acting, since: datetime | None) -> QuerySet[Case]:
    if since is not None:
        found = found.filter(entered_at__gt=since)
    led = Step.objects.filter(case=OuterRef("pk"), person=by.person, at__gte=OuterRef("entered_at"))
    return found.order_by().exclude(Exists(led))


def is_inside(by: Acting) -> bool:
    """Tell whether someone is an officer, to whom a list of cases is shown."""
    return by.axis not in {Axis.SELF, Axis.ASSIGNED}


def _is_outside(by: Acting) -> bool:
    return not is_inside(by)


def _desk(by: Acting) -> str:
    return reverse("desk" if by.axis == Axis.SELF else "cases")


NEWS = (
    Source("cases", _("轮到您办的事项"), Action.CASE_READ, came, lambda _by: reverse("cases"), is_inside),
    Source(
        "soon", _("三个工作日之内到期的事项"), Action.CASE_READ, soon, lambda _by: reverse("cases"), is_inside
    ),
    Source(
        "late",
        _("本单位新逾期的事项"),
        Action.CASE_READ,
        late,
        lambda _by: f"{reverse('cases')}?show=late",
        is_inside,
    ),
    Source("own", _("有进展的事项"), Action.CASE_READ, went_on, _desk, _is_outside),
    Source("documents", _("新收到的文书"), Action.CASE_READ, served, _desk, _is_outside),
)
