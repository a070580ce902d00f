"""Pages by which people open cases."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.accounts.permissions import may
from bureau.accounts.requests import acting, requires
from bureau.accounts.roles import Action
from bureau.archives.queries import records_shown_to
from bureau.audit.actions import record_read
from bureau.enterprises.models import Enterprise
from bureau.enterprises.queries import enterprises_visible_to
from bureau.procedures import opening
from bureau.procedures.forms import OrderForm, ReasonForm, RepairForm
from bureau.procedures.models import Case
from bureau.procedures.queries import cases_of
from bureau.ui.clock import moment
from bureau.ui.pages import Words, confirm_page, form_page


def _enterprise(request: HttpRequest, code: str, action: Action) -> Enterprise:
    return get_object_or_404(enterprises_visible_to(acting(request), action), code=code)


def _opened(request: HttpRequest, made: Case) -> HttpResponse:
    messages.success(request, _("已立案，编号 %(number)s。") % {"number": made.number})
    return redirect("case", made.pk)


def _form(
    request: HttpRequest, form: Form, make: Callable[[dict[str, Any]], Case], words: Words
) -> HttpResponse:
    def act(data: dict[str, Any]) -> HttpResponse:
        return _opened(request, make(data))

    return form_page(request, form, act, words)


@requires(Action.CASE_APPLY)
def apply(request: HttpRequest, code: str) -> HttpResponse:
    """Apply to be published: nothing is asked but whether one wants to."""
    by, enterprise = acting(request), _enterprise(request, code, Action.CASE_APPLY)

    def act() -> HttpResponse:
        return _opened(
            request, opening.apply_for_publication(by=by, at=moment(request), enterprise=enterprise)
        )

    words = {
        "title": _("申请公示为守信企业"),
        "lead": enterprise.name,
        "consequences": [
            _("自愿申请，随时可以撤回，不收费，不用另交材料：所需的都在质量档案里。"),
            _("由省级质检部门对照标准评价，征求公众意见以后决定是否公示。"),
            _("公示有期限，不发匾牌，不推荐产品；等级变动时立即暂停。"),
        ],
        "submit": _("申请"),
        "back_url": reverse("desk"),
    }
    return confirm_page(request, act, words)


@requires(Action.CASE_APPLY)
def object_to_grade(request: HttpRequest, code: str) -> HttpResponse:
    """Object to the grade."""
    by, enterprise = acting(request), _enterprise(request, code, Action.CASE_APPLY)

    def make(data: dict[str, Any]) -> Case:
        return opening.object_to(by=by, at=moment(request), enterprise=enterprise, record=None, **data)

    words = {
        "title": _("对等级提出异议"),
        "lead": _("免费。一个工作日之内标明，五个工作日之内由未经手的人员答复；不服的可以申请上级复查。"),
        "submit": _("提出异议"),
        "back": _("我的企业"),
        "back_url": reverse("desk"),
    }
    return _form(request, ReasonForm(request.POST or None), make, words)


@requires(Action.CASE_APPLY)
def object_to_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Object to a record."""
    by = acting(request)
    record = get_object_or_404(records_shown_to(by), pk=pk)

    def make(data: dict[str, Any]) -> Case:
        return opening.object_to(
            by=by, at=moment(request), enterprise=record.enterprise, record=record, **data
        )

    words = {
        "title": _("对记录提出异议：%(record)s") % {"record": record},
        "lead": _(
            "标明以后，等级按两种可能判断，有关信息暂不公开；异议成立的，记录撤销，由它引起的一并改正。"
        ),
        "submit": _("提出异议"),
        "back": str(record),
        "back_url": reverse("record", args=[pk]),
    }
    return _form(request, ReasonForm(request.POST or None), make, words)


@requires(Action.CASE_APPLY)
def repair(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for repair."""
    by, enterprise = acting(request), _enterprise(request, code, Action.CASE_APPLY)

    def make(data: dict[str, Any]) -> Case:
        return opening.ask_repair(by=by, at=moment(request), enterprise=enterprise, **data)

    words = {
        "title": _("申请信用修复"),
        "lead": _(
            "列入名单满一年、问题已经改正、公开承诺以后，可以申请。准予的，移出名单、停止共享、解除措施、重新定级。"
        ),
        "submit": _("申请修复"),
        "back": _("我的企业"),
        "back_url": reverse("desk"),
    }
    return _form(request, RepairForm(request.POST or None), make, words)


@requires(Action.CASE_EVALUATE)
def order(request: HttpRequest, code: str) -> HttpResponse:
    """Order an enterprise to put something right."""
    by, enterprise = acting(request), _enterprise(request, code, Action.CASE_EVALUATE)

    def make(data: dict[str, Any]) -> Case:
        return opening.order_rectification(by=by, at=moment(request), enterprise=enterprise, **data)

    words = {
        "title": _("责令限期整改"),
        "lead": enterprise.name,
        "submit": _("责令整改"),
        "back": enterprise.name,
        "back_url": reverse("cases_of", args=[code]),
    }
    return _form(request, OrderForm(request.POST or None), make, words)


@requires(Action.CASE_EVALUATE)
def eliminate(request: HttpRequest, code: str) -> HttpResponse:
    """Propose to report an extreme case to the government."""
    by, enterprise = acting(request), _enterprise(request, code, Action.CASE_EVALUATE)

    def make(data: dict[str, Any]) -> Case:
        return opening.propose_elimination(by=by, at=moment(request), enterprise=enterprise, **data)

    words = {
        "title": _("提请报告政府"),
        "lead": _("情节特别严重、造成恶劣社会影响的，及时报告当地政府，会同有关部门依法取缔。"),
        "submit": _("提请"),
        "back": enterprise.name,
        "back_url": reverse("cases_of", args=[code]),
    }
    return _form(request, ReasonForm(request.POST or None), make, words)


@requires(Action.CASE_READ)
def cases_of_one(request: HttpRequest, code: str) -> HttpResponse:
    """List the cases about one enterprise, and what can be opened."""
    by = acting(request)
    found = cases_of(by, code)
    enterprise = get_object_or_404(enterprises_visible_to(by), code=code)
    record_read(by=by, at=moment(request), on=enterprise, subject=code)
    context = {
        "enterprise": enterprise,
        "cases": found,
        "may_order": may(by, Action.CASE_EVALUATE, enterprise.standing),
        "listed": any(one.kind == "exposure" and one.standing_outcome for one in found),
    }
    return render(request, "procedures/cases_of.html", context)
