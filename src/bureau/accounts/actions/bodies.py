"""Writes on bodies and on what one body gives another to do."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bureau.accounts.events import Event
from bureau.accounts.models import Body, Delegation, Region, in_force
from bureau.accounts.permissions import Acting, check
from bureau.accounts.policies import (
    check_closable,
    check_delegation,
    check_open,
    check_parent,
    check_revocable,
)
from bureau.accounts.roles import Action, Kind
from bureau.accounts.scopes import Span
from bureau.audit.actions import record
from bureau.ui.clock import day


@transaction.atomic
def add_body(  # noqa: PLR0913 - the fields of a body
    *, by: Acting, at: datetime, parent: Body, code: str, kind: Kind, name: str, name_en: str, region: Region
) -> Body:
    """Set up a body below another, from today on."""
    check(by, Action.BODY_KEEP, parent)
    check_open(parent, day(at))
    check_parent(kind, parent)
    if parent.region_id and not Span.of(parent.region_id).holds(region.code):
        raise ValidationError(_("区域不在%(parent)s之内。") % {"parent": parent})
    body = Body(
        code=code,
        kind=kind,
        name=name,
        name_en=name_en,
        region=region,
        parent=parent,
        valid_from=day(at),
        path=f"{parent.path}{code}/",
    )
    body.full_clean()
    body.save()
    change = {"name": name, "kind": kind, "region": region.code, "parent": parent.code}
    record(by=by, at=at, event=Event.BODY_ADDED, on=body, change=change)
    return body


@transaction.atomic
def close_body(*, by: Acting, at: datetime, body: Body) -> None:
    """End a body today: from now on nobody acts for it."""
    check(by, Action.BODY_KEEP, body)
    today = day(at)
    check_open(body, today)
    check_closable(body, today)
    if body == by.body:
        raise ValidationError(_("本单位由上级撤销。"))
    if body.valid_from == today:
        raise ValidationError(_("今天设立的单位，明天起才能撤销。"))
    body.valid_to = today
    body.save(update_fields=["valid_to"])
    record(by=by, at=at, event=Event.BODY_CLOSED, on=body, change={"valid_to": today.isoformat()})


@transaction.atomic
def delegate(
    *, by: Acting, at: datetime, action: Action, taker: Body, ground: str, expires_on: date
) -> Delegation:
    """Give a lower body an action to do, on its own area, up to a day."""
    check(by, Action.DELEGATION_GIVE, taker)
    today = day(at)
    check_open(taker, today)
    check_delegation(action, by, taker, day=today, expires_on=expires_on)
    if Delegation.objects.filter(in_force(today), action=action, taker=taker).exists():
        raise ValidationError(_("这一事项已经授权给%(taker)s。") % {"taker": taker})
    delegation = Delegation.objects.create(
        action=action,
        giver=by.body,
        taker=taker,
        ground=ground,
        given_by=by.person,
        given_at=at,
        expires_on=expires_on,
    )
    change = {"action": action, "taker": taker.code, "ground": ground, "expires_on": expires_on.isoformat()}
    record(by=by, at=at, event=Event.DELEGATION_GIVEN, on=delegation, change=change)
    return delegation


@transaction.atomic
def revoke(*, by: Acting, at: datetime, delegation: Delegation) -> None:
    """Take a delegation back."""
    check(by, Action.DELEGATION_GIVE, delegation.giver)
    check_revocable(delegation)
    delegation.revoked_by, delegation.revoked_at = by.person, at
    delegation.save(update_fields=["revoked_by", "revoked_at"])
    record(
        by=by, at=at, event=Event.DELEGATION_REVOKED, on=delegation, change={"taker": delegation.taker.code}
    )
