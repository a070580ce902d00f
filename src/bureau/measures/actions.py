"""Writes: measures follow what they stand on; a person does a task and proves it, or is named to do it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bureau.accounts.models import Body, Person
from bureau.accounts.permissions import Acting, check
from bureau.accounts.queries import bodies_acting_on, memberships_of
from bureau.accounts.roles import Action, Kind
from bureau.accounts.scopes import Standing
from bureau.archives.bulk import insert
from bureau.audit.actions import record
from bureau.audit.actors import System
from bureau.enterprises.models import Enterprise
from bureau.measures.catalogue import Measure
from bureau.measures.events import Event
from bureau.measures.models import Task
from bureau.measures.wanting import Wanted, situations, wanted
from bureau.procedures.effects import after_months
from bureau.procedures.working_days import UnknownYear, last_day
from bureau.ui.clock import day

BY = System(request_id="measures")
CHUNK = 5000
State = Task.State


@transaction.atomic
def follow(codes: Sequence[str], at: datetime) -> None:
    """Open the measures that enterprises should have now, and end those that they should have no more."""
    ordered = sorted(set(codes))
    for start in range(0, len(ordered), CHUNK):
        _follow(ordered[start : start + CHUNK], at)


def _follow(codes: Sequence[str], at: datetime) -> None:
    today = day(at)
    here = situations(codes, at)
    standing: dict[tuple[str, str, str], Task] = {
        (one.enterprise_id, one.code, one.subject): one
        for one in Task.objects.filter(enterprise__in=codes, closed_at__isnull=True)
    }
    due = {
        (code, one.measure.code, one.subject): one
        for code, situation in here.items()
        for one in wanted(situation, today)
    }
    over = [one.pk for key, one in standing.items() if key not in due]
    Task.objects.filter(pk__in=over).exclude(state=State.DONE).update(state=State.ENDED, closed_at=at)
    Task.objects.filter(pk__in=over, closed_at__isnull=True).update(closed_at=at)
    new = {key: one for key, one in due.items() if key not in standing}
    made = list(_made(new, at))
    insert(made)
    if over or made:
        _told(codes, at, opened=len(made), closed=len(over))


def _made(new: dict[tuple[str, str, str], Wanted], at: datetime) -> list[Task]:
    enterprises = Enterprise.objects.in_bulk(sorted({code for code, *_ in new}))
    bodies: dict[Standing, list[Body]] = {}
    terms: dict[Measure, date | None] = {}
    made = []
    for (code, _measure, subject), one in new.items():
        enterprise, measure = enterprises[code], one.measure
        place = Standing(enterprise.region, "", exporter=enterprise.exporter)
        if place not in bodies:
            bodies[place] = bodies_acting_on(enterprise.standing, day(at))
        if measure not in terms:
            terms[measure] = _last_day(measure, at)
        body = _body(bodies[place], measure)
        if body is None:
            continue
        made.append(
            Task(
                enterprise=enterprise,
                code=measure.code,
                subject=subject,
                body=body,
                state=State.TO_DO if measure.days else State.STANDING,
                grade=one.grade,
                opened_at=at,
                due_on=terms[measure],
                ends_on=after_months(day(at), measure.months) if measure.months else None,
            )
        )
    return made


def _body(bodies: Sequence[Body], measure: Measure) -> Body | None:
    wanted_kind = Kind.INSPECTION if measure.side == "export" else Kind.PROVINCIAL
    return next((one for one in bodies if one.kind == wanted_kind), None)


def _last_day(measure: Measure, at: datetime) -> date | None:
    if not measure.days:
        return None
    try:
        return last_day(day(at), measure.days)
    except UnknownYear:
        return None


def _told(codes: Sequence[str], at: datetime, *, opened: int, closed: int) -> None:
    first = Task.objects.filter(enterprise__in=codes).order_by("-pk").first()
    assert first is not None  # noqa: S101 - one was opened or ended
    change = {"enterprises": len(codes), "opened": opened, "closed": closed}
    if len(codes) == 1:
        change["enterprise"] = codes[0]  # type: ignore[assignment] # counts, and a code
    record(by=BY, at=at, event=Event.FOLLOWED, on=first, change=change)


@transaction.atomic
def do(*, by: Acting, at: datetime, task: Task, proof: str, document: str = "") -> None:
    """Write down that a task was done, and by what that is shown."""
    found = locked(by, task)
    if found.measure.outcomes:
        raise ValidationError(_("这是一项决定：由一人提出，另一位同事复核。"))
    found.state, found.done_at, found.done_by = State.DONE, at, by.person
    found.proof, found.document = proof, document
    found.save(update_fields=["state", "done_at", "done_by", "proof", "document"])
    change = {"enterprise": found.enterprise_id, "measure": found.code, "document": document}
    record(by=by, at=at, event=Event.DONE, on=found, change=change)


@transaction.atomic
def assign(*, by: Acting, at: datetime, task: Task, person: Person) -> None:
    """Name who is to do a task, or who does it in place of an absent colleague."""
    found = locked(by, task)
    if not any(one.body_id == found.body_id for one in memberships_of(person, day(at))):
        raise ValidationError({"person": _("经办人应当是承办单位的人员。")})
    found.assignee = person
    found.save(update_fields=["assignee"])
    change = {"enterprise": found.enterprise_id, "measure": found.code, "person": person.username}
    record(by=by, at=at, event=Event.ASSIGNED, on=found, change=change)


def locked(by: Acting, task: Task, state: str = State.TO_DO) -> Task:
    """Give a task as nobody else can change it meanwhile; it has to be in a state, and someone's to do."""
    found = Task.objects.select_for_update(of=("self",)).select_related("enterprise", "body").get(pk=task.pk)
    check(by, Action.MEASURE_DO, found.standing)
    if found.state != state:
        raise ValidationError(
            _("这项措施现在是“%(state)s”，不能这样办理。请刷新后再看。")
            % {"state": found.get_state_display()}
        )
    return found
