"""Cases and measures follow decisions that move nothing, many at once, and again; nobody is told twice."""

from datetime import date, timedelta
from typing import Any

import pytest

from bureau.accounts.models import Body
from bureau.accounts.permissions import Acting
from bureau.archives import actions as archives
from bureau.archives.models import Change, Record
from bureau.enterprises import facets
from bureau.grades import followers as grades
from bureau.grades.filters import FACET
from bureau.grades.grounds import present
from bureau.grades.models import Decision
from bureau.measures import actions as measures
from bureau.measures.models import Task
from bureau.procedures import followers, following
from bureau.procedures.effects import after_months
from bureau.procedures.models import Case
from bureau.procedures.opening import apply_for_publication, object_to
from bureau.procedures.queries import cases_visible_to, may_see_case
from bureau.procedures.ways import Kind
from bureau.ui.clock import day
from tests.bureau.conftest import NOW, Casting, Signing
from tests.bureau.objects import CODE, a_case, enterprise, verified
from tests.bureau.procedures.conftest import BY, Taking, good, seriously_bad

pytestmark = pytest.mark.django_db
WHY = {"reason": "理由 D.2"}
OTHER = "91330106MA2B00001X"


def test_nobody_is_told_twice() -> None:
    grades.follow(following.on_decided)
    assert grades.FOLLOWERS.count(following.on_decided) == 1
    facets.offer(FACET)
    assert facets.FACETS.count(FACET) == 1
    told = list(followers.FOLLOWERS)
    followers.follow_cases(told[0])
    assert told == followers.FOLLOWERS


def test_a_term_ends_with_its_month() -> None:
    assert after_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert after_months(date(2026, 12, 11), 12) == date(2027, 12, 11)


def test_a_draft_goes_with_its_grade(act_as: Casting) -> None:
    first = verified(act_as("ali"), act_as("bowen"), NOW)
    facts = {"kind": "accident", "outcome": "general", "subject": ""}
    second = verified(act_as("ali"), act_as("bowen"), NOW + timedelta(minutes=1), **facts)
    case = Case.objects.get(kind=Kind.WARNING)
    for number, record in enumerate((first, second), 1):
        at = NOW + timedelta(days=number)
        proposed = archives.annul(by=act_as("ali"), at=at, record=record, reason="撤销", ground="文 1")
        archives.verify(by=act_as("bowen"), at=at, record=proposed)
    case.refresh_from_db()
    assert case.state == "discarded"


def test_what_is_already_so_stays(act_as: Casting, own: Acting, taking: Taking, sign_in: Signing) -> None:
    one = good(act_as)
    case = apply_for_publication(by=own, at=NOW, enterprise=one)
    assert "请检验单位" not in sign_in("evaluator").get(f"/cases/{case.pk}/").content.decode()
    decision = present(CODE)
    assert decision
    following.on_decided([decision], NOW)
    case.refresh_from_db()
    assert case.state == "applied"
    Case.objects.filter(pk=case.pk).update(
        state="suspended", standing_outcome=True, data={"until": "2027-12-11"}
    )
    following.on_decided([_decided("B")], NOW)
    case.refresh_from_db()
    assert case.state == "suspended"
    case.steps.create(name="notice_over", state="noticed", to="ready", at=NOW)
    assert taking(case, "restore", "publisher", 1, **WHY).state == "published"


def _decided(grade: str, code: str = CODE) -> Decision:
    return Decision(enterprise_id=code, grade=grade, met=[f"{grade}.1"], known_at=NOW + timedelta(days=9))


def test_a_listing_keeps_its_term_when_time_moves_the_grade(act_as: Casting) -> None:
    one = seriously_bad(act_as)
    records = list(Record.objects.values_list("pk", flat=True))
    Case.objects.update(state="listed", standing_outcome=True, data={"records": records})
    following.on_decided([_decided("C")], NOW)
    case = Case.objects.get(enterprise=one, kind=Kind.EXPOSURE)
    assert case.state == "listed"


def test_many_of_one_place_at_once() -> None:
    enterprise()
    enterprise(code=OTHER, name="杭州博文机械有限公司")
    following.on_decided([_decided("D"), _decided("D", OTHER)], NOW)
    assert [one.body.code for one in Case.objects.filter(kind=Kind.EXPOSURE)] == ["P33", "P33"]
    for code in (CODE, OTHER):
        Record.objects.create(
            source="P33",
            record_id=code,
            enterprise_id=code,
            kind="external_report",
            outcome="dishonest",
            occurred_on=day(NOW),
            recorded_at=NOW,
            state="verified",
        )
    measures.follow([CODE, OTHER], NOW)
    assert Task.objects.filter(code="X.focus").count() == 2


def test_late_once_and_left_where_nobody_is_in_charge(act_as: Casting, own: Acting) -> None:
    record = verified(act_as("ali"), act_as("bowen"), NOW - timedelta(days=1))
    case = object_to(by=own, at=NOW, enterprise=record.enterprise, record=record, reason="不是本厂产品")
    at = NOW + timedelta(days=10)
    following.pass_days(by=BY, at=at)
    Body.objects.filter(code="P33").update(valid_to=day(NOW))
    assert following.pass_days(by=BY, at=at) == 0
    case.refresh_from_db()
    assert (case.body.code, case.late_since) == ("P33", day(at))


def test_what_is_seen_is_what_may_be_seen(act_as: Casting, own: Acting) -> None:
    seriously_bad(act_as)
    a_case()
    for by in (
        own,
        *(act_as(name) for name in ("evaluator", "chen", "laboratory", "ningbo", "nation-reviewer")),
    ):
        seen = set(cases_visible_to(by))
        assert seen == {one for one in Case.objects.all() if may_see_case(by, one)}
    assert Case.objects.count() == 2


def test_an_inspection_that_failed_asks_for_a_new_term(
    act_as: Casting, sign_in: Signing, own: Acting, taking: Taking
) -> None:
    case = Case.objects.get(pk=a_case()["pk"])
    taking(case, "receive", own.username)
    taking(case, "submit", own.username, 1, reason="已改")
    page = sign_in("evaluator").get(f"/cases/{case.pk}/fail/").content.decode()
    assert 'name="put_right_by"' in page
    assert act_as("evaluator").body == case.body


def test_a_record_is_not_changed_twice(act_as: Casting) -> None:
    record = verified(act_as("ali"), act_as("bowen"), NOW)
    given: dict[str, Any] = {"by": BY, "record": record, "first": None, "reason": "异议", "ground": "文 1"}
    for number, change in enumerate((Change.CONTEST, Change.CONTEST, Change.ANNULMENT, Change.SETTLEMENT), 1):
        archives.impose(at=NOW + timedelta(days=number), change=change, **given)
    versions = Record.objects.order_by("recorded_at").values_list("change", flat=True)
    assert list(versions) == ["entry", "contest", "annulment"]
