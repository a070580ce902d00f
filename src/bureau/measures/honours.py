"""What becomes of an honour: one officer proposes to withdraw, suspend or keep it, another confirms (四（三））."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bureau.accounts.permissions import Acting
from bureau.archives.actions import impose
from bureau.archives.models import Change
from bureau.audit.actions import record as write_down
from bureau.measures.actions import locked
from bureau.measures.events import Event
from bureau.measures.ledger import records_behind
from bureau.measures.models import Task
from bureau.ui.clock import day

LONGEST_REASON = 400
State, Outcome = Task.State, Task.Outcome


@transaction.atomic
def propose(*, by: Acting, at: datetime, task: Task, outcome: str, proof: str, document: str) -> None:
    """Propose what becomes of an honour; what another body granted, this one may suspend, but not withdraw."""
    found = locked(by, task)
    if outcome not in found.measure.outcomes:
        raise ValidationError({"outcome": _("这项措施不作这样的决定。")})
    if outcome == Outcome.WITHDRAWN:
        _check_own(found)
    found.state, found.outcome, found.proposed_by = State.PROPOSED, outcome, by.person
    found.proof, found.document, found.returned_because = proof, document, ""
    found.save(update_fields=["state", "outcome", "proposed_by", "proof", "document", "returned_because"])
    _told(by, at, Event.PROPOSED, found)


def _check_own(task: Task) -> None:
    for one in records_behind(task):
        if one.body is not None and not one.body.path.startswith(task.body.path):
            raise ValidationError(
                {"outcome": _("这项荣誉由%(body)s授予，请函请其撤销；可以先行暂停。") % {"body": one.body}}
            )


@transaction.atomic
def confirm(*, by: Acting, at: datetime, task: Task) -> None:
    """Confirm what a colleague proposed; what is withdrawn ends in the archive on this day."""
    found = locked(by, task, State.PROPOSED)
    _check_other(by, found)
    found.state, found.done_at, found.done_by = State.DONE, at, by.person
    found.save(update_fields=["state", "done_at", "done_by"])
    _told(by, at, Event.DONE, found)
    if found.outcome == Outcome.WITHDRAWN:
        for one in records_behind(found):
            one.closed_on = day(at)
            impose(
                by=by,
                at=at,
                record=one,
                change=Change.CORRECTION,
                first=found.proposed_by,
                reason=found.proof[:LONGEST_REASON],
                ground=found.document,
            )


@transaction.atomic
def send_back(*, by: Acting, at: datetime, task: Task, reason: str) -> None:
    """Send a proposal back, with a reason; it is to be done anew."""
    found = locked(by, task, State.PROPOSED)
    _check_other(by, found)
    found.state, found.outcome, found.returned_because = State.TO_DO, "", reason
    found.save(update_fields=["state", "outcome", "returned_because"])
    _told(by, at, Event.RETURNED, found)


def _check_other(by: Acting, task: Task) -> None:
    if task.proposed_by_id == by.person.pk:
        raise ValidationError(_("由您提出的，请另一位同事复核。"))


def _told(by: Acting, at: datetime, event: Event, task: Task) -> None:
    change = {
        "enterprise": task.enterprise_id,
        "measure": task.code,
        "subject": task.subject,
        "outcome": task.outcome,
        "document": task.document,
    }
    write_down(by=by, at=at, event=event, on=task, change=change)
