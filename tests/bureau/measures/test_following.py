"""Measures of all grades open and close by themselves; what is a task, a person does and proves."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from bureau.accounts.models import Body
from bureau.archives import actions as archives
from bureau.archives.models import Record
from bureau.archives.vocabulary import kinds, standard
from bureau.audit.models import Event
from bureau.enterprises.models import Product
from bureau.measures import actions
from bureau.measures.catalogue import FOLLOWS, NEEDS, POLARITIES, SIDES, catalogue, facts
from bureau.measures.draws import by_weight, draw
from bureau.measures.following import pass_days
from bureau.measures.models import Task
from bureau.measures.queries import may_see_measure, measures_visible_to
from bureau.procedures.models import Case
from bureau.procedures.ways import Kind
from bureau.ui.clock import day
from tests.bureau.conftest import NOW, Casting
from tests.bureau.objects import CODE, enterprise, verified
from tests.bureau.procedures.conftest import good, grade_of, seriously_bad

pytestmark = pytest.mark.django_db


def in_force() -> set[str]:
    return set(Task.objects.filter(enterprise=CODE, closed_at__isnull=True).values_list("code", flat=True))


def test_the_catalogue_quotes_the_opinion() -> None:
    known = standard().decision.grades
    for one in catalogue().values():
        assert one.quote in standard().text, one.code
        assert one.follows in FOLLOWS
        assert one.polarity in POLARITIES
        assert one.needs in {*NEEDS, *facts()}
        assert one.side in SIDES
        assert set(one.grades) <= set(known)
        assert one.grades or one.follows == "fact"
        assert one.tone in {"good", "warn", "bad"}
    for fact in facts().values():
        assert kinds()[fact.kind].outcome(fact.outcome)
    # 国家免检 ended in 2008.
    assert catalogue()["A.exempt_products"].holds_on(date(2008, 9, 17))
    assert not catalogue()["A.exempt_products"].holds_on(date(2008, 9, 18))


def test_incentives_follow_the_settled_grade(act_as: Casting) -> None:
    one = good(act_as)
    assert in_force() == {"A.frequency", "A.recommend", "A.protect"}
    facts_of = {"kind": "accident", "outcome": "general", "subject": "", "contested": True}
    verified(act_as("ali"), act_as("bowen"), NOW, **facts_of)
    assert grade_of(one) == "U"
    # Incentives need the settled grade; supervision follows the worst that is possible.
    assert in_force() == {"C.focus", "C.checks"}
    assert Task.objects.get(code="A.protect").state == Task.State.ENDED
    event = Event.objects.filter(event="measures.followed").first()
    assert event
    assert (event.change["opened"], event.change["closed"]) == (2, 3)


def test_an_exporter_and_a_product_under_permit(act_as: Casting) -> None:
    enterprise(exporter=True)
    Product.objects.create(enterprise=enterprise(), code="P2", name="酱", permit_required=True)
    happened = {"occurred_on": day(NOW) - timedelta(days=31), "inspected": 20, "passed": 20}
    verified(
        act_as("ali"),
        act_as("bowen"),
        NOW - timedelta(days=29),
        kind="export_inspection",
        outcome="done",
        **happened,
    )
    permit = {"kind": "permit", "outcome": "granted", "subject": "P2", "due_on": date(2030, 1, 1)}
    verified(act_as("ali"), act_as("bowen"), NOW - timedelta(days=28), **permit)
    good(act_as)
    lane = Task.objects.get(code="A.fast_lane")
    assert (lane.body.code, lane.state) == ("Q33", "standing")
    review = Task.objects.get(code="A.annual_review")
    assert review.ends_on == date(2027, 10, 23)
    said = StringIO()
    assert pass_days(at=NOW + timedelta(days=400)) == 1
    assert Task.objects.filter(code="A.annual_review", closed_at__isnull=True).count() == 1
    call_command("measures_due", stdout=said)
    assert "0 家" in said.getvalue()


def test_what_is_untrustworthy_is_told_watched_and_helped(act_as: Casting) -> None:
    honour = {"kind": "honour", "outcome": "granted", "subject": "省名牌", "due_on": date(2030, 1, 1)}
    verified(act_as("ali"), act_as("bowen"), NOW - timedelta(days=3), **honour)
    verified(act_as("ali"), act_as("bowen"), NOW)
    assert in_force() == {"C.focus", "C.tell", "C.checks", "C.rectify", "C.honours", "C.service"}
    task = Task.objects.get(code="C.honours")
    assert (task.label, task.due_on) == ("撤销或者暂停质量奖励和扶持：省名牌", date(2026, 12, 18))
    task = Task.objects.get(code="C.service")
    Task.objects.filter(pk=task.pk).update(due_on=date(2026, 12, 18))
    task.refresh_from_db()
    assert task.is_late_on(date(2026, 12, 19))
    assert not task.is_late_on(date(2026, 12, 18))
    with pytest.raises(PermissionDenied):
        actions.do(by=act_as("ali"), at=NOW, task=task, proof="上门指导")
    with pytest.raises(ValidationError, match="承办单位的人员"):
        actions.assign(by=act_as("evaluator"), at=NOW, task=task, person=act_as("chen").person)
    actions.assign(by=act_as("evaluator"), at=NOW, task=task, person=act_as("evaluator-2").person)
    actions.do(by=act_as("evaluator"), at=NOW, task=task, proof="已上门指导", document="浙质〔2026〕9 号")
    task.refresh_from_db()
    assert (task.state, task.tone, task.assignee) == ("done", "good", act_as("evaluator-2").person)
    with pytest.raises(ValidationError, match="已办"):
        actions.do(by=act_as("evaluator"), at=NOW, task=task, proof="再办")
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(code="C.tell").update(state="done")
    # A done task stays done when its ground goes.
    record = Record.objects.get(kind="quality_spot_check", superseded_at__isnull=True)
    at = NOW + timedelta(days=1)
    proposed = archives.annul(by=act_as("ali"), at=at, record=record, reason="撤销", ground="文 2")
    archives.verify(by=act_as("bowen"), at=at, record=proposed)
    task.refresh_from_db()
    assert (task.state, task.closed_at) == ("done", at)
    assert not in_force() & {"C.tell", "C.rectify"}


def test_other_departments_move_measures_and_never_the_grade(act_as: Casting) -> None:
    one = good(act_as)
    report = {"kind": "external_report", "outcome": "dishonest", "subject": ""}
    made = verified(act_as("ali"), act_as("bowen"), NOW, **report)
    assert grade_of(one) == "A"
    assert "X.focus" in in_force()
    at = NOW + timedelta(days=1)
    proposed = archives.annul(by=act_as("ali"), at=at, record=made, reason="撤销", ground="文 3")
    archives.verify(by=act_as("bowen"), at=at, record=proposed)
    assert "X.focus" not in in_force()


def test_a_closed_fact_and_an_expired_one_count_no_more(act_as: Casting) -> None:
    gone = {"kind": "honour", "outcome": "granted", "occurred_on": date(2020, 1, 1)}
    verified(act_as("ali"), act_as("bowen"), NOW, subject="旧", due_on=date(2023, 1, 1), **gone)
    verified(act_as("ali"), act_as("bowen"), NOW, subject="撤", closed_on=date(2024, 1, 1), **gone)
    verified(act_as("ali"), act_as("bowen"), NOW)
    assert "C.honours" not in in_force()


def test_the_worst_grade_and_its_repair(act_as: Casting) -> None:
    one = seriously_bad(act_as)
    lack = {"kind": "qualification", "outcome": "absent", "subject": "生产许可"}
    verified(act_as("ali"), act_as("bowen"), NOW, **lack)
    assert in_force() == {"C.focus", "D.checks", "D.ban"}
    case = Case.objects.get(enterprise=one, kind=Kind.EXPOSURE)
    Case.objects.filter(pk=case.pk).update(state="listed", standing_outcome=True)
    actions.follow([CODE], NOW)
    assert {"D.blacklist", "D.disclose"} <= in_force()
    Case.objects.filter(pk=case.pk).update(
        state="repaired", standing_outcome=False, closed_at=NOW + timedelta(days=400)
    )
    actions.follow([CODE], NOW + timedelta(days=400))
    assert in_force() == set()


def test_what_nobody_is_in_charge_of_is_left(act_as: Casting) -> None:
    Body.objects.filter(code="P33").update(valid_to=date(2026, 1, 1))
    record = {"source": "P33", "record_id": "1", "kind": "external_report", "outcome": "dishonest"}
    moments = {"occurred_on": day(NOW), "recorded_at": NOW, "state": "verified"}
    Record.objects.create(enterprise=enterprise(), **record, **moments)
    actions.follow([CODE], NOW)
    assert in_force() == set()
    assert measures_visible_to(act_as("chen")).count() == 0


def test_a_draw_can_be_done_again_by_anybody(act_as: Casting) -> None:
    weights = {f"{number:03}": 400 if number < 50 else 50 for number in range(100)}
    first = by_weight(weights, count=20, seed="2026-11-20")
    assert first == by_weight(dict(reversed(weights.items())), count=20, seed="2026-11-20")
    assert first != by_weight(weights, count=20, seed="另一个")
    heavy = sum(
        1 for number in range(200) for one in by_weight(weights, count=10, seed=str(number)) if one < "050"
    )
    # Eight to one, in weight: of 2,000 draws near 1,700 (fewer as the heavy ones are used up).
    assert 1600 < heavy < 1850
    seriously_bad(act_as)
    (drawn,) = draw(act_as("evaluator"), count=5, seed="1")
    assert (drawn.enterprise.code, drawn.weight) == (CODE, 400)
    task = Task.objects.filter(enterprise=CODE).select_related("enterprise")[0]
    assert may_see_measure(act_as("evaluator"), task)
    assert not may_see_measure(act_as("chen"), task)
