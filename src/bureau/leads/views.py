"""Pages on leads: those of one's area, one with what can be done, and each of that."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.accounts.requests import acting, requires
from bureau.accounts.roles import Action
from bureau.audit.actions import record_read
from bureau.audit.requests import list_or_file, list_read
from bureau.leads import actions
from bureau.leads.forms import AnswerForm, TieForm
from bureau.leads.models import Lead
from bureau.leads.queries import leads_visible_to
from bureau.leads.tables import LeadTable
from bureau.ui.clock import moment
from bureau.ui.pages import confirm_page, form_page


def _found(request: HttpRequest, pk: int) -> Lead:
    return get_object_or_404(leads_visible_to(acting(request)), pk=pk)


@requires(Action.RECORD_ENTER)
@transaction.atomic
def leads(request: HttpRequest) -> HttpResponse:
    """List the leads of the reader's area."""
    by = acting(request)
    list_read(request, by, by.body)
    words = {
        "title": _("公众反映"),
        "lead": _("公众在门户上反映的问题，按企业所在地分到各地。查实的录入质量档案，都要答复。"),
    }
    return list_or_file(request, by, LeadTable(leads_visible_to(by)), words)


@requires(Action.RECORD_ENTER)
@transaction.atomic
def lead(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one lead, with who reported it."""
    by, found = acting(request), _found(request, pk)
    record_read(by=by, at=moment(request), on=found, subject=found.enterprise_id or "")
    return render(request, "leads/lead.html", {"lead": found})


@requires(Action.RECORD_ENTER)
def lead_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a lead up."""
    found = _found(request, pk)

    def act() -> None:
        actions.take_up(by=acting(request), at=moment(request), lead=found)

    words = {**_words(found, _("受理")), "consequences": [_("由您办理和答复。")]}
    return confirm_page(request, act, words, done=_("已受理。"))


@requires(Action.RECORD_ENTER)
def lead_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which record came of it."""
    found = _found(request, pk)

    def act(data: dict[str, Any]) -> HttpResponse:
        actions.tie(by=acting(request), at=moment(request), lead=found, **data)
        messages.success(request, _("已记下。"))
        return redirect("lead", pk)

    return form_page(request, TieForm(request.POST or None), act, _words(found, _("记下录入的记录")))


@requires(Action.RECORD_ENTER)
def lead_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer it."""
    found = _found(request, pk)

    def act(data: dict[str, Any]) -> HttpResponse:
        actions.answer(by=acting(request), at=moment(request), lead=found, **data)
        messages.success(request, _("已答复，反映的人凭回执可以看到。"))
        return redirect("lead", pk)

    return form_page(request, AnswerForm(request.POST or None), act, _words(found, _("答复")))


def _words(found: Lead, title: str) -> dict[str, Any]:
    back = reverse("lead", args=[found.pk])
    return {"title": title, "lead": found.number, "submit": title, "back": found.number, "back_url": back}
