"""Pages on absences: who is away, who is there, and passing work on."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.absences import actions
from bureau.absences.forms import AbsenceForm, PassOnForm
from bureau.absences.queries import (
    absences_visible_to,
    colleagues_of,
    cover_of,
    in_hand,
    people_of,
    stuck_at,
)
from bureau.accounts.permissions import may
from bureau.accounts.requests import acting
from bureau.accounts.roles import Action
from bureau.ui.clock import day, moment
from bureau.ui.pages import confirm_page, form_page


@login_required
def absences(request: HttpRequest) -> HttpResponse:
    """Show who is away, what he has in hand, and which roles nobody fills today."""
    by, today = acting(request), day(moment(request))
    found = list(absences_visible_to(by, today))
    held = in_hand(by, sorted({one.person_id for one in found} | {by.person.pk}))
    words = {
        "rows": [(one, one.covers(today), held[one.person_id]) for one in found],
        "own": held[by.person.pk],
        "cover": cover_of(by, today) if may(by, Action.WORK_PASS) else [],
        "stuck": stuck_at(by, today) if may(by, Action.WORK_PASS) else [],
    }
    return render(request, "absences/absences.html", words)


@login_required
def absence_add(request: HttpRequest) -> HttpResponse:
    """Enter an absence."""
    by, at = acting(request), moment(request)

    def act(data: dict[str, Any]) -> HttpResponse:
        made = actions.enter(by=by, at=at, **data)
        messages.success(request, _("已登记。"))
        if in_hand(by, [made.person_id])[made.person_id]:
            return redirect("work_pass", made.person.username)
        return redirect("absences")

    people = people_of(by, day(at))
    form = AbsenceForm(request.POST or None, people=people, initial={"person": by.person, "first": day(at)})
    return form_page(request, form, act, {**_words(), "title": _("登记不在岗"), "submit": _("登记")})


@login_required
def absence_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter that somebody is back."""
    by, at = acting(request), moment(request)
    found = get_object_or_404(absences_visible_to(by, day(at)), pk=pk)

    def act() -> None:
        actions.end(by=by, at=at, absence=found)

    consequences = [
        _("%(person)s从今天起在岗；还没有开始的，作罢。已经移交的工作不会自动退回。")
        % {"person": found.person}
    ]
    words = {**_words(), "title": _("登记回岗"), "submit": _("登记"), "consequences": consequences}
    return confirm_page(request, act, words, done=_("已登记。"))


@login_required
def work_pass(request: HttpRequest, username: str) -> HttpResponse:
    """Pass on what somebody has in hand."""
    by, at = acting(request), moment(request)
    person = get_object_or_404(people_of(by, day(at)), username=username)

    def act(data: dict[str, Any]) -> HttpResponse:
        count = actions.pass_on(by=by, at=at, person=person, **data)
        messages.success(request, _("已移交 %(count)s 件。") % {"count": count})
        return redirect("absences")

    held = "，".join(f"{title} {count}" for title, count in in_hand(by, [person.pk])[person.pk])
    lead = _("手里的工作：%(held)s。全部移交给一位同事。") % {"held": held} if held else ""
    words = {
        **_words(),
        "title": _("移交%(person)s经办的工作") % {"person": person},
        "lead": lead or _("手里没有要移交的工作；其余的事项属于单位和角色，在岗的同事都能办理。"),
        "submit": _("移交工作"),
    }
    return form_page(
        request, PassOnForm(request.POST or None, people=colleagues_of(by, person, day(at))), act, words
    )


def _words() -> dict[str, Any]:
    return {"back": _("不在岗和移交"), "back_url": reverse("absences")}
