"""Writes: leads are received, taken up, tied to a record, answered; answers are delivered."""

import base64
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bureau.accounts.permissions import Acting, check
from bureau.accounts.roles import Action
from bureau.archives.models import Record
from bureau.audit.actions import record as write_down
from bureau.audit.actors import System
from bureau.enterprises.models import Enterprise
from bureau.inbox.models import Letter
from bureau.inbox.taking import forget_tallies, letters, publish_key, put_answer
from bureau.leads.events import Event
from bureau.leads.models import Lead, State
from bureau.leads.policies import check_answer, check_in_hand, check_open

BY = System(request_id="leads")
SAID = ("kind", "product", "text", "contact", "lookup", "key", "code")


@dataclass(frozen=True, slots=True)
class Received:
    """How many were received, how many could not be opened, and how many answers were delivered."""

    received: int
    unopened: int
    delivered: int


def receive(*, at: datetime, private: bytes) -> Received:
    """Take letters out of the inbox, and put answers in. What was stopped in between goes on where it stopped."""
    publish_key(private)
    received = unopened = 0
    for letter, said in letters(private):
        if said is None:
            unopened += 1
            continue
        received += _receive(letter, said, at)
        letter.delete()
    delivered = deliver(at=at)
    forget_tallies(at)
    return Received(received, unopened, delivered)


@transaction.atomic
def _receive(letter: Letter, said: dict[str, Any], at: datetime) -> bool:
    """Keep a letter as a lead, unless that was done before."""
    enterprise = Enterprise.objects.filter(code=said["code"]).first() if said["code"] else None
    fields = {
        **{name: said[name] for name in SAID},
        "named": said["enterprise"],
        "enterprise": enterprise,
        "region": enterprise.region if enterprise else said["region"],
        "exporter": enterprise.exporter if enterprise else False,
        "received_at": letter.at,
    }
    made, new = Lead.objects.get_or_create(number=letter.number, defaults=fields)
    if new:
        write_down(
            by=BY, at=at, event=Event.RECEIVED, on=made, change={"kind": made.kind, "region": made.region}
        )
    return new


@transaction.atomic
def take_up(*, by: Acting, at: datetime, lead: Lead) -> Lead:
    """Take a lead up."""
    found = _locked(by, lead)
    check_open(found)
    found.state, found.person = State.OPEN, by.person
    found.save(update_fields=["state", "person"])
    write_down(by=by, at=at, event=Event.OPENED, on=found, change={"state": found.state})
    return found


@transaction.atomic
def tie(*, by: Acting, at: datetime, lead: Lead, number: str) -> Lead:
    """Say which record of the enterprise came of a lead; two officers have entered and verified it as any other."""
    found = _locked(by, lead)
    check_in_hand(found)
    made = Record.objects.filter(
        enterprise=found.enterprise, record_id=number, enterprise__isnull=False
    ).last()
    if made is None:
        raise ValidationError({"number": _("这家企业没有这个编号的记录。请先录入。")})
    found.record = made
    found.save(update_fields=["record"])
    write_down(by=by, at=at, event=Event.RECORDED, on=found, change={"record": made.pk})
    return found


@transaction.atomic
def answer(*, by: Acting, at: datetime, lead: Lead, text: str) -> Lead:
    """Answer whoever reported, without a word on the enterprise's grade."""
    found = _locked(by, lead)
    check_in_hand(found)
    check_answer(text)
    found.state, found.answer, found.answered_at = State.ANSWERED, text, at
    found.save(update_fields=["state", "answer", "answered_at"])
    write_down(by=by, at=at, event=Event.ANSWERED, on=found, change={"state": found.state})
    transaction.on_commit(partial(deliver, at=at), robust=True)
    return found


def deliver(*, at: datetime) -> int:
    """Put answers into the inbox that are not there yet."""
    waiting = list(Lead.objects.filter(state=State.ANSWERED, delivered_at__isnull=True))
    for one in waiting:
        put_answer(one.lookup, base64.b64decode(one.key), one.answer, at=at)
        Lead.objects.filter(pk=one.pk).update(delivered_at=at)
    return len(waiting)


def _locked(by: Acting, lead: Lead) -> Lead:
    found = Lead.objects.select_for_update(of=("self",)).select_related("enterprise").get(pk=lead.pk)
    check(by, Action.RECORD_ENTER, found.standing)
    return found
