"""Writes: each checks the right to it, makes the change and writes the event, in one transaction.

Entering, correcting, annulling, contesting and settling all make a version that awaits a second officer; it counts,
and takes the place of the version before it, in the moment in which he verifies it.
"""

import secrets
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from bureau.accounts.models import Person
from bureau.accounts.permissions import Acting, check
from bureau.accounts.roles import Action
from bureau.archives.events import Event
from bureau.archives.facts import Facts
from bureau.archives.models import Change, Evidence, Record, State
from bureau.archives.policies import (
    check_change,
    check_changeable,
    check_facts,
    check_later,
    check_new_evidence,
    check_new_number,
    check_step,
)
from bureau.archives.queries import standing_version
from bureau.archives.safe import keep, media_type_of
from bureau.archives.states import Step
from bureau.audit.actions import record as write_down
from bureau.audit.actors import Actor, System
from bureau.enterprises.listeners import tell
from bureau.enterprises.models import Enterprise
from bureau.ui.clock import day

LONGEST_NAME = 200


@transaction.atomic
def enter(
    *,
    by: Acting,
    at: datetime,
    enterprise: Enterprise,
    facts: Facts,
    record_id: str = "",
    draft: bool = False,
) -> Record:
    """Enter a fact; it awaits a second officer unless it is kept as a draft."""
    check(by, Action.RECORD_ENTER, enterprise.standing)
    check_facts(facts, day=day(at))
    number = record_id.strip() or f"{day(at):%Y%m%d}-{secrets.token_hex(4)}"
    check_new_number(by.body.code, number)
    made = Record.objects.create(
        **asdict(facts),
        source=by.body.code,
        record_id=number,
        enterprise=enterprise,
        state=State.DRAFT if draft else State.AWAITING,
        body=by.body,
        entered_by=by.person,
        entered_at=at,
    )
    _told(by, at, Event.ENTERED, made)
    return made


@transaction.atomic
def amend(*, by: Acting, at: datetime, record: Record, facts: Facts) -> None:
    """Put right what is a draft or was returned, and submit it."""
    found = _locked(record)
    check(by, Action.RECORD_ENTER, found.enterprise.standing)
    way = check_step(by, found, Step.SUBMIT)
    check_facts(facts, day=day(at))
    values = asdict(facts) | {"state": way.to, "entered_by": by.person, "entered_at": at}
    _save(found, returned_because="", **values)
    _told(by, at, Event.AMENDED, found)


@transaction.atomic
def attach(*, by: Acting, at: datetime, record: Record, name: str, content: bytes) -> Evidence:
    """Attach the scan of a document to what does not count yet, so that the second officer sees it."""
    found = _locked(record)
    check(by, Action.RECORD_ENTER, found.enterprise.standing)
    check_step(by, found, Step.WITHDRAW)
    media_type = media_type_of(content)
    sha256 = keep(content)
    check_new_evidence(found, sha256)
    made = Evidence.objects.create(
        record=found,
        sha256=sha256,
        media_type=media_type,
        size=len(content),
        name=name[-LONGEST_NAME:],
        added_by=by.person,
        added_at=at,
    )
    change = {"enterprise": found.enterprise_id, "sha256": sha256, "name": made.name, "size": made.size}
    write_down(by=by, at=at, event=Event.ATTACHED, on=found, change=change)
    return made


@transaction.atomic
def withdraw(*, by: Acting, at: datetime, record: Record) -> None:
    """Take back what does not count yet."""
    found = _locked(record)
    check(by, Action.RECORD_ENTER, found.enterprise.standing)
    _save(found, state=check_step(by, found, Step.WITHDRAW).to)
    _told(by, at, Event.WITHDRAWN, found)


@transaction.atomic
def give_back(*, by: Acting, at: datetime, record: Record, reason: str) -> None:
    """Return it to whoever entered it, and say why."""
    found = _locked(record)
    check(by, Action.RECORD_VERIFY, found.enterprise.standing)
    _save(found, state=check_step(by, found, Step.RETURN).to, returned_because=reason)
    _told(by, at, Event.RETURNED, found)


@transaction.atomic
def verify(*, by: Acting, at: datetime, record: Record) -> None:
    """Let it count from now on, in the place of the version before it."""
    found = _locked(record)
    check(by, Action.RECORD_VERIFY, found.enterprise.standing)
    way = check_step(by, found, Step.VERIFY)
    before = standing_version(found)
    check_later(at, before)
    if before is not None:
        _save(before, superseded_at=at)
    _save(found, state=way.to, verified_by=by.person, recorded_at=at)
    _told(by, at, Event.VERIFIED, found)
    tell([found.enterprise_id], at)


@transaction.atomic
def correct(*, by: Acting, at: datetime, record: Record, facts: Facts, reason: str, ground: str) -> Record:
    """Propose another version of a fact."""
    check_facts(facts, day=day(at))
    return _changed(by, at, record, Change.CORRECTION, facts, reason, ground)


@transaction.atomic
def annul(*, by: Acting, at: datetime, record: Record, reason: str, ground: str) -> Record:
    """Propose that a fact no longer counts, because the act behind it was taken back."""
    return _changed(by, at, record, Change.ANNULMENT, record.facts, reason, ground)


@transaction.atomic
def contest(*, by: Acting, at: datetime, record: Record, reason: str, ground: str) -> Record:
    """Propose that a fact be marked as under objection."""
    facts = replace(record.facts, contested=True)
    return _changed(by, at, record, Change.CONTEST, facts, reason, ground)


@transaction.atomic
def settle(*, by: Acting, at: datetime, record: Record, reason: str, ground: str) -> Record:
    """Propose that the objection to a fact is over."""
    facts = replace(record.facts, contested=False)
    return _changed(by, at, record, Change.SETTLEMENT, facts, reason, ground)


def _changed(
    by: Acting, at: datetime, record: Record, change: Change, facts: Facts, reason: str, ground: str
) -> Record:
    found = _locked(record)
    check(by, Action.RECORD_CORRECT, found.enterprise.standing)
    check_changeable(by, found)
    check_change(found, change, facts, reason, ground)
    made = Record.objects.create(
        **asdict(facts),
        source=found.source,
        record_id=found.record_id,
        enterprise=found.enterprise,
        change=change,
        reason=reason,
        ground=ground,
        state=State.AWAITING,
        body=by.body,
        entered_by=by.person,
        entered_at=at,
    )
    _told(by, at, Event.ENTERED, made)
    return made


@transaction.atomic
def impose(
    *,
    by: Acting | System,
    at: datetime,
    record: Record,
    change: Change,
    first: Person | None,
    reason: str,
    ground: str,
) -> None:
    """Let a change count at once that two persons have decided in a procedure: `first`, and whoever acts.

    A correction says what `record` says. A record that no longer counts, or says so already, is left as it is.
    """
    versions = Record.objects.select_for_update(of=("self",)).select_related("enterprise")
    standing = versions.filter(
        source=record.source, record_id=record.record_id, state=State.VERIFIED, superseded_at__isnull=True
    ).first()
    if standing is None or standing.change == Change.ANNULMENT:
        return
    facts = standing.facts
    if change is Change.CORRECTION:
        facts = record.facts
    elif change is not Change.ANNULMENT:
        facts = replace(facts, contested=change is Change.CONTEST)
    if change is not Change.ANNULMENT and facts == standing.facts:
        return
    check_later(at, standing)
    _save(standing, superseded_at=at)
    second = by.person if isinstance(by, Acting) and first is not None else None
    made = Record.objects.create(
        **asdict(facts),
        source=standing.source,
        record_id=standing.record_id,
        enterprise=standing.enterprise,
        change=change,
        reason=reason,
        ground=ground,
        state=State.VERIFIED,
        body=standing.body,
        entered_by=first,
        entered_at=at,
        verified_by=second,
        recorded_at=at,
    )
    _told(by, at, Event.IMPOSED, made)
    tell([made.enterprise_id], at)


def _locked(record: Record) -> Record:
    rows = Record.objects.select_for_update(of=("self",)).select_related("enterprise", "body")
    return rows.get(pk=record.pk)


def _save(record: Record, **values: Any) -> None:  # noqa: ANN401 - fields of a record
    for name, value in values.items():
        setattr(record, name, value)
    record.save(update_fields=list(values))


def _told(by: Actor, at: datetime, event: Event, record: Record) -> None:
    change = {
        "enterprise": record.enterprise_id,
        "record": [record.source, record.record_id],
        "change": record.change,
        "state": record.state,
        "kind": record.kind,
        "outcome": record.outcome,
        "reason": record.returned_because or record.reason,
    }
    write_down(by=by, at=at, event=event, on=record, change=change)
