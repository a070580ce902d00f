"""What is new of measures, for notices: tasks that came, that are near their day, and that were put to somebody."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bureau.accounts.permissions import Acting
from bureau.accounts.roles import Action
from bureau.audit.queries import happened_to
from bureau.measures.events import Event
from bureau.measures.queries import to_do
from bureau.notices.sources import Source
from bureau.procedures.news import near


def came(by: Acting, since: datetime | None, at: datetime) -> int:
    """Count the tasks that came to the body."""
    del at
    found = to_do(by).order_by()
    return (found if since is None else found.filter(opened_at__gt=since)).count()


def soon(by: Acting, since: datetime | None, at: datetime) -> int:
    """Count the tasks of the body that came near their day since somebody looked."""
    return to_do(by).order_by().filter(due_on__range=near(since, at)).count()


def assigned(by: Acting, since: datetime | None, at: datetime) -> int:
    """Count the tasks that were put to somebody, and that he has not done."""
    del at
    found = to_do(by).order_by().filter(assignee=by.person)
    return found.count() if since is None else happened_to(found, Event.ASSIGNED, since)


def _listed(by: Acting) -> str:
    del by
    return f"{reverse('measures')}?show=to_do"


NEWS = (
    Source("tasks", _("本单位要办的措施"), Action.MEASURE_DO, came, _listed),
    Source("tasks_soon", _("三个工作日之内到期的措施"), Action.MEASURE_DO, soon, _listed),
    Source("assigned", _("指定由您经办的措施"), Action.MEASURE_DO, assigned, _listed),
)
