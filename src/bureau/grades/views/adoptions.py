"""Pages on the standard in force: what was adopted for which day, what is proposed, and whom it would move."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.accounts.permissions import may
from bureau.accounts.requests import acting, requires
from bureau.accounts.roles import Action
from bureau.archives.law import standard_on
from bureau.archives.vocabulary import grade_label, said
from bureau.audit.requests import list_read
from bureau.grades import adopting
from bureau.grades.adopting import matrix_of
from bureau.grades.forms import AdoptionForm, RefusalForm
from bureau.grades.models import Adoption, AdoptionState
from bureau.grades.queries import adoptions_visible_to
from bureau.grades.tables import AdoptionTable
from bureau.ui.clock import day, moment
from bureau.ui.pages import confirm_page, form_page, list_page
from bureau.ui.tables import ROWS


def _found(request: HttpRequest, pk: int) -> Adoption:
    return get_object_or_404(adoptions_visible_to(acting(request)), pk=pk)


@requires(Action.STANDARD_PREVIEW)
def adoptions(request: HttpRequest) -> HttpResponse:
    """List what was proposed and adopted."""
    by = acting(request)
    words: dict[str, Any] = {
        "title": _("采用标准"),
        "lead": _("版本和解释由一人提出，看过会有哪些企业变动以后，由另一人决定；自施行日期起用于全部企业。"),
        "back": _("标准"),
        "back_url": reverse("standard"),
    }
    if may(by, Action.STANDARD_PROPOSE):
        words |= {"action": _("提出采用"), "action_url": reverse("adoption_propose")}
    return list_page(request, AdoptionTable(adoptions_visible_to(by)), words)


@requires(Action.STANDARD_PROPOSE)
def adoption_propose(request: HttpRequest) -> HttpResponse:
    """Propose another edition, or other readings."""
    by, at = acting(request), moment(request)
    form = AdoptionForm(request.POST or None, standard=standard_on(day(at), at))

    def act(data: dict[str, Any]) -> HttpResponse:
        del data
        made = adopting.propose(by=by, at=at, **form.proposal())
        if made.previewed_at is None:
            messages.success(request, _("已提出。企业较多，预览由夜间作业完成。"))
        else:
            messages.success(request, _("已提出，预览已经完成。"))
        return redirect("adoption", made.pk)

    words = {
        "title": _("提出采用标准"),
        "lead": _("先看预览，再由另一位同事决定。"),
        "submit": _("提出并预览"),
        "back": _("采用标准"),
        "back_url": reverse("adoptions"),
    }
    return form_page(request, form, act, words)


@requires(Action.STANDARD_PREVIEW)
@transaction.atomic
def adoption(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one proposal: what it changes, whom it would move, and what came of it."""
    by, at = acting(request), moment(request)
    found = _found(request, pk)
    list_read(request, by, by.body)
    movers = found.movers.select_related("enterprise")
    asked = {name: request.GET[name] for name in ("before", "after") if request.GET.get(name)}
    shown = movers.filter(**asked)
    proposed = found.state == AdoptionState.PROPOSED
    own = found.proposed_by_id == by.person.pk
    chosen = standard_on(day(at), at).chosen
    context = {
        "adoption": found,
        "readings": [
            (
                said(one.question),
                said(one.values[found.readings[one.name]]),
                _changes(one.name, found, chosen),
            )
            for one in found.standard.readings
        ],
        "cells": [(one, grade_label(one.before), grade_label(one.after)) for one in matrix_of(found)],
        "moved": movers.count(),
        "page": Paginator(shown, ROWS).get_page(request.GET.get("page")),
        "asked": asked,
        "may_decide": proposed and not own and may(by, Action.STANDARD_ADOPT),
        "may_withdraw": proposed and own and may(by, Action.STANDARD_PROPOSE),
    }
    return render(request, "grades/adoption.html", context)


def _changes(name: str, found: Adoption, chosen: Mapping[str, str]) -> bool:
    return found.state == AdoptionState.PROPOSED and found.readings[name] != chosen.get(name)


@requires(Action.STANDARD_ADOPT)
def adoption_adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it hold from its day on."""
    found = _found(request, pk)
    words = {
        "title": _("批准采用：%(adoption)s") % {"adoption": found},
        "lead": found.reason,
        "consequences": [
            _("自 %(day)s 起用于全部企业。") % {"day": found.valid_from},
            _("按预览，%(count)s 家企业的等级会变动。") % {"count": found.movers.count()},
            _("以前的决定照旧保留，仍按当时的版本和解释说明。"),
        ],
        "submit": _("批准"),
        "back_url": reverse("adoption", args=[pk]),
    }

    def act() -> None:
        adopting.adopt(by=acting(request), at=moment(request), adoption=found)

    return confirm_page(request, act, words, done=_("已批准。"))


@requires(Action.STANDARD_ADOPT)
def adoption_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse it with a reason."""
    found = _found(request, pk)

    def act(data: dict[str, Any]) -> HttpResponse:
        adopting.refuse(by=acting(request), at=moment(request), adoption=found, **data)
        messages.success(request, _("没有批准，理由已经记下。"))
        return redirect("adoption", pk)

    words = {
        "title": _("不批准：%(adoption)s") % {"adoption": found},
        "lead": found.reason,
        "submit": _("不批准"),
        "back": str(found),
        "back_url": reverse("adoption", args=[pk]),
    }
    return form_page(request, RefusalForm(request.POST or None), act, words)


@requires(Action.STANDARD_PROPOSE)
def adoption_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what one proposed."""
    found = _found(request, pk)
    words = {
        "title": _("撤回提议：%(adoption)s") % {"adoption": found},
        "lead": found.reason,
        "consequences": [_("不再等待决定；要采用时重新提出。")],
        "submit": _("撤回"),
        "back_url": reverse("adoption", args=[pk]),
    }

    def act() -> None:
        adopting.withdraw(by=acting(request), at=moment(request), adoption=found)

    return confirm_page(request, act, words, done=_("已撤回。"))
