"""Pages on honours: the ledger, and how two officers decide what becomes of one."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.accounts.requests import acting, requires
from bureau.accounts.roles import Action
from bureau.audit.requests import list_or_file, list_read
from bureau.measures import honours
from bureau.measures.filters import HonourFilter
from bureau.measures.forms import OutcomeForm, ReturnForm
from bureau.measures.ledger import decided_kinds, honours_visible_to
from bureau.measures.models import Task
from bureau.measures.queries import measures_visible_to
from bureau.measures.tables import HonourTable
from bureau.ui.clock import day, moment
from bureau.ui.pages import Words, confirm_page, form_page


@requires(Action.MEASURE_READ)
@transaction.atomic
def ledger(request: HttpRequest) -> HttpResponse:
    """List honours, and how each stands."""
    by = acting(request)
    list_read(request, by, by.body)
    visible = honours_visible_to(by, day(moment(request)))
    found = HonourFilter(request.GET, queryset=visible, request=request)
    words = {
        "title": _("荣誉和待遇台账"),
        "lead": _(
            "企业取得的荣誉，哪些暂停或者已撤销。失信、严重失信企业的荣誉，由两位同事决定撤销、暂停或者保留。"
        ),
        "filter": found,
    }
    return list_or_file(request, by, HonourTable(found.qs), words)


def _decision(request: HttpRequest, pk: int, state: Task.State) -> Task:
    deciding = measures_visible_to(acting(request), Action.MEASURE_DO).filter(code__in=list(decided_kinds()))
    found = get_object_or_404(deciding, pk=pk)
    if request.method != "POST" and found.state != state:
        raise Http404
    return found


def _words(task: Task, title: str) -> Words:
    return {
        "title": title % {"measure": task.label},
        "lead": task.enterprise.name,
        "back": task.label,
        "back_url": reverse("measure", args=[task.pk]),
    }


@requires(Action.MEASURE_DO)
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose to withdraw, suspend or keep an honour."""
    found = _decision(request, pk, Task.State.TO_DO)
    form = OutcomeForm(request.POST or None, outcomes=found.measure.outcomes)

    def act(data: dict[str, Any]) -> HttpResponse:
        honours.propose(by=acting(request), at=moment(request), task=found, **data)
        messages.success(request, _("已提出，等待另一位同事复核。"))
        return redirect("measure", pk)

    return form_page(request, form, act, {**_words(found, _("提出决定：%(measure)s")), "submit": _("提出")})


@requires(Action.MEASURE_DO)
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm what a colleague proposed."""
    found = _decision(request, pk, Task.State.PROPOSED)

    def act() -> None:
        honours.confirm(by=acting(request), at=moment(request), task=found)

    words = {
        **_words(found, _("复核决定：%(measure)s")),
        "consequences": [
            _("决定：%(outcome)s。") % {"outcome": found.get_outcome_display()},
            _("理由：%(reason)s") % {"reason": found.proof},
            _("撤销的，荣誉在档案里自今天了结；暂停的，措施终止时恢复；保留的，一切不变。"),
        ],
        "submit": _("复核同意"),
    }
    return confirm_page(request, act, words, done=_("决定已生效。"))


@requires(Action.MEASURE_DO)
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a proposal back."""
    found = _decision(request, pk, Task.State.PROPOSED)

    def act(data: dict[str, Any]) -> HttpResponse:
        honours.send_back(by=acting(request), at=moment(request), task=found, **data)
        messages.success(request, _("已退回。"))
        return redirect("measure", pk)

    words = {**_words(found, _("退回决定：%(measure)s")), "submit": _("退回")}
    return form_page(request, ReturnForm(request.POST or None), act, words)
