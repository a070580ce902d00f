"""Reads: which measures someone may see, what of them waits, and the plan by which an enterprise rises."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bureau.absences.models import Absence, on
from bureau.accounts.models import Membership, Person, holding_on
from bureau.accounts.permissions import Acting, may, scope_of
from bureau.accounts.roles import Action
from bureau.accounts.scopes import Fields
from bureau.enterprises.marks import Mark, Marker
from bureau.measures.models import Task
from bureau.procedures.agenda import Deadlines, Due, first_of_each_day

FIELDS = Fields(region="enterprise__region", enterprise="enterprise__code", exporter="enterprise__exporter")


def measures_visible_to(by: Acting, action: Action = Action.MEASURE_READ) -> QuerySet[Task]:
    """Give the measures on whose enterprises someone may do something."""
    found = Task.objects.filter(scope_of(by, action).q(FIELDS))
    return found.select_related("enterprise", "body", "assignee", "done_by", "proposed_by")


def may_see_measure(by: Acting, task: Task, action: Action = Action.MEASURE_READ) -> bool:
    """Tell whether a measure is one of these."""
    return may(by, action, task.standing)


def to_do(by: Acting) -> QuerySet[Task]:
    """Give the tasks that somebody of the body is to do, the most urgent first; those of others left out."""
    return (
        measures_visible_to(by, Action.MEASURE_DO)
        .filter(state__in=Task.WAITING, body__path__startswith=by.body.path)
        .order_by("due_on", "pk")
    )


def tasks_due(by: Acting, first: date, last: date, today: date) -> Deadlines:
    """Give the deadlines of the tasks of one's body, for the calendar."""
    counts, found = first_of_each_day(to_do(by).filter(due_on__range=(first, last)))
    named = [
        Due(
            one.due_on,
            f"{one.label} {one.enterprise.name}",
            f"M{one.pk}",
            reverse("measure", args=[one.pk]),
            one.is_late_on(today),
        )
        for one in found
    ]
    return Deadlines(counts, named, f"{reverse('measures')}?show=to_do&due=")


def measures_of(by: Acting, code: str) -> QuerySet[Task]:
    """Give the measures about an enterprise, those in force first."""
    return measures_visible_to(by).filter(enterprise=code).order_by("-closed_at", "due_on", "pk")


def colleagues(task: Task, today: date) -> QuerySet[Person]:
    """Give the people of the body that owes a task, without those who are away today."""
    members = Membership.objects.filter(holding_on(today), body=task.body).order_by().values("person")
    away = Absence.objects.filter(on(today)).order_by().values("person")
    people = Person.objects.filter(pk__in=members, is_active=True).exclude(pk__in=away)
    return people.order_by("name")


def marks(by: Acting, codes: Sequence[str]) -> dict[str, Mark]:
    """Say how many measures are in force about each of these enterprises, as far as someone may know."""
    found = measures_visible_to(by).filter(enterprise__in=codes, closed_at__isnull=True).order_by()
    counted = found.values_list("enterprise").annotate(count=Count("pk"))
    return {
        code: Mark(_("%(count)s 项") % {"count": count}, "plain", reverse("measures_of", args=[code]))
        for code, count in counted
    }


MEASURES = Marker(gettext_lazy("监管措施"), Action.MEASURE_READ, marks)
