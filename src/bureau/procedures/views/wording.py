"""Pages on the words of official documents: which there are, those of one, and how two officers of a body change them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.accounts.requests import acting, requires
from bureau.accounts.roles import Action
from bureau.procedures import wording as actions
from bureau.procedures.catalogue import Paper, fields, papers
from bureau.procedures.forms import ReasonForm, WordingForm
from bureau.procedures.issuing import previewed, text_of
from bureau.procedures.models import Wording
from bureau.procedures.queries import documents_visible_to, wordings_of
from bureau.ui.clock import moment
from bureau.ui.pages import Words, confirm_page, form_page


def _paper(code: str) -> Paper:
    found = papers().get(code)
    if found is None:
        raise Http404
    return found


@requires(Action.CASE_REVIEW)
def wordings(request: HttpRequest) -> HttpResponse:
    """List the documents, and which of them have words of the body's own."""
    by = acting(request)
    own = {one.code: one for one in Wording.objects.filter(body=by.body, in_force=True)}
    waiting = set(
        Wording.objects.filter(body=by.body, decided_by__isnull=True).values_list("code", flat=True)
    )
    rows = [(one, own.get(one.code), one.code in waiting) for one in papers().values()]
    return render(request, "procedures/wordings.html", {"rows": rows})


@requires(Action.CASE_REVIEW)
def wording(request: HttpRequest, code: str) -> HttpResponse:
    """Show the words of a document, those that are proposed, and what they would make of the last one that was sent."""
    by, paper = acting(request), _paper(code)
    found = list(wordings_of(by, code))
    proposed = next((one for one in found if one.decided_by_id is None), None)
    last = documents_visible_to(by).filter(code=code, body=by.body).last()
    context = {
        "paper": paper,
        "texts": [(language, text_of(paper, by.body, language)) for language in ("zh", "en")],
        "proposed": proposed,
        "own": proposed is not None and proposed.proposed_by_id == by.person.pk,
        "preview": previewed(proposed, paper, last) if proposed and last else None,
        "fields": list(fields()),
        "past": [one for one in found if one is not proposed],
    }
    return render(request, "procedures/wording.html", context)


def _words(code: str, title: str) -> Words:
    return {"title": title, "back": _paper(code).zh.title, "back_url": reverse("wording", args=[code])}


@requires(Action.CASE_REVIEW)
def wording_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Propose other words."""
    by, paper = acting(request), _paper(code)

    def act(data: dict[str, Any]) -> HttpResponse:
        actions.propose(by=by, at=moment(request), paper=paper, texts=data)
        messages.success(request, _("已提出，等待另一位同事复核。"))
        return redirect("wording", code)

    initial: dict[str, str] = {}
    for language in ("zh", "en"):
        text = text_of(paper, by.body, language)
        initial |= {f"{language}_title": text.title, f"{language}_body": text.body}
    words = {**_words(code, _("修改文书的文字")), "submit": _("提出")}
    words["lead"] = _("可以用的项目：%(fields)s") % {"fields": " ".join(f"{{{one}}}" for one in fields())}
    return form_page(request, WordingForm(request.POST or None, initial=initial), act, words)


def _proposed(request: HttpRequest, code: str) -> Wording:
    return get_object_or_404(wordings_of(acting(request), code), decided_by__isnull=True)


@requires(Action.CASE_REVIEW)
def wording_confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Let proposed words be used."""
    found = _proposed(request, code)

    def act() -> None:
        actions.confirm(by=acting(request), at=moment(request), wording=found)

    words = {
        **_words(code, _("采用这些文字")),
        "lead": str(found),
        "consequences": [_("此后制作的文书用这些文字；以前发出的不变。")],
        "submit": _("采用"),
    }
    return confirm_page(request, act, words, done=_("已采用。"))


@requires(Action.CASE_REVIEW)
def wording_return(request: HttpRequest, code: str) -> HttpResponse:
    """Do not use them, and say why."""
    found = _proposed(request, code)

    def act(data: dict[str, Any]) -> HttpResponse:
        actions.send_back(by=acting(request), at=moment(request), wording=found, reason=data["reason"][:400])
        messages.success(request, _("已退回。"))
        return redirect("wording", code)

    words = {**_words(code, _("退回这些文字")), "lead": str(found), "submit": _("退回")}
    return form_page(request, ReasonForm(request.POST or None), act, words)
