"""Pages on publication: what waits for a ruling, one case with what the public would see, and what became of each."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from bureau.accounts.requests import acting, requires
from bureau.accounts.roles import Action
from bureau.audit.actions import record_read
from bureau.audit.requests import list_or_file, list_read
from bureau.procedures.effects import after_months
from bureau.procedures.models import Case
from bureau.procedures.policies import is_barred
from bureau.procedures.views.cases import case_step
from bureau.procedures.ways import Kind
from bureau.publication import actions
from bureau.publication.catalogue import rules
from bureau.publication.filters import RulingFilter
from bureau.publication.forms import REFUSE, TERMS, ReplyForm, RulingForm
from bureau.publication.models import Ruling, Writing
from bureau.publication.policies import judge
from bureau.publication.presentation import default_grounds, read
from bureau.publication.queries import (
    freshness,
    last_content,
    last_reply,
    likes_of,
    ready_for,
    rulings_visible_to,
    shown_of,
    with_dispatches,
)
from bureau.publication.tables import ReadyTable, RulingTable
from bureau.store.models import Entry
from bureau.store.snapshots import NewEntry
from bureau.ui.clock import day, moment
from bureau.ui.pages import form_page

LANGUAGES = ("zh-hans", "en")


@requires(Action.CASE_PUBLISH)
@transaction.atomic
def publication(request: HttpRequest) -> HttpResponse:
    """List the cases that wait for a ruling, and say how fresh the public store is."""
    by, at = acting(request), moment(request)
    list_read(request, by, by.body)
    words = {
        "title": _("公示"),
        "lead": _("已经评价或者决定、等待发布的事项。先看规则，规则没有说的由您裁量，并写明理由。"),
        "fresh": freshness(at),
        "action": _("公示的处理"),
        "action_url": reverse("rulings"),
        "template": "publication/list.html",
    }
    return list_or_file(request, by, ReadyTable(ready_for(by)), words)


@requires(Action.CASE_PUBLISH)
def publication_rules(request: HttpRequest) -> HttpResponse:
    """Show the written rule, each part with the sentence that it stands on."""
    return render(request, "publication/rules.html", {"rules": rules()})


@requires(Action.CASE_PUBLISH)
@transaction.atomic
def publication_case(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a case with its rule, like cases, and what the public would see; and take the ruling."""
    by, at = acting(request), moment(request)
    case = get_object_or_404(ready_for(by), pk=pk)
    record_read(by=by, at=at, on=case, subject=case.enterprise_id)
    form = RulingForm(request.POST or None, case=case, grounds=default_grounds(case))
    if request.method == "POST" and form.is_valid():
        act = actions.refuse if form.cleaned_data["outcome"] == REFUSE else actions.release
        try:
            with transaction.atomic():
                act(by=by, at=at, case=case, given=form.given(), version=form.cleaned_data["version"])
        except ValidationError as error:
            for name, sentences in getattr(error, "message_dict", {"": error.messages}).items():
                form.add_error(name if name in form.fields else None, sentences)
        else:
            messages.success(request, _("已办理。"))
            return redirect("ruling", Ruling.objects.filter(case=case).latest("pk").pk)
    context = {
        "case": case,
        "judged": judge(case, at),
        "likes": likes_of(case),
        "seen": _seen(actions.preview(case, grounds=_grounds(form), until=_until(case, form, at), at=at)),
        "form": form,
        "barred": is_barred(by, case),
    }
    return render(request, "publication/case.html", context)


def _grounds(form: RulingForm) -> str:
    return str(form.data.get("grounds", "")) if form.is_bound else ""


def _until(case: Case, form: RulingForm, at: datetime) -> date:
    if until := case.data.get("until"):
        return date.fromisoformat(until)
    months = form.cleaned_data.get("months") if form.is_bound else None
    return after_months(day(at), months or TERMS[Kind(case.kind)])


def _seen(entry: NewEntry) -> list[tuple[str, str]]:
    """Give an entry as the portal shows it, in both languages, by the template of the portal itself."""
    found: list[tuple[str, str]] = []
    shown = Entry(**entry.fields())
    for language in LANGUAGES:
        with translation.override(language):
            found.append((language, render_to_string("store/entry.html", {"entry": shown})))
    return found


@requires(Action.CASE_PUBLISH)
@transaction.atomic
def rulings(request: HttpRequest) -> HttpResponse:
    """List the rulings, and what the public sees of each."""
    by, at = acting(request), moment(request)
    list_read(request, by, by.body)
    found = RulingFilter(request.GET, queryset=with_dispatches(rulings_visible_to(by)), request=request)
    words = {
        "title": _("公示的处理"),
        "lead": _("公示了什么、没有公示什么，公众现在看到什么，到哪一天为止。"),
        "filter": found,
        "action": _("等待发布的事项"),
        "action_url": reverse("publication"),
    }
    return list_or_file(request, by, RulingTable(found.qs, today=day(at)), words)


@requires(Action.CASE_PUBLISH)
@transaction.atomic
def ruling(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one ruling: why, what the public sees of it, and everything that was written or is to be."""
    by, at = acting(request), moment(request)
    found = get_object_or_404(with_dispatches(rulings_visible_to(by)).select_related("person"), pk=pk)
    record_read(by=by, at=at, on=found, subject=found.enterprise_id)
    dispatches = list(found.dispatches.all())
    context = {
        "ruling": found,
        "rule": next((one for one in rules() if one.code == found.rule), None),
        "shown": shown_of(found, day(at)),
        "dispatches": dispatches,
        "likes": Ruling.objects.filter(pk__in=found.likes).select_related("enterprise", "body", "case"),
        "seen": _seen(read(last_content(found))) if dispatches else [],
        "withdrawn": any(one.kind == Writing.WITHDRAW for one in dispatches),
        "fresh": freshness(at),
    }
    return render(request, "publication/ruling.html", context)


@requires(Action.CASE_READ)
def publisher_step(request: HttpRequest, pk: int, step: str) -> HttpResponseBase:
    """Begin a step of a publisher where the rule and like cases are shown, whoever leads there."""
    if request.method == "GET" and ready_for(acting(request)).filter(pk=pk).exists():
        return redirect("publication_case", pk)
    return case_step(request, pk=int(pk), step=step)


@requires(Action.CASE_APPLY)
def ruling_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an enterprise say something beside its entry."""
    by = acting(request)
    found = get_object_or_404(rulings_visible_to(by, Action.CASE_APPLY), pk=pk)

    def act(data: dict[str, Any]) -> HttpResponse:
        actions.say_beside(by=by, at=moment(request), ruling=found, text=data["text"])
        messages.success(request, _("已经收到，随后公布。"))
        return redirect("case", found.case_id)

    words = {
        "title": _("企业对公示的说明"),
        "lead": f"{found.get_listing_display()} · {found.decision}",
        "submit": _("公布"),
        "back": _("办理事项"),
        "back_url": reverse("case", args=[found.case_id]),
    }
    return form_page(
        request, ReplyForm(request.POST or None, initial={"text": last_reply(found)}), act, words
    )
