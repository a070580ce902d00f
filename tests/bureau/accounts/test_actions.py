"""Each action: who may, what it changes, what it writes down, and what it refuses."""

from datetime import date, timedelta
from typing import Any
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from bureau.accounts import actions
from bureau.accounts.events import Event as Told
from bureau.accounts.models import Body, Delegation, Membership, Person, Region
from bureau.accounts.roles import Action, Kind, Role
from bureau.audit.actions import record
from bureau.audit.actors import System
from bureau.audit.catalogue import EVENTS, register, title
from bureau.audit.models import Event
from tests.bureau.conftest import NOW, Casting, body

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def told() -> list[str]:
    """Give what was written down since the cast was made, the oldest first."""
    return [one.event for one in Event.objects.filter(at=NOW).order_by("pk")]


def someone(username: str) -> Person:
    return Person.objects.get(username=username)


def test_inviting(act_as: Casting) -> None:
    by = act_as("administrator")
    person = actions.invite(
        by=by, at=NOW, body=body("L3301"), username="new", name="新", roles=[Role.RECORDER, Role.VERIFIER]
    )
    assert not person.has_usable_password()
    assert {one.role for one in person.memberships.all()} == {"recorder", "verifier"}
    assert told() == [Told.PERSON_INVITED, Told.ROLE_GIVEN, Told.ROLE_GIVEN]
    assert Event.objects.filter(at=NOW).first().request_id == "test"  # type: ignore[union-attr] # there is one
    with pytest.raises(ValidationError) as error:
        actions.invite(by=by, at=NOW, body=body("P33"), username="new", name="", roles=[])
    assert set(error.value.error_dict) == {"username", "name"}
    with pytest.raises(PermissionDenied, match="管辖范围"):
        actions.invite(by=by, at=NOW, body=body("P32"), username="other", name="他", roles=[])
    with pytest.raises(PermissionDenied, match="职责"):
        actions.invite(by=act_as("ali"), at=NOW, body=body("P33"), username="other", name="他", roles=[])


def test_a_role_the_body_does_not_have_takes_the_whole_invitation_back(act_as: Casting) -> None:
    with pytest.raises(ValidationError, match="检验单位没有“录入员”这一角色"):
        actions.invite(
            by=act_as("administrator"),
            at=NOW,
            body=body("DEMOLAB"),
            username="new",
            name="新",
            roles=[Role.RECORDER],
        )
    assert not Person.objects.filter(username="new").exists()
    assert told() == []


def test_giving_and_withdrawing(act_as: Casting) -> None:
    by = act_as("administrator")
    given = actions.give_role(by=by, at=NOW, person=someone("ali"), body=body("P33"), role=Role.EVALUATOR)
    with pytest.raises(ValidationError, match="阿丽已经是评价员"):
        actions.give_role(by=by, at=NOW, person=someone("ali"), body=body("P33"), role=Role.EVALUATOR)
    actions.withdraw_role(by=by, at=NOW, membership=given)
    assert not given.holds_on(TODAY)
    with pytest.raises(ValidationError, match="已经收回"):
        actions.withdraw_role(by=by, at=NOW, membership=given)
    assert told() == [Told.ROLE_GIVEN, Told.ROLE_WITHDRAWN]
    with pytest.raises(PermissionDenied):
        actions.withdraw_role(by=by, at=NOW, membership=Membership.objects.get(person__username="chen"))


def test_nobody_decides_on_himself(act_as: Casting) -> None:
    by = act_as("administrator")
    himself: dict[str, Any] = {"by": by, "at": NOW, "person": by.person}
    own = Membership.objects.get(person=by.person)
    for refused in (
        lambda: actions.give_role(**himself, body=body("P33"), role=Role.SUPERVISOR),
        lambda: actions.withdraw_role(by=by, at=NOW, membership=own),
        lambda: actions.set_active(**himself, active=False),
        lambda: actions.renew_link(**himself),
    ):
        with pytest.raises(ValidationError, match="另一位管理员"):
            refused()
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(person=by.person, body=body("P33"), role=Role.REVIEWER, given_by=by.person)


def test_deactivating_and_coming_back(act_as: Casting) -> None:
    by, ali = act_as("administrator"), someone("ali")
    actions.set_active(by=by, at=NOW, person=ali, active=False)
    with pytest.raises(ValidationError, match="没有变化"):
        actions.set_active(by=by, at=NOW, person=ali, active=False)
    actions.set_active(by=by, at=NOW, person=ali, active=True)
    actions.renew_link(by=by, at=NOW, person=ali)
    assert not ali.has_usable_password()
    assert not ali.authenticator_set.exists()  # type: ignore[attr-defined] # allauth's relation
    assert told() == [Told.PERSON_DEACTIVATED, Told.PERSON_REACTIVATED, Told.LINK_RENEWED]
    with pytest.raises(PermissionDenied):
        actions.set_active(by=by, at=NOW, person=someone("chen"), active=False)


def test_bodies_come_and_go(act_as: Casting) -> None:
    by, hangzhou = act_as("administrator"), Region.objects.get(code="330100")
    fields: dict[str, Any] = {
        "by": by,
        "at": NOW,
        "kind": Kind.LOCAL,
        "name": "新局",
        "name_en": "New",
        "region": hangzhou,
    }
    made = actions.add_body(parent=body("P33"), code="L3399", **fields)
    assert made.path == "CN/P33/L3399/"
    with pytest.raises(ValidationError, match="明天起"):
        actions.close_body(by=by, at=NOW, body=made)
    actions.close_body(by=by, at=NOW + timedelta(days=1), body=made)
    with pytest.raises(ValidationError, match="不存在或者已经撤销"):
        actions.close_body(by=by, at=NOW + timedelta(days=1), body=made)
    with pytest.raises(ValidationError, match="之下不能设立"):
        actions.add_body(parent=body("P33"), code="P99", **{**fields, "kind": Kind.PROVINCIAL})
    outside = Region.objects.get(code="320100")
    with pytest.raises(ValidationError, match="区域不在"):
        actions.add_body(parent=body("P33"), code="L3201", **{**fields, "region": outside})
    with pytest.raises(ValidationError) as error:
        actions.add_body(parent=body("P33"), code="L3301", **fields)
    assert "code" in error.value.error_dict
    with pytest.raises(ValidationError, match="先撤销下级单位"):
        actions.close_body(by=by, at=NOW, body=body("P33"))
    Body.objects.filter(parent__code="P33").exclude(pk=made.pk).update(valid_to=TODAY)
    with pytest.raises(ValidationError, match="由上级撤销"):
        actions.close_body(by=by, at=NOW + timedelta(days=2), body=body("P33"))
    assert [one.event for one in Event.objects.order_by("-pk")[:2]] == [Told.BODY_CLOSED, Told.BODY_ADDED]


def test_a_nation_s_body_may_lie_anywhere(act_as: Casting) -> None:
    made = actions.add_body(
        by=act_as("nation"),
        at=NOW,
        parent=body("CN"),
        code="LABCN",
        kind=Kind.LABORATORY,
        name="国检",
        name_en="National laboratory",
        region=Region.objects.get(code="110000"),
    )
    assert told() == [Told.BODY_ADDED]
    assert made.parent == body("CN")


def test_delegating(act_as: Casting) -> None:
    by = act_as("administrator")
    fields: dict[str, Any] = {"by": by, "at": NOW, "taker": body("L3301"), "ground": "浙质〔2026〕1 号"}
    made = actions.delegate(action=Action.EXPORT_MAKE, expires_on=TODAY, **fields)
    assert str(made) == "杭州市质量技术监督局：导出"
    for words, change in (
        ("已经授权给", {"action": Action.EXPORT_MAKE, "expires_on": TODAY}),
        ("不能授权", {"action": Action.RECORD_ENTER, "expires_on": TODAY}),
        ("有效期已经过去", {"action": Action.RECORD_CORRECT, "expires_on": TODAY - timedelta(days=1)}),
        ("最长 366 天", {"action": Action.RECORD_CORRECT, "expires_on": TODAY + timedelta(days=367)}),
        ("下级单位", {"action": Action.RECORD_CORRECT, "expires_on": TODAY, "taker": body("P33")}),
    ):
        with pytest.raises(ValidationError, match=words):
            actions.delegate(**{**fields, **change})
    with pytest.raises(PermissionDenied):
        actions.delegate(**{**fields, "taker": body("P32")}, action=Action.EXPORT_MAKE, expires_on=TODAY)
    actions.revoke(by=by, at=NOW, delegation=made)
    with pytest.raises(ValidationError, match="已经收回"):
        actions.revoke(by=by, at=NOW, delegation=made)
    assert told() == [Told.DELEGATION_GIVEN, Told.DELEGATION_REVOKED]
    assert Delegation.objects.get().revoked_by == by.person


def test_nothing_is_written_down_outside_its_transaction_or_the_catalogue(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    by, on = System(request_id="test"), body("P33")
    monkeypatch.setattr("bureau.audit.actions.connection", mock.Mock(in_atomic_block=False))
    with pytest.raises(RuntimeError, match="in the transaction"):
        record(by=by, at=NOW, event=Told.BODY_ADDED, on=on, change={})
    monkeypatch.delitem(EVENTS, Told.BODY_ADDED.value)
    with pytest.raises(Exception, match="catalogue"):
        record(by=by, at=NOW, event=Told.BODY_ADDED, on=on, change={})
    assert title("accounts.unheard_of") == "accounts.unheard_of"
    register(Told)
    assert title(Told.BODY_ADDED) == "设立单位"


def test_what_rows_are_called(act_as: Casting) -> None:
    membership = Membership.objects.get(person__username="ali")
    assert str(membership) == "阿丽：录入员"
    with transaction.atomic():
        entry = record(by=act_as("ali"), at=NOW, event=Told.ROLE_GIVEN, on=membership.person, change={})
    assert (str(entry), entry.person_name, entry.body_code) == ("授予角色", "阿丽", "P33")
