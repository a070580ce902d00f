"""The desk of an enterprise: its grade, its cases, what it can ask for, and a check of itself that keeps nothing."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from bureau.accounts.permissions import Acting
from bureau.accounts.requests import acting, requires
from bureau.accounts.roles import Action
from bureau.archives.effects import effect_of
from bureau.archives.forms import FactsForm
from bureau.archives.models import Change, Record
from bureau.archives.policies import faults_of
from bureau.archives.queries import COUNTING, records_shown_to
from bureau.archives.timeline import FAMILIES
from bureau.archives.vocabulary import families, kinds, said
from bureau.audit.actions import record_read
from bureau.enterprises.models import Enterprise
from bureau.enterprises.queries import enterprises_visible_to
from bureau.grades.grounds import present
from bureau.procedures.opening import listing_of
from bureau.procedures.policies import best, repair_from
from bureau.procedures.queries import cases_of, documents_visible_to, mine
from bureau.ui.clock import day, moment

TRIED = "tried"
LATEST = 20


def _own(by: Acting) -> Enterprise:
    return get_object_or_404(enterprises_visible_to(by, Action.CASE_APPLY), code=by.body.code)


@requires(Action.CASE_APPLY)
@transaction.atomic
def desk(request: HttpRequest) -> HttpResponse:
    """Show an enterprise what concerns it today."""
    by, at = acting(request), moment(request)
    own = _own(by)
    record_read(by=by, at=at, on=own, subject=own.code)
    decision = present(own.code)
    listing = listing_of(own)
    context = {
        "enterprise": own,
        "decision": decision,
        "may_apply": decision is not None and decision.grade == best(),
        "mine": list(mine(by)),
        "cases": cases_of(by, own.code),
        "documents": documents_visible_to(by).order_by("-at", "-pk")[:LATEST],
        "listing": listing,
        "repair_from": repair_from(listing) if listing else None,
        "today": day(at),
    }
    return render(request, "procedures/desk.html", context)


@requires(Action.CASE_APPLY)
@transaction.atomic
def check(request: HttpRequest) -> HttpResponse:
    """Choose what to try: another record, or one record less; the second is shown at once."""
    by, at = acting(request), moment(request)
    own = _own(by)
    standing = records_shown_to(by).filter(COUNTING, enterprise=own, superseded_at__isnull=True)
    asked = request.GET.get("without", "")
    without = get_object_or_404(standing, pk=asked) if asked.isdecimal() else None
    groups = [
        (
            FAMILIES.get(family, family),
            [(one.name, said(one.label)) for one in kinds().values() if one.family == family],
        )
        for family in families()
    ]
    context = {
        "enterprise": own,
        "groups": groups,
        "records": standing.order_by("-occurred_on", "pk"),
        "without": without,
        "effect": _without(without, at) if without else None,
    }
    return render(request, "procedures/check.html", context)


def _without(record: Record, at: datetime) -> object:
    gone = Record(
        **asdict(record.facts),
        source=record.source,
        record_id=record.record_id,
        enterprise=record.enterprise,
        change=Change.ANNULMENT,
    )
    return effect_of(gone, as_of=day(at), at=at)


@requires(Action.CASE_APPLY)
@transaction.atomic
def check_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """Try one more record of a kind, and say what the grade would be; nothing is kept."""
    by, at = acting(request), moment(request)
    own = _own(by)
    chosen = kinds().get(kind)
    if chosen is None:
        raise Http404
    form = FactsForm(request.POST or None, kind=chosen, enterprise=own)
    form.fields["document"].required = False
    effect = None
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        if faults := faults_of(facts, day=day(at)):
            for name, sentence in faults.items():
                form.add_error(name if name in form.fields else None, sentence)
        else:
            tried = Record(
                **asdict(facts), source=own.code, record_id=TRIED, enterprise=own, change=Change.ENTRY
            )
            effect = effect_of(tried, as_of=day(at), at=at)
    context = {
        "enterprise": own,
        "form": form,
        "effect": effect,
        "title": _("自查：%(kind)s") % {"kind": said(chosen.label)},
    }
    return render(request, "procedures/check_kind.html", context)
