"""What a ruling puts into the public store, and what becomes of it there when facts, grades and days change."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from bureau.accounts.permissions import Acting
from bureau.archives import actions as archives
from bureau.archives.models import Record
from bureau.enterprises.actions import rename
from bureau.procedures.actions import take
from bureau.procedures.following import pass_days
from bureau.procedures.models import Case
from bureau.procedures.opening import ask_repair, object_to
from bureau.publication.actions import say_beside
from bureau.publication.models import Attempt, Dispatch, Outcome, Result, Ruling
from bureau.publication.queries import rulings_visible_to, shown_of
from bureau.store.actions import mark_day
from bureau.store.models import Entry
from bureau.ui.clock import day
from tests.bureau.conftest import NOW, Casting
from tests.bureau.objects import CODE, enterprise, verified
from tests.bureau.procedures.conftest import BY, Taking
from tests.bureau.publication.conftest import READY, WHY, later, ready_a, ready_d

pytestmark = pytest.mark.django_db(databases="__all__")
AUTHORITY = "浙江省质量技术监督局"


def at(days: int) -> Any:  # noqa: ANN401 - a moment
    return NOW + timedelta(days=days)


def entry() -> Entry:
    return Entry.objects.get(code=CODE)


def facts_shown() -> list[dict[str, Any]]:
    return list(entry().facts or ())


def test_an_enterprise_of_its_own_will(act_as: Casting, own: Acting, taking: Taking) -> None:
    case = ready_a(act_as, own, taking)
    taking(case, "publish", "publisher", READY, months=12, **WHY)
    ruling = Ruling.objects.get()
    assert (ruling.outcome, ruling.rule, ruling.discretion) == (Outcome.RELEASED, "A-4", False)
    assert not Entry.objects.exists()
    assert (later(READY).settled, later(READY).settled) == (1, 0)
    shown = entry()
    assert (shown.listing, shown.name, shown.region_name) == (
        "A",
        "杭州阿丽食品有限公司",
        "浙江省杭州市西湖区",
    )
    assert (shown.decision, shown.products) == (f"{ruling.body.name}〔2026〕1 号", ["酱油"])
    assert (shown.published_on, shown.expires_on) == (date(2026, 12, 11), date(2027, 12, 11))
    assert "自愿申请" in shown.grounds
    assert shown.facts is None


def test_a_grade_that_is_open_takes_it_down_without_a_word_on_it(
    act_as: Casting, own: Acting, taking: Taking
) -> None:
    case = ready_a(act_as, own, taking)
    taking(case, "publish", "publisher", READY, months=12, **WHY)
    later(READY)
    fault = {"kind": "accident", "outcome": "general", "subject": ""}
    record = verified(act_as("ali", at(22)), act_as("bowen", at(22)), at(22), contested=True, **fault)
    case.refresh_from_db()
    assert case.state == "suspended"
    assert later(22).settled == 1
    gone = entry()
    assert (gone.withdrawn_because, gone.withdrawn_on) == ("ended", day(at(22)))
    # It comes back by another ruling, with another number.
    archives.annul(
        by=act_as("ali", at(23)), at=at(23), record=record, reason="撤销", ground="浙质〔2026〕9 号"
    )
    archives.verify(
        by=act_as("bowen", at(23)), at=at(23), record=Record.objects.filter(state="awaiting").latest("pk")
    )
    taking(case, "restore", "publisher", 23, **WHY)
    later(23)
    back = Entry.objects.get(code=CODE, withdrawn_on__isnull=True)
    assert back.decision.endswith("2 号")
    assert back.expires_on == gone.published_on.replace(year=2027)


def test_an_enterprise_leaves_when_it_likes(act_as: Casting, own: Acting, taking: Taking) -> None:
    case = ready_a(act_as, own, taking)
    taking(case, "publish", "publisher", READY, months=12, **WHY)
    take(by=own, at=at(22), case=case, step="withdraw")
    # It was never written, and is not written now.
    assert later(22).settled == 2
    assert not Entry.objects.exists()
    assert [one.result for one in Attempt.objects.all()] == [Result.OVERTAKEN, Result.DONE]


def test_the_end_of_a_term_leaves_no_notice(act_as: Casting, own: Acting, taking: Taking) -> None:
    case = ready_a(act_as, own, taking)
    taking(case, "publish", "publisher", READY, months=1, **WHY)
    later(READY)
    pass_days(by=BY, at=at(60))
    assert Dispatch.objects.count() == 1
    mark_day(on=day(at(60)), at=at(60))
    assert not Entry.objects.exists()
    ruling = rulings_visible_to(act_as("publisher")).get()
    assert str(shown_of(ruling, day(at(60))).text) == "已到期"


def test_a_renewal_takes_the_place(act_as: Casting, own: Acting, taking: Taking) -> None:
    first = ready_a(act_as, own, taking)
    taking(first, "publish", "publisher", READY, months=2, **WHY)
    later(READY)
    again = ready_a(act_as, own, taking)
    taking(again, "publish", "publisher", READY + 1, months=12, **WHY)
    later(READY + 1)
    old, new = Entry.objects.order_by("pk")
    assert (old.withdrawn_because, new.withdrawn_because) == ("renewed", "")
    assert new.decision == Ruling.objects.latest("pk").decision


def test_facts_reviewed_and_nothing_else(act_as: Casting, taking: Taking) -> None:
    case = ready_d(act_as, taking)
    taking(case, "list", "publisher", 22, months=36, **WHY)
    later(22)
    shown = entry()
    assert (shown.listing, [one["clause"] for one in facts_shown()]) == ("D", ["D.2"])
    assert "故意" in facts_shown()[0]["facts"][0]
    assert "来源 浙江省质量技术监督局" in facts_shown()[0]["facts"][0]
    assert "两人分别复核" in shown.grounds
    # Whoever entered, reviewed or decided is not named.
    said = f"{shown.facts} {shown.grounds} {shown.decision}"
    assert not [name for name in ("阿丽经理", "博文", "傅核", "傅二", "平评", "平二", "龚布") if name in said]
    # What came later was not reviewed.
    more = {"kind": "counterfeiting", "outcome": "intentional", "occurred_on": day(NOW)}
    verified(act_as("ali", at(23)), act_as("bowen", at(23)), at(23), **more)
    assert later(23).settled == 0


def listed(act_as: Casting, taking: Taking) -> Case:
    case = ready_d(act_as, taking)
    taking(case, "list", "publisher", 22, months=36, **WHY)
    later(22)
    return case


def change(act_as: Casting, what: str, days: int, **more: object) -> None:
    record = Record.objects.filter(superseded_at__isnull=True).latest("pk")
    given = {"reason": "查明", "ground": "浙质〔2026〕9 号", **more}
    getattr(archives, what)(by=act_as("ali", at(days)), at=at(days), record=record, **given)
    made = Record.objects.filter(state="awaiting").latest("pk")
    archives.verify(by=act_as("bowen", at(days)), at=at(days), record=made)


def test_an_annulled_act_is_taken_down_at_once(act_as: Casting, taking: Taking) -> None:
    case = listed(act_as, taking)
    change(act_as, "annul", 23)
    case.refresh_from_db()
    assert case.state == "corrected"
    later(23)
    gone = entry()
    assert (gone.withdrawn_because, gone.facts, gone.grounds) == ("annulled", None, "")


def test_a_listing_whose_own_facts_are_gone_ends_though_the_grade_stays(
    act_as: Casting, taking: Taking
) -> None:
    case = listed(act_as, taking)
    first = Record.objects.latest("pk")
    more = {"kind": "counterfeiting", "outcome": "intentional", "occurred_on": day(NOW)}
    verified(act_as("ali", at(23)), act_as("bowen", at(23)), at(23), **more)
    archives.annul(
        by=act_as("ali", at(24)), at=at(24), record=first, reason="查明", ground="浙质〔2026〕9 号"
    )
    archives.verify(
        by=act_as("bowen", at(24)), at=at(24), record=Record.objects.filter(state="awaiting").latest("pk")
    )
    case.refresh_from_db()
    assert case.state == "corrected"
    later(24)
    assert entry().withdrawn_because == "annulled"


def test_facts_that_read_otherwise_are_corrected(
    act_as: Casting, taking: Taking, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(act_as, taking)
    facts = Record.objects.latest("pk").facts
    monkeypatch.setattr("bureau.publication.following.MANY", 0)
    change(act_as, "correct", 23, facts=replace(facts, document="浙质监〔2026〕8 号"))
    rename(
        by=act_as("ali", at(23)),
        at=at(23),
        enterprise=enterprise(),
        name="杭州阿丽调味品有限公司",
        valid_from=day(at(23)),
    )
    later(23)
    shown = entry()
    assert "〔2026〕8 号" in facts_shown()[0]["facts"][0]
    assert shown.name == "杭州阿丽调味品有限公司"


def test_an_objection_is_marked(act_as: Casting, own: Acting, taking: Taking) -> None:
    listed(act_as, taking)
    record = Record.objects.latest("pk")
    case = object_to(by=own, at=at(23), enterprise=enterprise(), record=record, reason="不是本厂产品")
    taking(case, "mark", "evaluator", 23)
    later(23)
    assert "企业有异议，正在审查" in facts_shown()[0]["facts"][0]
    taking(case, "dismiss", "reviewer", 24, **WHY)
    pass_days(by=BY, at=at(60))
    later(60)
    assert "企业有异议" not in facts_shown()[0]["facts"][0]


def test_what_was_put_right_says_so(act_as: Casting, own: Acting, taking: Taking) -> None:
    listed(act_as, taking)
    days = 22 + 366
    repair = ask_repair(by=own, at=at(days), enterprise=enterprise(), reason="已改正", promise="不再犯")
    taking(repair, "examine", "evaluator", days, confirmed=True, **WHY)
    taking(repair, "repair", "reviewer", days, **WHY)
    later(days)
    assert entry().withdrawn_because == "repaired"


def test_the_enterprise_says_something_beside_it(act_as: Casting, own: Acting, taking: Taking) -> None:
    case = listed(act_as, taking)
    ruling = Ruling.objects.get()
    with pytest.raises(ValidationError, match="手机号码"):
        say_beside(by=own, at=at(23), ruling=ruling, text="请打 13800138000")
    say_beside(by=own, at=at(23), ruling=ruling, text="已经召回全部产品。")
    later(23)
    assert entry().reply == "已经召回全部产品。"
    change(act_as, "annul", 24)
    case.refresh_from_db()
    with pytest.raises(ValidationError, match="已经结束"):
        say_beside(by=own, at=at(25), ruling=ruling, text="谢谢。")
