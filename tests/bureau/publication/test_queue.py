"""The queue to the public store: it may be down, stop in between, or run twice; and what the rule says is held to."""

from datetime import timedelta
from io import StringIO
from typing import Any
from unittest.mock import Mock

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, transaction

from bureau.accounts.models import Body, Membership, Person
from bureau.accounts.permissions import Acting
from bureau.accounts.roles import Role
from bureau.procedures.actions import take
from bureau.procedures.models import Case
from bureau.procedures.ways import Kind
from bureau.publication import sending
from bureau.publication.actions import release
from bureau.publication.models import Attempt, Dispatch, Result, Ruling
from bureau.publication.queries import freshness, rulings_visible_to, shown_of
from bureau.store.actions import mark_day
from bureau.store.models import Change, Entry, Statistic
from bureau.ui.clock import day
from tests.bureau.conftest import NOW, Casting
from tests.bureau.objects import CODE, enterprise
from tests.bureau.procedures.conftest import Taking
from tests.bureau.publication.conftest import READY, WHY, later, ready_a, ready_d

pytestmark = pytest.mark.django_db(databases="__all__")
Down = pytest.MonkeyPatch


def at(days: int) -> Any:  # noqa: ANN401 - a moment
    return NOW + timedelta(days=days)


def test_a_store_that_is_down_stops_nothing(
    act_as: Casting, own: Acting, taking: Taking, store_down: Down
) -> None:
    case = ready_a(act_as, own, taking)
    assert taking(case, "publish", "publisher", READY, months=12, **WHY).state == "published"
    for days in (READY, READY + 1):
        assert later(days) == sending.Drained(0, 1, answered=False)
    stale = freshness(at(READY))
    assert (stale.answered, stale.waiting, stale.since) == (False, 1, at(READY))
    ruling = rulings_visible_to(act_as("publisher")).get()
    assert "没有回应" in shown_of(ruling, day(at(READY))).said
    store_down.undo()
    assert later(READY + 2) == sending.Drained(1, 0, answered=True)
    assert [one.result for one in Attempt.objects.all()] == [Result.FAILED, Result.FAILED, Result.DONE]
    assert Entry.objects.get(code=CODE).published_on == day(at(READY))
    assert freshness(at(READY + 2)).waiting == 0


def test_what_was_interrupted_is_not_done_twice(
    act_as: Casting, own: Acting, taking: Taking, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = ready_a(act_as, own, taking)
    taking(case, "publish", "publisher", READY, months=12, **WHY)

    with monkeypatch.context() as patch:
        patch.setattr(Attempt.objects, "create", Mock(side_effect=KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            later(READY)
    # Written there, and not known of here.
    assert (Entry.objects.count(), Attempt.objects.count()) == (1, 0)
    changes = Change.objects.count()
    assert later(READY).settled == 1
    assert (Entry.objects.count(), Change.objects.count()) == (1, changes)


def test_what_another_process_settled_is_left_alone(act_as: Casting, own: Acting, taking: Taking) -> None:
    taking(ready_a(act_as, own, taking), "publish", "publisher", READY, months=12, **WHY)
    waits = Dispatch.objects.get()
    assert later(READY).settled == 1
    assert sending._send(waits.pk, at(READY)) is None  # noqa: SLF001 - as the slower of two processes
    with pytest.raises(DatabaseError), transaction.atomic():
        Attempt.objects.create(dispatch=waits, result=Result.DONE, at=at(READY))


def test_of_two_publishers_one_is_too_late(act_as: Casting, own: Acting, taking: Taking) -> None:
    case = ready_a(act_as, own, taking)
    seen, given = case.version, {"months": 12, **WHY}
    release(by=act_as("publisher"), at=at(READY), case=case, given=given, version=seen)
    with pytest.raises(ValidationError, match="另一位同事"):
        release(by=act_as("publisher"), at=at(READY), case=case, given=given, version=seen)
    assert Ruling.objects.count() == Dispatch.objects.count() == 1
    assert str(Dispatch.objects.get()).startswith("公示 ")


def test_rulings_only_grow(act_as: Casting, own: Acting, taking: Taking) -> None:
    taking(ready_a(act_as, own, taking), "publish", "publisher", READY, months=12, **WHY)
    later(READY)
    for model in (Ruling, Dispatch, Attempt):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(at=NOW)


def test_two_bodies_publish_one_enterprise_once(act_as: Casting, taking: Taking) -> None:
    first = ready_d(act_as, taking)
    taking(first, "list", "publisher", 22, months=12, **WHY)
    later(22)
    ningbo = Body.objects.get(code="Q3302")
    Membership.objects.create(
        person=Person.objects.get(username="ningbo"), body=ningbo, role=Role.PUBLISHER, valid_from=day(NOW)
    )
    enterprise().__class__.objects.filter(pk=CODE).update(exporter=True, region="330203")
    second = Case.objects.create(
        kind=Kind.EXPOSURE,
        enterprise=enterprise(),
        body=ningbo,
        state="decided",
        opened_at=NOW,
        entered_at=NOW,
        data=first.data,
    )
    for step in first.steps.exclude(name="list"):
        step.pk, step.case = None, second
        step.save()
    take(by=act_as("ningbo"), at=at(23), case=second, step="list", given={"months": 36, "reason": "依法曝光"})
    # The second waits, without a word a night, until the first is gone.
    for days in (23, 24):
        assert later(days) == sending.Drained(0, 1, answered=True)
    assert [one.result for one in Attempt.objects.all()] == [Result.DONE, Result.BEHIND]
    assert Entry.objects.get().decision == Ruling.objects.earliest("pk").decision
    waits = Ruling.objects.latest("pk")
    assert "等待同一企业" in shown_of(waits, day(NOW)).said
    sending.queue(waits, "correct", Dispatch.objects.latest("pk").content, at(24))
    assert later(24).waiting == 2
    mark_day(on=day(at(400)), at=at(400))
    assert later(400).waiting == 0
    assert Entry.objects.get().decision == waits.decision


def test_what_the_store_refuses_is_shown(act_as: Casting, own: Acting, taking: Taking) -> None:
    taking(ready_a(act_as, own, taking), "publish", "publisher", READY, months=12, **WHY)
    later(READY)
    ruling = Ruling.objects.get()
    content = {**Dispatch.objects.get().content, "products": ["13800138000"]}
    sending.queue(ruling, "correct", content, at(READY))
    later(READY)
    shown = shown_of(rulings_visible_to(act_as("publisher")).get(), day(NOW))
    assert ("手机号码" in shown.said, shown.tone) == (True, "bad")
    # The same decision in other words, and what is not there.
    Entry.objects.all().delete()
    for kind, made in (("correct", Dispatch.objects.first()), ("withdraw", None)):
        said = (
            made.content
            if made
            else {"code": CODE, "decision": ruling.decision, "because": "ended", "on": "2026-12-12"}
        )
        sending.queue(ruling, kind, said, at(READY))
        later(READY)
    results = [one.result for one in Attempt.objects.all()]
    assert results == [Result.DONE, Result.REFUSED, Result.OVERTAKEN, Result.DONE]
    assert str(shown_of(rulings_visible_to(act_as("publisher")).get(), day(NOW)).text) == "已撤下"


def test_a_term_that_was_over_before_it_was_written(act_as: Casting, own: Acting, taking: Taking) -> None:
    taking(ready_a(act_as, own, taking), "publish", "publisher", READY, months=12, **WHY)
    assert later(READY + 500).settled == 1
    ruling = rulings_visible_to(act_as("publisher")).get()
    assert str(shown_of(ruling, day(NOW)).text) == "后来的决定已经取代"
    assert not Entry.objects.exists()


def test_a_decision_that_expired_there_is_refused(act_as: Casting, own: Acting, taking: Taking) -> None:
    taking(ready_a(act_as, own, taking), "publish", "publisher", READY, months=12, **WHY)
    ruling = rulings_visible_to(act_as("publisher")).get()
    Change.objects.create(sequence=1, kind="expired", on=day(NOW), code=CODE, decision=ruling.decision)
    later(READY)
    assert "已经到期" in shown_of(ruling, day(NOW)).said
    assert not Entry.objects.exists()


def test_every_night(act_as: Casting, taking: Taking, monkeypatch: pytest.MonkeyPatch) -> None:
    taking(ready_d(act_as, taking), "list", "publisher", 22, months=36, **WHY)
    monkeypatch.setattr("bureau.publication.management.commands.publish_due.now", lambda: at(23))
    said = StringIO()
    call_command("publish_due", stdout=said)
    assert "写入公开数据库 1 条，等待 0 条" in said.getvalue()
    assert [one.kind for one in Change.objects.all()] == ["released", "day"]
    # One is hidden, and nothing else is counted.
    assert {(one.measure, one.count) for one in Statistic.objects.all()} == {
        ("listed_a", None),
        ("listed_d", None),
    }


@pytest.mark.usefixtures("store_down")
def test_a_night_without_a_store_is_told() -> None:
    wrong = StringIO()
    with pytest.raises(SystemExit):
        call_command("publish_due", stdout=StringIO(), stderr=wrong)
    assert "没有回应" in wrong.getvalue()
