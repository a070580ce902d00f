"""Writes on people and roles: the right to it, the change and the event, in one transaction."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bureau.accounts.events import Event
from bureau.accounts.models import Body, Membership, Person
from bureau.accounts.permissions import Acting, check
from bureau.accounts.policies import check_not_himself, check_open, check_roles
from bureau.accounts.queries import may_see_person
from bureau.accounts.roles import Action, Role
from bureau.audit.actions import record
from bureau.audit.actors import Actor, System
from bureau.ui.clock import day


@transaction.atomic
def invite(
    *, by: Acting, at: datetime, body: Body, username: str, name: str, roles: Iterable[Role]
) -> Person:
    """Take a new person into a body; he signs in by a link once he has chosen a password."""
    check(by, Action.PERSON_MANAGE, body)
    person = _add_person(by=by, at=at, body=body, username=username, name=name)
    for role in roles:
        give_role(by=by, at=at, person=person, body=body, role=role)
    return person


@transaction.atomic
def give_role(*, by: Acting, at: datetime, person: Person, body: Body, role: Role) -> Membership:
    """Give a person a role in a body, from today on; nobody gives himself one."""
    check(by, Action.PERSON_MANAGE, body)
    check_not_himself(by, person)
    return _give_role(by=by, at=at, person=person, body=body, role=role, given_by=by.person)


@transaction.atomic
def withdraw_role(*, by: Acting, at: datetime, membership: Membership) -> None:
    """End a role of a person today."""
    check(by, Action.PERSON_MANAGE, membership.body)
    check_not_himself(by, membership.person)
    today = day(at)
    if membership.valid_to is not None and membership.valid_to <= today:
        raise ValidationError(_("这一角色已经收回。"))
    membership.valid_to = today
    membership.save(update_fields=["valid_to"])
    record(
        by=by,
        at=at,
        event=Event.ROLE_WITHDRAWN,
        on=membership.person,
        change={"body": membership.body.code, "role": membership.role},
    )


@transaction.atomic
def set_active(*, by: Acting, at: datetime, person: Person, active: bool) -> None:
    """Let a person sign in, or not any more; what he did stays."""
    _check_manages(by, person)
    check_not_himself(by, person)
    if person.is_active == active:
        raise ValidationError(_("状态没有变化。"))
    person.is_active = active
    person.save(update_fields=["is_active"])
    event = Event.PERSON_REACTIVATED if active else Event.PERSON_DEACTIVATED
    record(by=by, at=at, event=event, on=person, change={"active": active})


@transaction.atomic
def renew_link(*, by: Acting, at: datetime, person: Person) -> None:
    """Take a person's password and second factor away, so that a new link lets him choose both anew."""
    _check_manages(by, person)
    check_not_himself(by, person)
    person.set_unusable_password()
    person.save(update_fields=["password"])
    person.authenticator_set.all().delete()  # type: ignore[attr-defined] # allauth's relation
    record(
        by=by, at=at, event=Event.LINK_RENEWED, on=person, change={"password": None, "second_factor": None}
    )


@transaction.atomic
def choose_password(*, by: Actor, at: datetime, person: Person, password: str) -> None:
    """Set the password that a person chose by his link."""
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    record(by=by, at=at, event=Event.PASSWORD_SET, on=person, change={})


@transaction.atomic
def appoint_first_administrator(
    *, by: System, at: datetime, body: Body, username: str, name: str, password: str
) -> Person:
    """Make the first administrator of a body; once it has one, its people are managed from within."""
    today = day(at)
    if any(
        one.holds_on(today)
        for one in Membership.objects.filter(body=body, role=Role.ADMINISTRATOR, person__is_active=True)
    ):
        raise ValidationError(_("%(body)s已经有管理员；其他人员由管理员邀请。") % {"body": body})
    person = _add_person(by=by, at=at, body=body, username=username, name=name)
    choose_password(by=by, at=at, person=person, password=password)
    _give_role(by=by, at=at, person=person, body=body, role=Role.ADMINISTRATOR, given_by=None)
    record(by=by, at=at, event=Event.ADMINISTRATOR_APPOINTED, on=person, change={"body": body.code})
    return person


def _check_manages(by: Acting, person: Person) -> None:
    check(by, Action.PERSON_MANAGE)
    if not may_see_person(by, person):
        check(by, Action.PERSON_MANAGE, person.memberships.first().body)  # type: ignore[union-attr] # he has one


def _add_person(*, by: Actor, at: datetime, body: Body, username: str, name: str) -> Person:
    person = Person(username=Person.normalize_username(username), name=name, added_at=at)
    person.set_unusable_password()
    person.full_clean(exclude=["password"])
    person.save()
    record(
        by=by, at=at, event=Event.PERSON_INVITED, on=person, change={"username": username, "body": body.code}
    )
    return person


def _give_role(
    *, by: Actor, at: datetime, person: Person, body: Body, role: Role, given_by: Person | None
) -> Membership:
    today = day(at)
    check_open(body, today)
    check_roles([role], body)
    held = Membership.objects.filter(person=person, body=body, role=role)
    if any(one.holds_on(today) for one in held):
        raise ValidationError(_("%(person)s已经是%(role)s。") % {"person": person, "role": role.label})
    membership = Membership.objects.create(
        person=person, body=body, role=role, valid_from=today, given_by=given_by
    )
    record(by=by, at=at, event=Event.ROLE_GIVEN, on=person, change={"body": body.code, "role": role})
    return membership
