"""Pages that change what counts: each says what becomes of the grade before it is confirmed."""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bureau.accounts.requests import acting, requires
from bureau.accounts.roles import Action
from bureau.archives import actions
from bureau.archives.effects import effect_of
from bureau.archives.facts import Facts
from bureau.archives.forms import CorrectionForm, GroundForm, initial_of, kind_of
from bureau.archives.models import Change, Record
from bureau.archives.policies import check_change, check_changeable, check_facts
from bureau.archives.queries import records_visible_to
from bureau.ui.clock import day, moment

CONFIRMED = "confirmed"
TITLES: dict[Change, str | Promise] = {
    Change.CORRECTION: gettext_lazy("更正：%(record)s"),
    Change.ANNULMENT: gettext_lazy("撤销：%(record)s"),
    Change.CONTEST: gettext_lazy("标明异议：%(record)s"),
    Change.SETTLEMENT: gettext_lazy("异议了结：%(record)s"),
}
LEADS: dict[Change, str | Promise] = {
    Change.CORRECTION: gettext_lazy("更正后的内容成为新版本，原来的版本照旧保留。"),
    Change.ANNULMENT: gettext_lazy("作为依据的决定被撤销时办理。记录不再计入，照旧保留。"),
    Change.CONTEST: gettext_lazy("企业提出异议，或者正在复检。记录照旧计入，等级按两种可能判断。"),
    Change.SETTLEMENT: gettext_lazy("异议或者复检已有结论，事实成立；不成立的，改为撤销或者更正。"),
}
ACTIONS: dict[Change, Callable[..., Record]] = {
    Change.ANNULMENT: actions.annul,
    Change.CONTEST: actions.contest,
    Change.SETTLEMENT: actions.settle,
}


def _facts(record: Record, change: Change, form: Form) -> Facts:
    if isinstance(form, CorrectionForm):
        return replace(form.facts(), contested=record.contested)
    if change is Change.ANNULMENT:
        return record.facts
    return replace(record.facts, contested=change is Change.CONTEST)


def _form(request: HttpRequest, record: Record, change: Change) -> Form:
    if change is Change.CORRECTION:
        return CorrectionForm(
            request.POST or None,
            initial=initial_of(record),
            kind=kind_of(record),
            enterprise=record.enterprise,
        )
    return GroundForm(request.POST or None)


def _change(request: HttpRequest, pk: int, change: Change) -> HttpResponse:
    by, at = acting(request), moment(request)
    found = get_object_or_404(records_visible_to(by, Action.RECORD_CORRECT), pk=pk)
    form = _form(request, found, change)
    context: dict[str, Any] = {
        "record": found,
        "form": form,
        "title": TITLES[change] % {"record": found},
        "lead": LEADS[change],
        "back": str(found),
        "back_url": reverse("record", args=[pk]),
    }
    if request.method == "POST" and form.is_valid():
        facts, reason, ground = (
            _facts(found, change, form),
            form.cleaned_data["reason"],
            form.cleaned_data["ground"],
        )
        try:
            check_changeable(by, found)
            check_change(found, change, facts, reason, ground)
            if change is Change.CORRECTION:
                check_facts(facts, day=day(at))
            if CONFIRMED in request.POST:
                given = {"by": by, "at": at, "record": found, "reason": reason, "ground": ground}
                if change is Change.CORRECTION:
                    actions.correct(facts=facts, **given)
                else:
                    ACTIONS[change](**given)
                messages.success(request, _("已提出，等待另一位同事核对；核对以后生效。"))
                return redirect("record", pk)
        except ValidationError as error:
            for name, errors in getattr(error, "error_dict", {"": error}).items():
                form.add_error(name if name in form.fields else None, errors)
        else:
            proposed = Record(
                **asdict(facts),
                source=found.source,
                record_id=found.record_id,
                enterprise=found.enterprise,
                change=change,
            )
            return render(
                request,
                "archives/change_confirm.html",
                {
                    **context,
                    "effect": effect_of(proposed, as_of=day(at), at=at),
                    "given": request.POST.items(),
                    "reason": reason,
                    "ground": ground,
                },
            )
    return render(request, "ui/form_page.html", {**context, "submit": _("看看会怎样")})


@requires(Action.RECORD_CORRECT)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose another version."""
    return _change(request, pk, Change.CORRECTION)


@requires(Action.RECORD_CORRECT)
def annul(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose that it no longer counts."""
    return _change(request, pk, Change.ANNULMENT)


@requires(Action.RECORD_CORRECT)
def contest(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose the mark of an objection."""
    return _change(request, pk, Change.CONTEST)


@requires(Action.RECORD_CORRECT)
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose that the objection is over."""
    return _change(request, pk, Change.SETTLEMENT)
