"""Pages on records: entering, one record with its versions, and what a second officer does with it."""

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
from bureau.archives import actions
from bureau.archives.effects import effect_of
from bureau.archives.forms import EntryForm, FactsForm, ReturnForm, initial_of, kind_of
from bureau.archives.models import OPEN, Record, State
from bureau.archives.policies import can_step
from bureau.archives.queries import awaiting, records_shown_to, records_visible_to, unfinished, versions_of
from bureau.archives.replies import replies_to
from bureau.archives.states import Step
from bureau.archives.tables import RecordTable, UnfinishedTable
from bureau.archives.timeline import FAMILIES
from bureau.archives.vocabulary import families, kinds, said
from bureau.audit.actions import record_read
from bureau.enterprises.queries import enterprises_visible_to
from bureau.ui.clock import day, moment
from bureau.ui.pages import confirm_page, form_page, list_page


@requires(Action.RECORD_VERIFY)
def verification(request: HttpRequest) -> HttpResponse:
    """List what awaits a second officer of the body."""
    words = {"title": _("待核对"), "lead": _("本单位录入、等待第二位同事核对的记录。核对以后才计入档案。")}
    return list_page(request, RecordTable(awaiting(acting(request))), words)


@requires(Action.RECORD_ENTER)
def to_finish(request: HttpRequest) -> HttpResponse:
    """List drafts, and what was returned."""
    words = {"title": _("待完成"), "lead": _("本单位的草稿和退回的记录。改好再送核对，或者撤回。")}
    return list_page(request, UnfinishedTable(unfinished(acting(request))), words)


@requires(Action.RECORD_ENTER)
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Choose the kind of record to enter."""
    enterprise = get_object_or_404(enterprises_visible_to(acting(request), Action.RECORD_ENTER), code=code)
    groups = [
        (
            FAMILIES.get(family, family),
            [(one.name, said(one.label)) for one in kinds().values() if one.family == family],
        )
        for family in families()
    ]
    return render(request, "archives/choose.html", {"enterprise": enterprise, "groups": groups})


@requires(Action.RECORD_ENTER)
def enter(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Enter a record of a kind."""
    by = acting(request)
    enterprise = get_object_or_404(enterprises_visible_to(by, Action.RECORD_ENTER), code=code)
    chosen = kinds().get(kind)
    if chosen is None:
        raise Http404
    form = EntryForm(request.POST or None, kind=chosen, enterprise=enterprise)

    def act(data: dict[str, Any]) -> HttpResponse:
        given = {"record_id": data["record_id"], "draft": data["draft"]}
        made = actions.enter(by=by, at=moment(request), enterprise=enterprise, facts=form.facts(), **given)
        messages.success(
            request, _("已存为草稿。") if made.state == State.DRAFT else _("已录入，等待另一位同事核对。")
        )
        return redirect("record", made.pk)

    words = {
        "title": _("录入：%(kind)s") % {"kind": said(chosen.label)},
        "lead": enterprise.name,
        "submit": _("录入"),
        "back": _("质量档案"),
        "back_url": reverse("dossier", args=[code]),
    }
    return form_page(request, form, act, words)


@requires(Action.DOSSIER_READ)
@transaction.atomic
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one record with all its versions, and what would become of the grade where one is on its way."""
    by, at = acting(request), moment(request)
    found = get_object_or_404(records_shown_to(by), pk=pk)
    record_read(by=by, at=at, on=found, subject=found.enterprise_id)
    versions = list(versions_of(found))
    if by.axis == Axis.SELF:
        versions = [one for one in versions if one.state == State.VERIFIED]
    proposed = next((one for one in versions if one.state in OPEN), None)
    standing = next((one for one in versions if one.in_force), None)
    entitled = {
        Step.VERIFY: Action.RECORD_VERIFY,
        Step.RETURN: Action.RECORD_VERIFY,
        Step.SUBMIT: Action.RECORD_ENTER,
        Step.WITHDRAW: Action.RECORD_ENTER,
    }
    steps = {
        step.value
        for step, action in entitled.items()
        if proposed and may(by, action, found.enterprise.standing) and can_step(by, proposed, step)
    }
    context = {
        "record": found,
        "today": day(at),
        "versions": versions,
        "proposed": proposed,
        "standing": standing,
        "effect": effect_of(proposed, as_of=day(at), at=at) if proposed else None,
        "steps": steps,
        "replies": list(replies_to(found)),
        "may_change": standing is not None
        and proposed is None
        and may(by, Action.RECORD_CORRECT, found.enterprise.standing),
    }
    return render(request, "archives/record.html", context)


def _open(request: HttpRequest, pk: int, action: Action) -> Record:
    return get_object_or_404(records_visible_to(acting(request), action).filter(state__in=OPEN), pk=pk)


@requires(Action.RECORD_VERIFY)
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Verify a record, shown what becomes of the grade."""
    by, at = acting(request), moment(request)
    found = _open(request, pk, Action.RECORD_VERIFY)
    effect = effect_of(found, as_of=day(at), at=at)
    grade = {"before": effect.grade_before, "after": effect.grade_after}
    words = {
        "title": _("核对：%(record)s") % {"record": found},
        "lead": found.enterprise.name,
        "consequences": [
            _("我已对照文书，内容无误。"),
            _("自现在起计入档案，此后只能更正或者撤销，不能改动。"),
            _("等级由“%(before)s”变为“%(after)s”。") % grade if effect.changes_grade else _("等级不变。"),
        ],
        "submit": _("核对无误"),
        "back_url": reverse("record", args=[pk]),
    }

    def act() -> HttpResponse:
        actions.verify(by=by, at=at, record=found)
        return redirect("verification")

    return confirm_page(request, act, words, done=_("已核对，计入档案。"))


@requires(Action.RECORD_VERIFY)
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a record to whoever entered it."""
    found = _open(request, pk, Action.RECORD_VERIFY)

    def act(data: dict[str, Any]) -> HttpResponse:
        actions.give_back(by=acting(request), at=moment(request), record=found, **data)
        messages.success(request, _("已退回。"))
        return redirect("verification")

    words = {
        "title": _("退回：%(record)s") % {"record": found},
        "lead": found.enterprise.name,
        "submit": _("退回"),
        "back_url": reverse("record", args=[pk]),
        "back": str(found),
    }
    return form_page(request, ReturnForm(request.POST or None), act, words)


@requires(Action.RECORD_ENTER)
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right a draft, or what was returned."""
    found = _open(request, pk, Action.RECORD_ENTER)
    form = FactsForm(
        request.POST or None, initial=initial_of(found), kind=kind_of(found), enterprise=found.enterprise
    )

    def act(data: dict[str, Any]) -> HttpResponse:
        del data
        actions.amend(by=acting(request), at=moment(request), record=found, facts=form.facts())
        messages.success(request, _("已送核对。"))
        return redirect("record", pk)

    words = {
        "title": _("修改：%(record)s") % {"record": found},
        "lead": found.returned_because or found.enterprise.name,
        "submit": _("送核对"),
        "back_url": reverse("record", args=[pk]),
        "back": str(found),
    }
    return form_page(request, form, act, words)


@requires(Action.RECORD_ENTER)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a record that does not count yet."""
    found = _open(request, pk, Action.RECORD_ENTER)
    words = {
        "title": _("撤回：%(record)s") % {"record": found},
        "lead": found.enterprise.name,
        "consequences": [_("不再送核对，不计入档案。"), _("编号不能再用。")],
        "submit": _("撤回"),
        "back_url": reverse("record", args=[pk]),
    }

    def act() -> HttpResponse:
        actions.withdraw(by=acting(request), at=moment(request), record=found)
        return redirect("dossier", found.enterprise_id)

    return confirm_page(request, act, words, done=_("已撤回。"))
