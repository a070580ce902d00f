"""Objection on two levels, rectification, warnings, and deadlines that always end somewhere."""

from datetime import date, timedelta
from io import StringIO
from typing import Any

import holidays
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from bureau.accounts.models import Body
from bureau.accounts.permissions import Acting
from bureau.archives.models import Record
from bureau.procedures.actions import advance, declare_interest, enter_holidays, open_case, take
from bureau.procedures.following import pass_days
from bureau.procedures.models import Case
from bureau.procedures.opening import body_for, object_to, order_rectification
from bureau.procedures.ways import Kind
from bureau.procedures.working_days import UnknownYear, is_working_day, last_day
from tests.bureau.conftest import NOW, Casting
from tests.bureau.objects import enterprise, verified
from tests.bureau.procedures.conftest import BY, Taking, grade_of

pytestmark = pytest.mark.django_db
WHY = {"reason": "理由"}


def objected(act_as: Casting, own: Acting) -> Case:
    record = verified(act_as("ali"), act_as("bowen"), NOW - timedelta(days=1))
    assert grade_of(record.enterprise) == "C"
    return object_to(by=own, at=NOW, enterprise=record.enterprise, record=record, reason="不是本厂产品")


def standing() -> Record:
    return Record.objects.get(superseded_at__isnull=True, state="verified")


def test_upheld(act_as: Casting, own: Acting, taking: Taking) -> None:
    case = objected(act_as, own)
    assert case.due_on == date(2026, 11, 23)
    taking(case, "mark", "evaluator", 1)
    assert (standing().contested, grade_of(case.enterprise)) == (True, "U")
    with pytest.raises(ValidationError, match="文书号"):
        taking(case, "uphold", "reviewer", 2, **WHY)
    taking(case, "uphold", "reviewer", 2, document="浙质〔2026〕5 号", **WHY)
    assert (standing().change, standing().verified_by) == ("annulment", act_as("reviewer").person)
    undone = Case.objects.get(kind=Kind.UNDOING)
    assert undone.data["annulled"] == str(standing())


def test_dismissed_and_taken_further(act_as: Casting, own: Acting, taking: Taking) -> None:
    case = objected(act_as, own)
    with pytest.raises(ValidationError, match="已有一件"):
        object_to(by=own, at=NOW, enterprise=case.enterprise, record=case.record, reason="再提")
    taking(case, "mark", "evaluator", 1)
    taking(case, "extend", "reviewer", 2, reason="要检验")
    taking(case, "dismiss", "reviewer", 3, reason="样品来自本厂")
    with pytest.raises(PermissionDenied):
        taking(case, "appeal", "ali", 4, **WHY)
    taking(case, "appeal", own.username, 4, reason="不服")
    with pytest.raises(PermissionDenied):
        taking(case, "dismiss_appeal", "reviewer", 5, **WHY)
    taking(case, "dismiss_appeal", "nation-reviewer", 5, **WHY)
    assert (standing().contested, grade_of(case.enterprise)) == (False, "C")


def test_appeal_upheld_and_withdrawn(act_as: Casting, own: Acting, taking: Taking) -> None:
    case = objected(act_as, own)
    taking(case, "mark", "evaluator", 1)
    taking(case, "dismiss", "reviewer", 2, **WHY)
    taking(case, "appeal", own.username, 3, **WHY)
    taking(case, "uphold_appeal", "nation-reviewer", 4, document="质检〔2026〕2 号", **WHY)
    assert standing().change == "annulment"
    # Nothing is left to mark, and nothing is written.
    second = object_to(
        by=own, at=NOW + timedelta(days=5), enterprise=case.enterprise, record=None, reason="等级"
    )
    taking(second, "mark", "evaluator", 6)
    assert taking(second, "withdraw", own.username, 7).state == "withdrawn"
    with pytest.raises(ValidationError, match="现行的记录"):
        object_to(by=own, at=NOW, enterprise=case.enterprise, record=standing(), reason="已撤销")


def test_without_an_appeal_it_is_settled(act_as: Casting, own: Acting, taking: Taking) -> None:
    case = objected(act_as, own)
    taking(case, "mark", "evaluator", 1)
    taking(case, "dismiss", "reviewer", 2, **WHY)
    pass_days(by=BY, at=NOW + timedelta(days=30))
    case.refresh_from_db()
    assert (case.state, standing().contested, standing().entered_by) == ("closed", False, None)


def test_what_does_no_harm_bears_no_mark(act_as: Casting, own: Acting, taking: Taking) -> None:
    record = verified(act_as("ali"), act_as("bowen"), NOW, outcome="pass")
    case = object_to(by=own, at=NOW, enterprise=record.enterprise, record=record, reason="数字不对")
    taking(case, "mark", "evaluator", 1)
    assert not standing().contested


def test_rectification(act_as: Casting, own: Acting, taking: Taking) -> None:
    one = enterprise()
    given = {"reason": "标识不全", "help_offered": "派员指导"}
    with pytest.raises(ValidationError, match="今天以后"):
        order_rectification(
            by=act_as("evaluator"), at=NOW, enterprise=one, put_right_by=date(2026, 1, 1), **given
        )
    case = order_rectification(
        by=act_as("evaluator"), at=NOW, enterprise=one, put_right_by=date(2026, 12, 15), **given
    )
    take(by=own, at=NOW, case=case, step="receive")
    assert Case.objects.get(pk=case.pk).due_on == date(2026, 12, 15)
    pass_days(by=BY, at=NOW + timedelta(days=40))
    case.refresh_from_db()
    assert case.state == "overdue"
    taking(case, "submit", own.username, 41, reason="已改")
    with pytest.raises(ValidationError, match="另一步"):
        taking(case, "pass", "evaluator", 42, **WHY)
    with pytest.raises(ValidationError, match="今天以后"):
        taking(case, "fail", "evaluator-2", 42, put_right_by=date(2026, 12, 1), **WHY)
    taking(case, "fail", "evaluator-2", 42, put_right_by=date(2027, 3, 1), **WHY)
    taking(case, "submit", own.username, 43, reason="全改了")
    assert taking(case, "pass", "hangzhou", 44, **WHY).state == "put_right"


def test_warnings_are_drafted_and_sent_by_a_person(act_as: Casting, own: Acting, taking: Taking) -> None:
    for number, kind in enumerate(("quality_spot_check", "accident")):
        facts = {"outcome": "fail"} if number == 0 else {"outcome": "general", "subject": ""}
        verified(act_as("ali"), act_as("bowen"), NOW + timedelta(minutes=number), kind=kind, **facts)
    case = Case.objects.get(kind=Kind.WARNING)
    with pytest.raises(ValidationError, match="黄牌"):
        taking(case, "send", "evaluator", 1, **WHY)
    taking(case, "send", "evaluator", 1, level="yellow", **WHY)
    take(by=own, at=NOW + timedelta(days=2), case=case, step="acknowledge")
    assert taking(case, "close", "evaluator", 9, reason="已改").state == "closed"


def test_a_deadline_in_a_year_that_nobody_knows_is_not_estimated(
    act_as: Casting, own: Acting, taking: Taking
) -> None:
    case = objected(act_as, own)
    at = 38
    taking(case, "mark", "evaluator", at)
    taking(case, "dismiss", "reviewer", at, **WHY)
    case.refresh_from_db()
    assert (case.due_on, case.waiting_days) == (None, 10)
    assert pass_days(by=BY, at=NOW + timedelta(days=300)) == 0
    with pytest.raises(UnknownYear):
        is_working_day(date(2027, 1, 4))
    given: dict[str, Any] = {"document": "国办发明电〔2026〕9 号", "days_worked": [date(2027, 1, 3)]}
    with pytest.raises(ValidationError, match="不在这一年"):
        enter_holidays(by=act_as("nation"), at=NOW, year=2027, days_off=[date(2026, 1, 1)], **given)
    notice = enter_holidays(by=act_as("nation"), at=NOW, year=2027, days_off=[date(2027, 1, 1)], **given)
    case.refresh_from_db()
    # 29, 30 and 31 December, then from 3 January, a Sunday that is worked.
    assert (str(notice), case.due_on) == ("2027", date(2027, 1, 11))
    assert is_working_day(date(2027, 1, 3))
    assert not is_working_day(date(2027, 1, 9))
    assert last_day(date(2026, 9, 30), 1) == date(2026, 10, 8)


def test_who_has_an_interest_keeps_out(act_as: Casting, own: Acting, taking: Taking) -> None:
    case = objected(act_as, own)
    declare_interest(by=act_as("evaluator"), at=NOW, case=case, reason="亲属")
    with pytest.raises(ValidationError, match="已经申报"):
        declare_interest(by=act_as("evaluator"), at=NOW, case=case, reason="亲属")
    with pytest.raises(ValidationError, match="回避"):
        taking(case, "mark", "evaluator")
    assert str(case.interests.get()) == "平评"
    # A body that has nothing to do with it takes no step either.
    other = Body.objects.get(code="P32")
    Case.objects.filter(pk=case.pk).update(body=other)
    with pytest.raises(PermissionDenied, match="承办"):
        taking(case, "mark", "evaluator-2")


def test_late_cases_and_dissolved_bodies(act_as: Casting, own: Acting) -> None:
    case = objected(act_as, own)
    assert pass_days(by=BY, at=NOW + timedelta(days=10)) == 1
    case.refresh_from_db()
    assert (case.late_since, case.tone) == (date(2026, 11, 30), "bad")
    local = Body.objects.get(code="L3301")
    Case.objects.filter(pk=case.pk).update(body=local)
    Body.objects.filter(pk=local.pk).update(valid_to=date(2026, 11, 1))
    said = StringIO()
    call_command("procedures_due", stdout=said)
    case.refresh_from_db()
    assert "1 件" in said.getvalue()
    last = case.steps.last()
    assert last
    assert (case.body.code, last.name, str(last)) == ("P33", "transfer", "移交")


def test_steps_only_grow_and_states_are_those_of_the_table(act_as: Casting, own: Acting) -> None:
    case = objected(act_as, own)
    for statement in ("UPDATE procedures_step SET reason = ''", "DELETE FROM procedures_step"):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            connection.cursor().execute(statement)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state="published")
    with pytest.raises(ValidationError, match="系统办理"):
        advance(by=BY, at=NOW, case=case, step="mark")
    with pytest.raises(ValidationError, match="已有一件"):
        open_case(
            by=BY, at=NOW, kind=Kind.OBJECTION, enterprise=case.enterprise, body=case.body, record=case.record
        )


def test_a_place_that_nobody_is_in_charge_of() -> None:
    away = enterprise(code="91330106MA2B00003X", name="境外商社", region="990000")
    with pytest.raises(ValidationError, match="没有找到管辖"):
        body_for(away, NOW)


def test_two_calendars_agree_on_the_days_worked() -> None:
    off = holidays.country_holidays("CN", years=range(2008, 2027))
    for year in range(2008, 2027):
        day = date(year, 1, 1)
        while day.year == year:
            ordinary = day.isoweekday() <= 5
            # A holiday on a weekday is off in both; which weekends are worked instead only the notices say.
            if ordinary:
                assert is_working_day(day) == (day not in off), day
            day += timedelta(days=1)
