"""Who rules on what, by which rule, and what is kept of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from bureau.accounts.permissions import Acting
from bureau.archives.actions import annul, verify
from bureau.archives.models import Record
from bureau.audit.models import Event
from bureau.procedures.models import Case
from bureau.procedures.opening import apply_for_publication, object_to
from bureau.procedures.ways import Kind
from bureau.publication.actions import preview, refuse
from bureau.publication.catalogue import rule_for, rules
from bureau.publication.models import Attempt, Dispatch, Outcome, Ruling
from bureau.publication.policies import judge
from bureau.publication.queries import (
    likes_of,
    may_see_ruling,
    ready_for,
    rulings_visible_to,
    shown_of,
    with_dispatches,
)
from bureau.ui.clock import day
from tests.bureau.conftest import NOW, Casting
from tests.bureau.objects import enterprise
from tests.bureau.procedures.conftest import Taking
from tests.bureau.publication.conftest import READY, WHY, later, ready_a, ready_d

pytestmark = pytest.mark.django_db(databases="__all__")
Down = pytest.MonkeyPatch


def at(days: int) -> Any:  # noqa: ANN401 - a moment
    return NOW + timedelta(days=days)


def test_who_has_what_to_rule_on(act_as: Casting, own: Acting, taking: Taking) -> None:
    case = ready_a(act_as, own, taking)
    assert list(ready_for(act_as("publisher"))) == [case]
    assert not ready_for(act_as("reviewer"))
    seen = preview(case, grounds="另有说明。", until=day(at(400)), at=at(READY))
    assert (seen.decision, seen.grounds, seen.expires_on) == ("—", "另有说明。", day(at(400)))
    taking(case, "publish", "publisher", READY, months=12, **WHY)
    later(READY)
    assert not ready_for(act_as("publisher"))
    (ruling,) = with_dispatches(rulings_visible_to(act_as("publisher")))
    shown = shown_of(ruling, day(NOW))
    assert (str(shown.text), shown.until, str(Attempt.objects.get())) == ("公示中", "2027-12-11", "已完成")


def test_a_grade_that_changed_meanwhile_is_not_published(act_as: Casting, taking: Taking) -> None:
    case = ready_d(act_as, taking)
    record = Record.objects.get()
    annul(by=act_as("ali", at(22)), at=at(22), record=record, reason="查明", ground="浙质〔2026〕9 号")
    verify(by=act_as("bowen", at(22)), at=at(22), record=Record.objects.get(state="awaiting"))
    with pytest.raises(ValidationError, match="不予曝光"):
        taking(case, "list", "publisher", 22, months=36, **WHY)
    judged = judge(case, at(22))
    assert (judged.barred, judged.rule and judged.rule.code) == (True, "D-1")


def test_an_open_objection_bars(act_as: Casting, own: Acting, taking: Taking) -> None:
    case = ready_d(act_as, taking)
    object_to(by=own, at=at(21), enterprise=enterprise(), record=None, reason="等级不对")
    with pytest.raises(ValidationError, match="D-3"):
        taking(case, "list", "publisher", 22, months=36, **WHY)
    case.refresh_from_db()
    assert (case.state, Ruling.objects.count()) == ("decided", 0)


def test_discretion_is_recorded_beside_the_rule(act_as: Casting, own: Acting, taking: Taking) -> None:
    case = ready_a(act_as, own, taking)
    given = {"reason": "正在搬迁，企业请求暂缓"}
    refuse(by=act_as("publisher"), at=at(READY), case=case, given=given, version=case.version)
    ruling = Ruling.objects.get()
    assert (ruling.outcome, ruling.rule, ruling.discretion) == (Outcome.REFUSED, "A-4", True)
    assert (ruling.decision, str(ruling)) == ("", f"{case.number} 杭州阿丽食品有限公司")
    assert not Dispatch.objects.exists()
    assert str(shown_of(ruling, day(NOW)).text) == "不予公示"
    told = Event.objects.filter(event="publication.ruled").get()
    assert (told.username, told.change["discretion"]) == ("publisher", True)
    # An evaluation that did not confirm leaves it to the publisher.
    again = apply_for_publication(by=own, at=at(READY), enterprise=enterprise())
    taking(again, "accept", "evaluator", READY)
    taking(again, "evaluate", "evaluator", READY, confirmed=False, **WHY)
    taking(again, "approve", "reviewer", READY, **WHY)
    again.state = "ready"
    again.save()
    again.steps.create(name="notice_over", state="noticed", to="ready", at=at(READY))
    assert judge(again, at(READY)).rule is None
    taking(again, "publish", "publisher", READY, months=6, **WHY)
    assert Ruling.objects.latest("pk").discretion


def test_a_drop_before_it_was_decided_is_no_ruling(act_as: Casting, taking: Taking) -> None:
    case = ready_d(act_as, taking)
    assert taking(case, "drop", "reviewer", 22, reason="情节轻微").closed_at
    assert (Ruling.objects.get().outcome, Ruling.objects.get().discretion) == (Outcome.REFUSED, True)
    again = Case.objects.create(
        kind=Kind.EXPOSURE,
        enterprise=enterprise(),
        body=case.body,
        state="reviewed",
        opened_at=NOW,
        entered_at=NOW,
    )
    taking(again, "drop", "reviewer", 23, reason="情节轻微")
    assert Ruling.objects.count() == 1


def test_like_cases(act_as: Casting, taking: Taking) -> None:
    case = ready_d(act_as, taking)
    taking(case, "list", "publisher", 22, months=36, **WHY)
    other = Case(
        kind=Kind.EXPOSURE,
        enterprise=enterprise("91330106000000200X", "杭州乙食品有限公司"),
        body=case.body,
        data={"grounds": [["D.2", "", []]]},
    )
    ruling = Ruling.objects.get()
    assert likes_of(other) == [ruling]
    other.data = {"grounds": [["D.7", "", []]]}
    assert likes_of(other) == []
    assert likes_of(case) == []
    assert may_see_ruling(act_as("publisher"), ruling)
    assert not may_see_ruling(act_as("chen"), ruling)
    assert "exposed_before" in judge(case, at(23)).measured


def test_the_rule_reads_in_both_languages_and_every_part_can_apply() -> None:
    for rule in rules():
        assert rule.label == rule.zh
        with translation.override("en"):
            assert rule.label == rule.en
    base: dict[str, Any] = {
        "settled": True,
        "notice_over": True,
        "confirmed": True,
        "open_objections": 0,
        "clauses": ["D.1"],
        "exposed_before": 0,
    }
    cases: list[tuple[str, dict[str, Any], str | None]] = [
        ("A", {}, "A-4"),
        ("A", {"settled": False}, "A-1"),
        ("A", {"notice_over": False}, "A-2"),
        ("A", {"open_objections": 1}, "A-3"),
        ("A", {"confirmed": False}, None),
        ("D", {}, None),
        ("D", {"settled": False}, "D-1"),
        ("D", {"confirmed": False}, "D-2"),
        ("D", {"open_objections": 2}, "D-3"),
        ("D", {"clauses": ["D.1", "D.7"]}, "D-4"),
        ("D", {"exposed_before": 1}, "D-5"),
    ]
    for listing, differs, wanted in cases:
        found = rule_for(listing, {**base, **differs})
        assert (found.code if found else None) == wanted
    assert {wanted for *_, wanted in cases if wanted} == {one.code for one in rules()}
