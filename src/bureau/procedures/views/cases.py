"""Pages on cases: the work list, one case with its steps, and a step to take."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.accounts.permissions import may
from bureau.accounts.requests import acting, requires
from bureau.accounts.roles import Action, Axis
from bureau.archives.vocabulary import grade_label
from bureau.audit.actions import record_read
from bureau.audit.requests import list_or_file, list_read
from bureau.grades.grounds import grounds_of
from bureau.procedures import actions
from bureau.procedures.filters import MINE, CaseFilter
from bureau.procedures.forms import HolidayForm, ReasonForm, StepForm
from bureau.procedures.models import Case, HolidayNotice
from bureau.procedures.permissions import check_take
from bureau.procedures.policies import is_barred
from bureau.procedures.queries import cases_visible_to, documents_visible_to, steps_told, ways_for
from bureau.procedures.tables import CaseTable, HolidayTable
from bureau.procedures.ways import Kind
from bureau.ui.clock import day, moment
from bureau.ui.pages import form_page, list_page


def _found(request: HttpRequest, pk: int) -> Case:
    return get_object_or_404(cases_visible_to(acting(request)), pk=pk)


@requires(Action.CASE_READ)
@transaction.atomic
def cases(request: HttpRequest) -> HttpResponse:
    """List cases: those that wait for the reader, unless he asks for others."""
    by = acting(request)
    list_read(request, by, by.body)
    asked = request.GET.copy()
    asked.setdefault("show", MINE)
    found = CaseFilter(asked, queryset=cases_visible_to(by).order_by("due_on", "pk"), request=request)
    words = {
        "title": _("办理事项"),
        "lead": _("等您办的排在前面，期限近的在先。期限按工作日计算，最后一天也算在内。"),
        "filter": found,
        "action": _("期限日历"),
        "action_url": reverse("agenda"),
    }
    return list_or_file(request, by, CaseTable(found.qs), words)


@requires(Action.CASE_READ)
@transaction.atomic
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one case: how far it is, what it stands on, what was done, and what can be done now."""
    by, at = acting(request), moment(request)
    found = _found(request, pk)
    record_read(by=by, at=at, on=found, subject=found.enterprise_id)
    context = {
        "case": found,
        "steps": steps_told(by, found),
        "ways": ways_for(by, found),
        "documents": documents_visible_to(by).filter(case=found),
        "readings": [
            ("；".join(differs), grade_label(grade)) for differs, grade in found.data.get("readings", ())
        ],
        "undone": [(Case.objects.get(pk=number), name) for number, name, _to in found.data.get("cases", ())],
        "late": found.is_late_on(day(at)),
        "barred": is_barred(by, found),
        "outside": by.axis in {Axis.SELF, Axis.ASSIGNED},
        "may_grade": may(by, Action.GRADE_READ, found.enterprise.standing),
        "may_dossier": may(by, Action.DOSSIER_READ, found.enterprise.standing),
    }
    return render(request, "procedures/case.html", context)


@requires(Action.CASE_READ)
def case_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take a step."""
    by, at = acting(request), moment(request)
    found = _found(request, pk)
    way = found.procedure.way(found.state, step)
    if way is None:
        if found.procedure.step(step) is None:
            raise Http404
        messages.error(request, _("这件事项已经不在这一步。"))
        return redirect("case", pk)
    check_take(by, found, way)
    form = StepForm(
        request.POST or None, case=found, way=way, today=day(at), draft=_draft(found, step, request)
    )

    def act(data: dict[str, Any]) -> HttpResponse:
        actions.take(
            by=by, at=moment(request), case=found, step=step, given=form.given(), version=data["version"]
        )
        messages.success(request, _("已办理：%(step)s。") % {"step": way.label})
        return redirect("case", pk) if cases_visible_to(by).filter(pk=pk).exists() else redirect("cases")

    words = {
        "title": way.label,
        "lead": str(found),
        "submit": way.label,
        "back": found.number,
        "back_url": reverse("case", args=[pk]),
    }
    return form_page(request, form, act, words)


def _draft(case: Case, step: str, request: HttpRequest) -> str:
    """Begin the reasons of a notice or a decision with the clauses and records that it has to name."""
    if case.kind == Kind.EXPOSURE and step in {"notify", "decide"}:
        at = moment(request)
        found = grounds_of(case.enterprise_id, as_of=day(at), known_at=at)
        return "\n".join(
            f"{one.clause} {one.text}\n" + "\n".join(f"  {each}" for each in one.records) for one in found
        )
    if case.kind == Kind.WARNING and step == "send":
        return _("符合的失信条款：%(clauses)s。") % {"clauses": "、".join(case.data.get("clauses", ()))}
    return ""


@requires(Action.CASE_READ)
def case_interest(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare an interest, and keep out of the case."""
    by = acting(request)
    found = _found(request, pk)

    def act(data: dict[str, Any]) -> HttpResponse:
        actions.declare_interest(by=by, at=moment(request), case=found, reason=data["reason"])
        messages.success(request, _("已申报，此后不再由您办理。"))
        return redirect("case", pk)

    words = {
        "title": _("申报回避"),
        "lead": str(found),
        "submit": _("申报回避"),
        "back": found.number,
        "back_url": reverse("case", args=[pk]),
    }
    return form_page(request, ReasonForm(request.POST or None), act, words)


@requires(Action.CALENDAR_KEEP)
def holidays(request: HttpRequest) -> HttpResponse:
    """List the notices of holidays that were entered."""
    words = {
        "title": _("放假安排"),
        "lead": _("期限按工作日计算。没有放假通知的年份不作推算，有关期限等通知录入以后才确定。"),
        "action": _("录入放假通知"),
        "action_url": reverse("holidays_enter"),
    }
    return list_page(request, HolidayTable(HolidayNotice.objects.select_related("person")), words)


@requires(Action.CALENDAR_KEEP)
def holidays_enter(request: HttpRequest) -> HttpResponse:
    """Enter the notice of a year."""

    def act(data: dict[str, Any]) -> HttpResponse:
        actions.enter_holidays(by=acting(request), at=moment(request), **data)
        messages.success(request, _("已录入，等待通知的期限已经确定。"))
        return redirect("holidays")

    words = {
        "title": _("录入放假通知"),
        "submit": _("录入"),
        "back": _("放假安排"),
        "back_url": reverse("holidays"),
    }
    return form_page(request, HolidayForm(request.POST or None), act, words)
