"""A, published: the whole way, and each way out of it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from bureau.accounts.permissions import Acting
from bureau.procedures.actions import advance, take
from bureau.procedures.following import pass_days
from bureau.procedures.models import Case
from bureau.procedures.opening import apply_for_publication
from bureau.ui.clock import day
from tests.bureau.conftest import NOW, Casting
from tests.bureau.objects import enterprise, verified
from tests.bureau.procedures.conftest import BY, Taking, good, grade_of

pytestmark = pytest.mark.django_db
WHY = {"reason": "档案与标准相符"}


def applied(act_as: Casting, own: Acting, **product: object) -> Case:
    one = good(act_as, **product)
    assert grade_of(one) == "A"
    return apply_for_publication(by=own, at=NOW, enterprise=one)


def published(act_as: Casting, own: Acting, taking: Taking) -> Case:
    case = applied(act_as, own)
    taking(case, "accept", "evaluator")
    taking(case, "evaluate", "evaluator", confirmed=True, **WHY)
    taking(case, "approve", "reviewer", **WHY)
    pass_days(by=BY, at=NOW + timedelta(days=20))
    return taking(case, "publish", "publisher", 21, months=12, **WHY)


def test_the_whole_way(act_as: Casting, own: Acting, taking: Taking) -> None:
    case = published(act_as, own, taking)
    assert (case.state, case.standing_outcome, case.due_on) == ("published", True, date(2027, 12, 11))
    assert [one.name for one in case.steps.all()] == [
        "open",
        "accept",
        "evaluate",
        "approve",
        "notice_over",
        "publish",
    ]
    with pytest.raises(ValidationError, match="期满前 90 天"):
        apply_for_publication(by=own, at=NOW + timedelta(days=22), enterprise=case.enterprise)
    pass_days(by=BY, at=NOW + timedelta(days=500))
    case.refresh_from_db()
    assert (case.state, case.standing_outcome, case.closed_at is not None) == ("expired", False, True)


def test_a_renewal_takes_the_place_of_what_is_published(act_as: Casting, own: Acting, taking: Taking) -> None:
    first = published(act_as, own, taking)
    at = NOW + timedelta(days=330)
    again = apply_for_publication(by=own, at=at, enterprise=first.enterprise)
    taking(again, "accept", "evaluator", 330)
    taking(again, "evaluate", "evaluator", 330, confirmed=True, **WHY)
    taking(again, "approve", "reviewer", 330, **WHY)
    advance(by=BY, at=at, case=again, step="notice_over")
    taking(again, "publish", "publisher", 331, months=12, **WHY)
    first.refresh_from_db()
    assert first.state == "expired"


def test_the_laboratory_is_heard_where_the_law_asks_it(act_as: Casting, own: Acting, taking: Taking) -> None:
    case = applied(act_as, own, statutory_inspection=True)
    with pytest.raises(ValidationError, match="应当请检验单位"):
        taking(case, "accept", "evaluator")
    with pytest.raises(ValidationError, match="请选择检验单位"):
        taking(case, "accept_for_opinion", "evaluator")
    with pytest.raises(PermissionDenied):
        taking(case, "give_opinion", "laboratory", confirmed=True, **WHY)
    taking(case, "accept_for_opinion", "evaluator", laboratory="DEMOLAB")
    with pytest.raises(ValidationError, match="等待检验单位意见"):
        taking(case, "evaluate", "evaluator", confirmed=True, **WHY)
    taking(case, "give_opinion", "laboratory", confirmed=False, **WHY)
    assert taking(case, "evaluate", "evaluator", confirmed=False, **WHY).state == "evaluated"


def test_four_eyes(act_as: Casting, own: Acting, taking: Taking) -> None:
    case = applied(act_as, own)
    with pytest.raises(PermissionDenied):
        take(by=own, at=NOW, case=case, step="accept")
    with pytest.raises(PermissionDenied, match="系统"):
        taking(case, "lapse", "evaluator")
    taking(case, "accept", "evaluator")
    with pytest.raises(ValidationError, match="写明理由"):
        taking(case, "evaluate", "evaluator", confirmed=True, reason=" ")
    seen = case.version
    taking(case, "evaluate", "evaluator", confirmed=True, **WHY)
    with pytest.raises(ValidationError, match="另一位同事办理过"):
        take(by=act_as("reviewer"), at=NOW, case=case, step="approve", given=WHY, version=seen)
    case.steps.create(
        name="evaluate", state="evaluating", to="evaluated", at=NOW, person=act_as("reviewer").person
    )
    with pytest.raises(ValidationError, match="另一位同事办理"):
        taking(case, "approve", "reviewer", **WHY)
    assert taking(case, "decline", "reviewer-2", **WHY).state == "refused"
    # Whose records they are keeps out.
    again = apply_for_publication(by=own, at=NOW, enterprise=enterprise())
    again.data = {"records": list(again.enterprise.records.values_list("pk", flat=True))}
    again.save()
    with pytest.raises(ValidationError, match="应当回避"):
        take(by=act_as("evaluator"), at=NOW, case=_written_by(again, act_as("evaluator")), step="accept")


def _written_by(case: Case, by: Acting) -> Case:
    made = case.enterprise.records.create(
        source="P33",
        record_id="自己",
        kind="violation",
        occurred_on=day(NOW),
        state="draft",
        entered_by=by.person,
        body=by.body,
    )
    case.data = {"records": [made.pk]}
    case.save()
    return case


def test_it_follows_the_grade(act_as: Casting, own: Acting, taking: Taking) -> None:
    case = published(act_as, own, taking)
    at = NOW + timedelta(days=22)
    verified(
        act_as("ali", at),
        act_as("bowen", at),
        at,
        kind="accident",
        outcome="general",
        subject="",
        contested=True,
    )
    case.refresh_from_db()
    assert (case.state, grade_of(case.enterprise)) == ("suspended", "U")
    with pytest.raises(ValidationError, match="等级确定"):
        taking(case, "restore", "publisher", 23, **WHY)
    assert take(by=own, at=at, case=case, step="withdraw").state == "withdrawn"


def test_nothing_is_left_to_evaluate(act_as: Casting, own: Acting, taking: Taking) -> None:
    case = applied(act_as, own)
    taking(case, "accept", "evaluator")
    verified(act_as("ali"), act_as("bowen"), NOW, kind="accident", outcome="general", subject="")
    case.refresh_from_db()
    assert (case.state, case.closed_at) == ("lapsed", NOW)
    with pytest.raises(ValidationError, match="可以申请公示"):
        apply_for_publication(by=own, at=NOW, enterprise=case.enterprise)


def test_the_public_may_object(act_as: Casting, own: Acting, taking: Taking) -> None:
    case = applied(act_as, own)
    taking(case, "accept", "evaluator")
    taking(case, "evaluate", "evaluator", confirmed=True, **WHY)
    taking(case, "send_back", "reviewer", reason="缺少说明")
    taking(case, "evaluate", "evaluator", confirmed=True, **WHY)
    taking(case, "approve", "reviewer", **WHY)
    taking(case, "object", "evaluator", reason="有人举报")
    taking(case, "dismiss", "reviewer", reason="查无实据")
    taking(case, "object", "evaluator", reason="又有人举报")
    assert taking(case, "uphold", "reviewer", reason="属实").state == "refused"
