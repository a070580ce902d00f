"""Tasks that are in one person's hands, and how they pass into another's."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bureau.absences.holdings import Holding, Waiting, left_to_nobody
from bureau.accounts.models import Person
from bureau.accounts.permissions import Acting, may
from bureau.accounts.roles import Action
from bureau.audit.actions import record
from bureau.measures.events import Event
from bureau.measures.models import Task


def count(by: Acting, people: Sequence[int]) -> dict[int, int]:
    """Count the tasks of the body that wait for each of these people."""
    found = Task.objects.filter(state__in=Task.WAITING, body=by.body, assignee__in=people)
    return dict(found.order_by().values_list("assignee").annotate(count=Count("pk")))


def pass_on(by: Acting, at: datetime, person: Person, to: Acting) -> int:
    """Put somebody's tasks into another's hands, who may not have proposed what is to be confirmed."""
    waiting = Task.objects.select_for_update().filter(state__in=Task.WAITING, body=by.body, assignee=person)
    found = list(waiting.order_by("pk"))
    if any(one.proposed_by_id == to.person.pk for one in found):
        said = {"person": to.person}
        raise ValidationError(
            {"to": gettext("其中有%(person)s自己提出、要由另一人复核的决定，请另选一位。") % said}
        )
    for one in found:
        one.assignee = to.person
        one.save(update_fields=["assignee"])
        change = {"enterprise": one.enterprise_id, "measure": one.code, "person": to.username}
        record(by=by, at=at, event=Event.ASSIGNED, on=one, change=change)
    return len(found)


def left(by: Acting, present: Sequence[Acting]) -> int:
    """Count the tasks of the body that nobody may do, or confirm, but perhaps those who proposed them."""
    able = [one.person.pk for one in present if may(one, Action.MEASURE_DO)]
    found = Task.objects.filter(body=by.body)
    to_do = 0 if able else found.filter(state=Task.State.TO_DO).order_by().count()
    return to_do + left_to_nobody(found.filter(state=Task.State.PROPOSED), able, "proposed_by")


WAITING = Waiting("tasks", _("要办的措施"), left)
TASKS = Holding("tasks", _("指定经办的措施"), Action.MEASURE_DO, count, pass_on)
