"""Writes: a case is opened, a step is taken, an interest is declared; each with its event, in one transaction."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from bureau.accounts.models import Body
from bureau.accounts.permissions import Acting, check
from bureau.accounts.roles import Action
from bureau.archives.models import Record
from bureau.audit.actions import record as write_down
from bureau.audit.actors import System
from bureau.enterprises.models import Enterprise
from bureau.procedures.effects import EFFECTS, ENDS_PARENT
from bureau.procedures.events import Event
from bureau.procedures.followers import tell_moved
from bureau.procedures.issuing import issue
from bureau.procedures.models import OPEN, TRANSFER, Case, HolidayNotice, Interest, Step
from bureau.procedures.permissions import check_take
from bureau.procedures.policies import check_step
from bureau.procedures.ways import PROCEDURES
from bureau.procedures.ways.shapes import Way
from bureau.procedures.working_days import UnknownYear, last_day
from bureau.ui.clock import day

By = Acting | System
Given = Mapping[str, Any]


@transaction.atomic
def open_case(  # noqa: PLR0913 - what a case begins with
    *,
    by: By,
    at: datetime,
    kind: str,
    enterprise: Enterprise,
    body: Body,
    given: Given | None = None,
    record: Record | None = None,
    parent: Case | None = None,
    data: Mapping[str, Any] | None = None,
) -> Case:
    """Open a case in the first state of its procedure; policies of the opening are those of whoever opens it."""
    given = given or {}
    procedure = PROCEDURES[kind]
    case = Case(
        kind=kind,
        enterprise=enterprise,
        body=body,
        record=record,
        parent=parent,
        state=procedure.initial,
        opened_at=at,
        entered_at=at,
        data={**_plain({name: value for name, value in given.items() if name != "reason"}), **(data or {})},
    )
    _set_deadline(case, at)
    try:
        with transaction.atomic():
            case.save()
    except IntegrityError:
        raise ValidationError(_("已有一件同样的事项在办理之中。")) from None
    _write(case, by, at, name=OPEN, before="", given=given, event=Event.OPENED)
    return case


@transaction.atomic
def take(
    *, by: Acting, at: datetime, case: Case, step: str, given: Given | None = None, version: int | None = None
) -> Case:
    """Take a step; `version` is that of the case as it was seen, where somebody else may have been quicker."""
    given = given or {}
    found = _locked(case)
    way = found.procedure.step(step)
    if way is not None:
        check_take(by, found, way)
    if version is not None and found.version != version:
        raise ValidationError(_("这件事项刚刚由另一位同事办理过。请刷新后再看。"))
    way = check_step(by, found, step, given, at)
    _lead(found, by, at, step, way, given)
    return found


@transaction.atomic
def advance(*, by: System, at: datetime, case: Case, step: str, reason: str = "") -> Case:
    """Let the system take a step that is its own: a deadline passed, or the grade changed."""
    found = _locked(case)
    way = found.procedure.way(found.state, step)
    if way is None or way.action is not None:
        raise ValidationError(_("这一步不由系统办理。"))
    _lead(found, by, at, step, way, {"reason": reason})
    return found


def _lead(case: Case, by: By, at: datetime, step: str, way: Way, given: Given) -> None:
    before = case.state
    if effect := EFFECTS.get((case.kind, step)):
        effect(case, by, at, given)
    if way.to in {"published", "listed"}:
        _end_earlier(case, by, at)
    case.state, case.entered_at, case.late_since = way.to, at, None
    case.standing_outcome = case.state_now.standing
    case.closed_at = at if case.procedure.is_final(way.to) else None
    case.version += 1
    _set_deadline(case, at)
    case.save()
    _write(case, by, at, name=step, before=before, given=given, event=Event.STEPPED)
    if (ends := ENDS_PARENT.get((case.kind, step))) and case.parent is not None:
        advance(by=System(request_id=by.request_id), at=at, case=case.parent, step=ends, reason=case.number)
    tell_moved(case, at)


def _end_earlier(case: Case, by: By, at: datetime) -> None:
    """End what a renewal takes the place of."""
    same = Case.objects.filter(
        enterprise=case.enterprise,
        kind=case.kind,
        body=case.body,
        standing_outcome=True,
        closed_at__isnull=True,
    )
    for one in same.exclude(pk=case.pk):
        advance(by=System(request_id=by.request_id), at=at, case=one, step="expire", reason=case.number)


def _set_deadline(case: Case, at: datetime) -> None:
    state = case.state_now
    case.due_on, case.waiting_days = None, 0
    if state.until:
        case.due_on = date.fromisoformat(case.data[state.until])
    elif state.days and not case.closed_at:
        try:
            case.due_on = last_day(day(at), state.days)
        except UnknownYear:
            case.waiting_days = state.days


def _write(case: Case, by: By, at: datetime, *, name: str, before: str, given: Given, event: Event) -> None:
    acting = by if isinstance(by, Acting) else None
    plain = _plain(given)
    reason = str(plain.pop("reason", "") or "")
    step = Step.objects.create(
        case=case,
        name=name,
        state=before,
        to=case.state,
        person=acting.person if acting else None,
        body=acting.body if acting else None,
        at=at,
        reason=reason,
        data=plain,
    )
    document = issue(case, step)
    change = {
        "enterprise": case.enterprise_id,
        "kind": case.kind,
        "step": name,
        "document": document.number if document else "",
        "from": before,
        "to": case.state,
        "reason": reason,
    }
    write_down(by=by, at=at, event=event, on=case, change=change)


def _plain(given: Given) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in given.items()}


@transaction.atomic
def declare_interest(*, by: Acting, at: datetime, case: Case, reason: str) -> None:
    """Keep out of a case from now on."""
    check(by, Action.CASE_READ, case.standing)
    made, new = Interest.objects.get_or_create(
        case=case, person=by.person, defaults={"reason": reason, "at": at}
    )
    if not new:
        raise ValidationError(_("您已经申报过。"))
    write_down(by=by, at=at, event=Event.RECUSED, on=case, change={"reason": made.reason})


@transaction.atomic
def transfer(*, by: System, at: datetime, case: Case, body: Body) -> None:
    """Hand a case over to another body, since that which had it is no more."""
    found = _locked(case)
    before, found.body = found.body, body
    found.version += 1
    found.save()
    _write(
        found,
        by,
        at,
        name=TRANSFER,
        before=found.state,
        given={"reason": f"{before.code} → {body.code}"},
        event=Event.TRANSFERRED,
    )


@transaction.atomic
def mark_late(*, by: System, at: datetime, case: Case) -> None:
    """Write down that a deadline has passed which nobody but its owner can meet."""
    found = _locked(case)
    found.late_since = day(at)
    found.save(update_fields=["late_since"])
    change = {"enterprise": found.enterprise_id, "state": found.state, "due_on": str(found.due_on)}
    write_down(by=by, at=at, event=Event.LATE, on=found, change=change)


@transaction.atomic
def enter_holidays(
    *, by: Acting, at: datetime, year: int, document: str, days_off: list[date], days_worked: list[date]
) -> HolidayNotice:
    """Enter the notice of a year, and give their deadlines to the cases that waited for it."""
    check(by, Action.CALENDAR_KEEP)
    if any(one.year != year for one in (*days_off, *days_worked)):
        raise ValidationError(_("日期不在这一年。"))
    values = {
        "document": document,
        "days_off": [one.isoformat() for one in days_off],
        "days_worked": [one.isoformat() for one in days_worked],
        "person": by.person,
        "at": at,
    }
    made, _new = HolidayNotice.objects.update_or_create(year=year, defaults=values)
    write_down(by=by, at=at, event=Event.HOLIDAYS, on=made, change={"year": year, "document": document})
    for case in Case.objects.filter(closed_at__isnull=True, waiting_days__gt=0):
        _set_deadline(case, case.entered_at)
        case.save(update_fields=["due_on", "waiting_days"])
    return made


def _locked(case: Case) -> Case:
    rows = Case.objects.select_for_update(of=("self",)).select_related(
        "enterprise", "body", "record", "parent", "laboratory"
    )
    return rows.get(pk=case.pk)
