"""Writes: a ruling with what is to be published, corrections, withdrawals, and what an enterprise says beside its entry."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bureau.accounts.models import Body
from bureau.accounts.permissions import Acting, check
from bureau.accounts.roles import Action
from bureau.audit.actions import record
from bureau.audit.actors import System
from bureau.procedures.actions import take
from bureau.procedures.models import Case, Step
from bureau.publication.catalogue import rules_sum
from bureau.publication.events import Event
from bureau.publication.models import Outcome, Reply, Ruling, Writing
from bureau.publication.policies import (
    INSTEAD,
    READY,
    Judgement,
    check_release,
    clauses_of,
    ends_by_itself,
    judge,
)
from bureau.publication.presentation import NOT_YET, as_it_is_now, entry_of, written
from bureau.publication.queries import last_content, last_reply, likes_of, standing_rulings
from bureau.publication.sending import queue
from bureau.store.policies import check_publishable
from bureau.store.snapshots import NewEntry
from bureau.ui.clock import day


def release(*, by: Acting, at: datetime, case: Case, given: Mapping[str, Any], version: int) -> Case:
    """Take the publisher's step that shows a case to the public; the ruling follows in the same transaction."""
    return _take(by, at, case, READY.get(case.state, ""), given, version)


def refuse(*, by: Acting, at: datetime, case: Case, given: Mapping[str, Any], version: int) -> Case:
    """Take the publisher's step that keeps a case from the public."""
    return _take(by, at, case, INSTEAD.get(case.state, ""), given, version)


def _take(by: Acting, at: datetime, case: Case, step: str, given: Mapping[str, Any], version: int) -> Case:
    return take(by=by, at=at, case=case, step=step, given=given, version=version)


def rule_released(case: Case, step: Step, at: datetime) -> Ruling:
    """Rule that a case is published, in the transaction of the step that says so, and queue its entry."""
    judged = judge(case, at)
    check_release(judged)
    made = _rule(case, step, at, judged, Outcome.RELEASED)
    entry = entry_of(
        case,
        decision=made.decision,
        grounds=str(step.data.get("grounds", "")),
        reply="",
        published_on=day(at),
        expires_on=date.fromisoformat(case.data["until"]),
        at=at,
    )
    check_publishable(entry)
    queue(made, Writing.RELEASE, written(entry), at)
    return made


def rule_refused(case: Case, step: Step, at: datetime) -> Ruling:
    """Rule that a case is not published, whatever the rule says of it, for the reason of the step."""
    return _rule(case, step, at, judge(case, at), Outcome.REFUSED)


def _rule(case: Case, step: Step, at: datetime, judged: Judgement, outcome: Outcome) -> Ruling:
    assert step.person is not None  # noqa: S101 - steps of publishers
    # Whoever numbers a ruling of this body at the same time waits here.
    body = Body.objects.select_for_update(of=("self",)).get(pk=case.body_id)
    released = outcome is Outcome.RELEASED
    year = day(at).year if released else None
    made = Ruling.objects.create(
        case=case,
        enterprise=case.enterprise,
        body=body,
        listing=judged.listing,
        outcome=outcome,
        year=year,
        ordinal=Ruling.objects.filter(body=body, year=year).count() + 1 if released else None,
        clauses=clauses_of(case),
        rule=judged.rule.code if judged.rule else "",
        rules_sum=rules_sum(),
        discretion=judged.demanded != released and not judged.barred,
        likes=[one.pk for one in likes_of(case)],
        reason=step.reason,
        person=step.person,
        at=at,
    )
    change = {
        "enterprise": case.enterprise_id,
        "case": case.pk,
        "outcome": outcome.value,
        "rule": made.rule,
        "discretion": made.discretion,
        "reason": made.reason,
    }
    record(by=_actor(step), at=at, event=Event.RULED, on=made, change=change)
    return made


def _actor(step: Step) -> System:
    """Give who took a step, as the audit writes him down."""
    assert step.person is not None  # noqa: S101 - steps of publishers
    assert step.body is not None  # noqa: S101 - likewise
    return System("publication", step.person.username, step.person.name, step.body.code)


def take_down(ruling: Ruling, because: str, at: datetime) -> None:
    """Queue the withdrawal of an entry that stands; one whose term is over goes without a notice."""
    content = last_content(ruling)
    if ends_by_itself(content["expires_on"], at):
        return
    said = {"code": content["code"], "decision": content["decision"], "because": because}
    queue(ruling, Writing.WITHDRAW, {**said, "on": day(at).isoformat()}, at)


def bring_up_to_date(ruling: Ruling, at: datetime) -> bool:
    """Queue a correction where an entry that stands reads otherwise now; tell whether anything of a D is left to show."""
    before = last_content(ruling)
    entry = as_it_is_now(before, ruling.case, reply=last_reply(ruling), ruled_at=ruling.at, at=at)
    if entry.facts is not None and not entry.facts:
        return False
    if written(entry) != before and not ends_by_itself(before["expires_on"], at):
        queue(ruling, Writing.CORRECT, written(entry), at)
    return True


@transaction.atomic
def say_beside(*, by: Acting, at: datetime, ruling: Ruling, text: str) -> Reply:
    """Say something beside one's entry, at any time; it is published as it is written."""
    check(by, Action.CASE_APPLY, ruling.standing)
    if not standing_rulings([ruling.enterprise_id]).filter(pk=ruling.pk).exists():
        raise ValidationError(_("这条公示已经结束。"))
    entry = as_it_is_now(last_content(ruling), ruling.case, reply=text, ruled_at=ruling.at, at=at)
    check_publishable(entry)
    made = Reply.objects.create(ruling=ruling, text=text, person=by.person, at=at)
    record(by=by, at=at, event=Event.REPLIED, on=made, change={"enterprise": ruling.enterprise_id})
    bring_up_to_date(ruling, at)
    return made


def preview(case: Case, *, grounds: str, until: date, at: datetime) -> NewEntry:
    """Give the entry as it would be published now, with a place for the number that it has not got yet."""
    return entry_of(
        case, decision=NOT_YET, grounds=grounds, reply="", published_on=day(at), expires_on=until, at=at
    )
