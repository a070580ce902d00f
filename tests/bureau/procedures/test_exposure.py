"""D, exposed: two who do not see each other, a decision with its reasons, and every way off the list."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from bureau.accounts.permissions import Acting
from bureau.archives import actions as archives
from bureau.archives.models import Record
from bureau.grades.grounds import under_readings
from bureau.procedures.following import pass_days
from bureau.procedures.models import Case
from bureau.procedures.opening import ask_repair, listing_of, order_rectification, propose_elimination
from bureau.procedures.queries import cases_visible_to, steps_told
from bureau.procedures.ways import Kind
from bureau.ui.clock import day
from tests.bureau.conftest import NOW, Casting
from tests.bureau.objects import CODE, enterprise, verified
from tests.bureau.procedures.conftest import BY, Taking, grade_of, seriously_bad

pytestmark = pytest.mark.django_db
WHY = {"reason": "事实清楚"}
REASONS = {"reason": "符合 D.2：故意制售假冒伪劣产品。"}


def opened(act_as: Casting) -> Case:
    one = seriously_bad(act_as)
    assert grade_of(one) == "D"
    return Case.objects.get(enterprise=one, kind=Kind.EXPOSURE)


def listed(act_as: Casting, taking: Taking) -> Case:
    case = opened(act_as)
    taking(case, "review_facts", "reviewer", confirmed=True, **WHY)
    taking(case, "review_degree", "reviewer-2", confirmed=True, **WHY)
    taking(case, "notify", "evaluator", **REASONS)
    pass_days(by=BY, at=NOW + timedelta(days=20))
    taking(case, "decide", "evaluator-2", 21, **REASONS)
    return taking(case, "list", "publisher", 22, months=36, **WHY)


def test_the_whole_way(act_as: Casting, taking: Taking) -> None:
    case = listed(act_as, taking)
    assert (case.state, case.due_on) == ("listed", date(2029, 12, 12))
    assert case.data["grounds"][0][0] == "D.2"
    assert {grade for _, grade in case.data["readings"]} == {"D"}
    assert len(case.data["readings"]) == 64
    pass_days(by=BY, at=NOW + timedelta(days=3 * 366 + 30))
    case.refresh_from_db()
    assert case.state == "removed"


def test_the_two_reviews_are_blind_and_by_two(act_as: Casting, own: Acting, taking: Taking) -> None:
    case = opened(act_as)
    assert case not in cases_visible_to(own)
    taking(case, "review_degree", "reviewer", confirmed=True, reason="程度严重")
    with pytest.raises(ValidationError, match="另一位同事"):
        taking(case, "review_facts", "reviewer", confirmed=True, **WHY)
    assert [one.hidden for one in steps_told(act_as("reviewer-2"), case)] == [False, True]
    assert [one.hidden for one in steps_told(act_as("reviewer"), case)] == [False, False]
    taking(case, "review_facts", "reviewer-2", confirmed=False, reason="事实不清")
    assert [one.hidden for one in steps_told(act_as("reviewer-2"), case)] == [False, False, False]
    with pytest.raises(ValidationError, match="应当结案"):
        taking(case, "notify", "evaluator", **REASONS)
    assert taking(case, "drop", "reviewer", reason="事实不清").closed_at == NOW


def test_the_enterprise_is_heard(act_as: Casting, own: Acting, taking: Taking) -> None:
    case = opened(act_as)
    taking(case, "review_facts", "reviewer", confirmed=True, **WHY)
    taking(case, "review_degree", "reviewer-2", confirmed=True, **WHY)
    taking(case, "notify", "evaluator", **REASONS)
    assert case in cases_visible_to(own)
    # What was said among officers is not told.
    assert [one.step.name for one in steps_told(own, case)] == ["open"]
    taking(case, "ask_hearing", own.username, reason="要求听证")
    taking(case, "hold", "evaluator", reason="听证笔录")
    with pytest.raises(ValidationError, match=r"没有写到所依据的条款：D\.2"):
        taking(case, "decide", "evaluator-2", reason="情节严重")
    with pytest.raises(ValidationError, match="另一步"):
        taking(case, "decide", "evaluator", **REASONS)
    taking(case, "decide", "evaluator-2", **REASONS)
    with pytest.raises(ValidationError, match="填写期限"):
        taking(case, "list", "publisher", **WHY)
    assert "decide" in [one.step.name for one in steps_told(own, case)]


def test_no_exposure_where_a_reading_would_not_give_it(act_as: Casting, taking: Taking) -> None:
    facts: dict[str, Any] = {"kind": "quality_spot_check", "outcome": "fail"}
    for number, subject in enumerate(("P1", "P2"), 1):
        at = NOW - timedelta(days=30 - number)
        verified(act_as("ali"), act_as("bowen"), at, subject=subject, occurred_on=day(at), **facts)
    grades = {one.grade for one in under_readings(CODE, as_of=day(NOW), known_at=NOW)}
    case = Case.objects.filter(enterprise=enterprise(), kind=Kind.EXPOSURE).first()
    assert case
    assert grades == {"C", "D"}
    taking(case, "review_facts", "reviewer", confirmed=True, **WHY)
    taking(case, "review_degree", "reviewer-2", confirmed=True, **WHY)
    taking(case, "notify", "evaluator", **WHY)
    pass_days(by=BY, at=NOW + timedelta(days=20))
    with pytest.raises(ValidationError, match="不能曝光"):
        taking(case, "decide", "evaluator-2", 21, reason="D.1 D.4")


def annul(act_as: Casting, days: int) -> None:
    at = NOW + timedelta(days=days)
    record = Record.objects.get(kind="counterfeiting", superseded_at__isnull=True)
    proposed = archives.annul(by=act_as("ali", at), at=at, record=record, reason="判决撤销", ground="判 1")
    archives.verify(by=act_as("bowen", at), at=at, record=proposed)


def test_what_stood_on_an_annulled_act_is_undone(act_as: Casting, taking: Taking) -> None:
    case = listed(act_as, taking)
    annul(act_as, 30)
    case.refresh_from_db()
    assert (case.state, case.closed_at) == ("corrected", NOW + timedelta(days=30))
    undone = Case.objects.get(kind=Kind.UNDOING)
    assert undone.data["cases"] == [[case.pk, "correct", "corrected"]]
    assert undone.data["before"].startswith("严重失信")
    assert taking(undone, "tell", "evaluator", 31, reason="已函告").state == "told"


def test_before_it_is_listed_nothing_is_left_to_expose(act_as: Casting) -> None:
    case = opened(act_as)
    annul(act_as, 1)
    case.refresh_from_db()
    assert case.state == "dropped"


def test_repair_ends_a_listing(act_as: Casting, own: Acting, taking: Taking) -> None:
    one = seriously_bad(act_as)
    with pytest.raises(ValidationError, match="不在黑名单"):
        ask_repair(by=own, at=NOW, enterprise=one, reason="已改", promise="承诺")
    case = listed(act_as, taking)
    with pytest.raises(ValidationError, match="满一年"):
        ask_repair(by=own, at=NOW + timedelta(days=100), enterprise=one, reason="已改", promise="承诺")
    at = NOW + timedelta(days=400)
    repair = ask_repair(by=own, at=at, enterprise=one, reason="已改", promise="承诺")
    order = order_rectification(
        by=act_as("evaluator", at),
        at=at,
        enterprise=one,
        reason="还有一处",
        help_offered="指导",
        put_right_by=date(2028, 5, 1),
    )
    taking(repair, "examine", "evaluator", 401, confirmed=True, **WHY)
    with pytest.raises(ValidationError, match="没有完成的整改"):
        taking(repair, "repair", "reviewer", 402, **WHY)
    taking(order, "lift", "reviewer", 402, reason="已改")
    assert taking(repair, "repair", "reviewer", 402, **WHY).state == "repaired"
    case.refresh_from_db()
    assert case.state == "repaired"
    assert listing_of(one) is None


def test_an_extreme_case_is_reported(act_as: Casting, own: Acting, taking: Taking) -> None:
    case = listed(act_as, taking)
    at = NOW + timedelta(days=30)
    report = propose_elimination(
        by=act_as("evaluator", at), at=at, enterprise=case.enterprise, reason="恶劣影响"
    )
    assert report not in cases_visible_to(own)
    with pytest.raises(ValidationError, match="已有一件"):
        propose_elimination(by=act_as("evaluator-2", at), at=at, enterprise=case.enterprise, reason="又")
    taking(report, "approve", "reviewer", 31, **WHY)
    with pytest.raises(ValidationError, match="文书号"):
        taking(report, "report", "evaluator", 31, recipient="杭州市人民政府")
    taking(report, "report", "evaluator", 31, document="浙质〔2026〕3 号", recipient="杭州市人民政府")
    taking(report, "acknowledge", "evaluator", 32, document="杭政〔2026〕8 号")
    assert taking(report, "close_down", "evaluator", 60, document="杭政〔2027〕1 号", **WHY).state == "done"


def test_each_axis_has_its_case(act_as: Casting) -> None:
    enterprise(exporter=True)
    seriously_bad(act_as)
    cases = Case.objects.filter(kind=Kind.EXPOSURE).order_by("body__code")
    assert [one.body.code for one in cases] == ["P33", "Q33"]
