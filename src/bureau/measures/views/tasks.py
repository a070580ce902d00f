"""Pages on measures: what is to be done, one measure, those of one enterprise, the catalogue, and a draw for checks."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.accounts.permissions import may
from bureau.accounts.requests import acting, requires
from bureau.accounts.roles import Action, Axis
from bureau.audit.actions import record, record_read
from bureau.audit.requests import list_or_file, list_read
from bureau.enterprises.queries import enterprises_visible_to
from bureau.grades.explaining import explain_grade
from bureau.measures import actions
from bureau.measures.catalogue import catalogue
from bureau.measures.draws import draw
from bureau.measures.events import Event
from bureau.measures.filters import OPEN, TO_DO, TaskFilter
from bureau.measures.forms import AssigneeForm, DrawForm, ProofForm
from bureau.measures.ledger import honours_of
from bureau.measures.models import Task
from bureau.measures.queries import colleagues, measures_of, measures_visible_to
from bureau.measures.tables import TaskTable
from bureau.ui.clock import day, moment
from bureau.ui.pages import form_page


@requires(Action.MEASURE_READ)
@transaction.atomic
def measures(request: HttpRequest) -> HttpResponse:
    """List measures: what the body is to do, unless others are asked for."""
    by = acting(request)
    list_read(request, by, by.body)
    asked = request.GET.copy()
    asked.setdefault("show", TO_DO if may(by, Action.MEASURE_DO) else OPEN)
    found = TaskFilter(asked, queryset=measures_visible_to(by).order_by("due_on", "pk"), request=request)
    words = {
        "title": _("监管措施"),
        "lead": _("由等级自动开始和终止：激励看确定的等级，监督看最差的可能。"),
        "filter": found,
        "action": _("措施目录"),
        "action_url": reverse("measures_catalogue"),
    }
    return list_or_file(request, by, TaskTable(found.qs), words)


@requires(Action.MEASURE_READ)
@transaction.atomic
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one measure, with what it stands on."""
    by, at = acting(request), moment(request)
    found = get_object_or_404(measures_visible_to(by), pk=pk)
    record_read(by=by, at=at, on=found, subject=found.enterprise_id)
    context = {
        "task": found,
        "late": found.is_late_on(day(at)),
        "outside": by.axis == Axis.SELF,
        "may_do": found.state == Task.State.TO_DO and may(by, Action.MEASURE_DO, found.standing),
        "may_confirm": found.state == Task.State.PROPOSED
        and found.proposed_by_id != by.person.pk
        and may(by, Action.MEASURE_DO, found.standing),
    }
    return render(request, "measures/measure.html", context)


def _to_do(request: HttpRequest, pk: int) -> Task:
    return get_object_or_404(measures_visible_to(acting(request), Action.MEASURE_DO), pk=pk)


@requires(Action.MEASURE_DO)
def measure_do(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that a task was done; a decision is proposed instead."""
    found = _to_do(request, pk)
    if found.measure.outcomes:
        return redirect("measure_propose", pk)

    def act(data: dict[str, Any]) -> HttpResponse:
        actions.do(by=acting(request), at=moment(request), task=found, **data)
        messages.success(request, _("已办结。"))
        return redirect("measure", pk)

    words = {
        "title": _("办结：%(measure)s") % {"measure": found.label},
        "lead": found.enterprise.name,
        "submit": _("办结"),
        "back": found.label,
        "back_url": reverse("measure", args=[pk]),
    }
    return form_page(request, ProofForm(request.POST or None), act, words)


@requires(Action.MEASURE_DO)
def measure_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Name who is to do a task."""
    found = _to_do(request, pk)

    def act(data: dict[str, Any]) -> HttpResponse:
        actions.assign(by=acting(request), at=moment(request), task=found, **data)
        messages.success(request, _("已指定。"))
        return redirect("measure", pk)

    words = {
        "title": _("指定经办人：%(measure)s") % {"measure": found.label},
        "lead": found.enterprise.name,
        "submit": _("指定"),
        "back": found.label,
        "back_url": reverse("measure", args=[pk]),
    }
    return form_page(
        request,
        AssigneeForm(request.POST or None, people=colleagues(found, day(moment(request)))),
        act,
        words,
    )


@requires(Action.MEASURE_READ)
@transaction.atomic
def measures_about(request: HttpRequest, code: str) -> HttpResponse:
    """Show the measures about one enterprise, and how it rises to a better grade."""
    by, at = acting(request), moment(request)
    enterprise = get_object_or_404(enterprises_visible_to(by, Action.MEASURE_READ), code=code)
    record_read(by=by, at=at, on=enterprise, subject=code)
    found = list(measures_of(by, code))
    explained = explain_grade(enterprise, as_of=day(at), known_at=at, at=at, with_pages=False)
    context = {
        "enterprise": enterprise,
        "honours": honours_of(by, code, day(at)),
        "benefits": [one for one in found if one.closed_at is None and one.measure.polarity == "incentive"],
        "present": [one for one in found if one.closed_at is None],
        "past": [one for one in found if one.closed_at is not None],
        "reasons": explained.reasons,
    }
    return render(request, "measures/measures_of.html", context)


@requires(Action.MEASURE_READ)
def measures_catalogue(request: HttpRequest) -> HttpResponse:
    """Show the catalogue: each measure with the sentence that it stands on."""
    today = day(moment(request))
    context = {"measures": [(one, one.holds_on(today)) for one in catalogue().values()]}
    return render(request, "measures/catalogue.html", context)


@requires(Action.MEASURE_DO)
@transaction.atomic
def measures_draw(request: HttpRequest) -> HttpResponse:
    """Draw enterprises for checks, by the weight that their measures give them; who drew which is written down."""
    by, at = acting(request), moment(request)
    form = DrawForm(request.POST or None)
    drawn = None
    if request.method == "POST" and form.is_valid():
        drawn = draw(by, **form.cleaned_data)
        change = {**form.cleaned_data, "drawn": [one.enterprise.code for one in drawn]}
        record(by=by, at=at, event=Event.DRAWN, on=by.body, change=change)
    return render(request, "measures/draw.html", {"form": form, "drawn": drawn})
