"""Who is away and who is there; what is in one person's hands passes into another's, and nothing is lost."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bureau.absences.actions import end, enter, pass_on
from bureau.absences.holdings import HOLDINGS, WAITING, tell, tell_waiting
from bureau.absences.models import Absence
from bureau.absences.queries import (
    absences_visible_to,
    cover_of,
    in_hand,
    is_away,
    may_see_absence,
    people_of,
)
from bureau.accounts.demo import CAST
from bureau.accounts.models import Membership, Person
from bureau.accounts.roles import Role
from bureau.audit.models import Event
from bureau.leads.actions import take_up
from bureau.leads.models import Lead
from bureau.measures.actions import assign
from bureau.measures.models import Task
from bureau.measures.queries import colleagues
from bureau.notices.queries import news_for
from bureau.ui.clock import day, now
from tests.bureau.conftest import NOW, Casting, Signing
from tests.bureau.objects import a_lead, a_measure

pytestmark = pytest.mark.django_db(databases="__all__")
TODAY = day(NOW)
DAY = timedelta(days=1)


def person(username: str) -> Person:
    return Person.objects.get(username=username)


def task_of(act_as: Casting, username: str = "evaluator") -> Task:
    task = Task.objects.get(**a_measure())
    assign(by=act_as(username), at=NOW, task=task, person=person(username))
    return Task.objects.get(pk=task.pk)


def test_each_enters_his_own_and_supervisors_those_of_the_body(act_as: Casting) -> None:
    ali, supervisor = act_as("ali"), act_as("supervisor")
    made = enter(by=ali, at=NOW, person=person("ali"), first=TODAY, last=TODAY + 5 * DAY)
    assert str(made) == "阿丽 2026-11-20 – 2026-11-25"
    other = enter(by=supervisor, at=NOW, person=person("bowen"), first=TODAY + DAY, last=TODAY + DAY)
    with pytest.raises(PermissionDenied):
        enter(by=ali, at=NOW, person=person("bowen"), first=TODAY, last=TODAY)
    with pytest.raises(PermissionDenied):
        enter(by=supervisor, at=NOW, person=person("chen"), first=TODAY, last=TODAY)
    assert set(absences_visible_to(ali, TODAY)) == {made}
    assert set(absences_visible_to(supervisor, TODAY)) == {made, other}
    assert may_see_absence(ali, made, TODAY)
    assert not may_see_absence(act_as("chen"), made, TODAY)
    assert list(people_of(ali, TODAY)) == [person("ali")]
    assert is_away(person("ali"), TODAY)
    assert not is_away(person("bowen"), TODAY)
    assert not list(absences_visible_to(supervisor, TODAY + 6 * DAY))
    assert set(Event.objects.filter(event="absences.entered").values_list("username", flat=True)) == {
        "ali",
        "supervisor",
    }


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (TODAY + DAY, TODAY),
        (TODAY - 9 * DAY, TODAY - DAY),
        (TODAY, TODAY + timedelta(days=366)),
        (TODAY + 2 * DAY, TODAY + 8 * DAY),
    ],
)
def test_days_that_make_no_sense_are_refused(act_as: Casting, first: date, last: date) -> None:
    by, ali = act_as("ali"), person("ali")
    enter(by=by, at=NOW, person=ali, first=TODAY + 8 * DAY, last=TODAY + 9 * DAY)
    with pytest.raises(ValidationError):
        enter(by=by, at=NOW, person=ali, first=first, last=last)
    assert Absence.objects.count() == 1


def test_back_early(act_as: Casting) -> None:
    by, ali = act_as("ali"), person("ali")
    made = enter(by=by, at=NOW, person=ali, first=TODAY, last=TODAY + 9 * DAY)
    later = enter(by=by, at=NOW, person=ali, first=TODAY + 20 * DAY, last=TODAY + 21 * DAY)
    end(by=by, at=NOW + 2 * DAY, absence=made)
    assert [made.covers(TODAY + n * DAY) for n in range(3)] == [True, True, True]
    made.refresh_from_db()
    assert [made.covers(TODAY + n * DAY) for n in range(3)] == [True, True, False]
    with pytest.raises(ValidationError, match="已经登记过"):
        end(by=by, at=NOW + 2 * DAY, absence=made)
    end(by=by, at=NOW, absence=later)
    assert not is_away(ali, TODAY + 20 * DAY)
    again = enter(by=by, at=NOW + 2 * DAY, person=ali, first=TODAY + 3 * DAY, last=TODAY + 25 * DAY)
    assert is_away(ali, TODAY + 20 * DAY)
    with pytest.raises(PermissionDenied):
        end(by=act_as("chen"), at=NOW, absence=again)


def test_who_is_there_in_each_role(act_as: Casting) -> None:
    by = act_as("supervisor")
    enter(by=by, at=NOW, person=person("bowen"), first=TODAY, last=TODAY)
    enter(by=by, at=NOW, person=person("evaluator"), first=TODAY, last=TODAY)
    cover = {one.role: (one.present, one.people) for one in cover_of(by, TODAY)}
    assert cover[Role.VERIFIER] == (0, 1)
    assert cover[Role.EVALUATOR] == (1, 2)
    assert cover[Role.RECORDER] == (1, 1)
    assert Role.LABORATORY not in cover
    names = {one.role: one.names for one in cover_of(by, TODAY)}
    assert (names[Role.VERIFIER], names[Role.EVALUATOR]) == ((), ("平二",))


def test_work_passes_to_a_colleague_who_may_do_it(act_as: Casting) -> None:
    task = task_of(act_as)
    supervisor, evaluator = act_as("supervisor"), person("evaluator")
    assert [(str(title), count) for title, count in in_hand(supervisor, [evaluator.pk])[evaluator.pk]] == [
        ("指定经办的措施", 1)
    ]
    with pytest.raises(ValidationError, match="没有办理"):
        pass_on(by=supervisor, at=NOW, person=evaluator, to=person("statistician"), reason="出差")
    with pytest.raises(ValidationError, match="另一位同事"):
        pass_on(by=supervisor, at=NOW, person=evaluator, to=evaluator, reason="出差")
    with pytest.raises(ValidationError, match="另一位同事"):
        pass_on(by=supervisor, at=NOW, person=evaluator, to=person("chen"), reason="出差")
    with pytest.raises(PermissionDenied):
        pass_on(by=act_as("ali"), at=NOW, person=evaluator, to=person("evaluator-2"), reason="出差")
    away = enter(by=supervisor, at=NOW, person=person("evaluator-2"), first=TODAY, last=TODAY)
    assert person("evaluator-2") not in colleagues(task, TODAY)
    with pytest.raises(ValidationError, match="另一位同事"):
        pass_on(by=supervisor, at=NOW, person=evaluator, to=person("evaluator-2"), reason="出差")
    end(by=supervisor, at=NOW, absence=away)
    assert person("evaluator-2") in colleagues(task, TODAY)
    assert pass_on(by=supervisor, at=NOW, person=evaluator, to=person("evaluator-2"), reason="出差") == 1
    task.refresh_from_db()
    assert task.assignee == person("evaluator-2")
    assert "assigned" in {one.source.name for one in news_for(act_as("evaluator-2"), NOW)}
    with pytest.raises(ValidationError, match="没有要移交"):
        pass_on(by=supervisor, at=NOW, person=evaluator, to=person("evaluator-2"), reason="出差")
    told = Event.objects.get(event="absences.passed_on")
    assert told.change == {"to": "evaluator-2", "reason": "出差", "count": 1}


def test_what_one_proposed_does_not_pass_to_him(act_as: Casting) -> None:
    task = task_of(act_as)
    Task.objects.filter(pk=task.pk).update(state=Task.State.PROPOSED, proposed_by=person("evaluator-2"))
    supervisor, evaluator = act_as("supervisor"), person("evaluator")
    with pytest.raises(ValidationError, match="自己提出"):
        pass_on(by=supervisor, at=NOW, person=evaluator, to=person("evaluator-2"), reason="出差")
    task.refresh_from_db()
    assert task.assignee == evaluator
    assert not Event.objects.filter(event="absences.passed_on").exists()
    assert pass_on(by=supervisor, at=NOW, person=evaluator, to=person("bowen"), reason="出差") == 1


def test_reports_of_the_public_pass_too(act_as: Casting) -> None:
    lead = Lead.objects.get(**a_lead())
    take_up(by=act_as("ali"), at=NOW, lead=lead)
    Membership.objects.create(
        person=person("statistician"), body=act_as("ali").body, role=Role.RECORDER, valid_from=TODAY
    )
    assert (
        pass_on(by=act_as("ali"), at=NOW, person=person("ali"), to=person("statistician"), reason="休假") == 1
    )
    lead.refresh_from_db()
    assert lead.person == person("statistician")
    assert {one.source.name for one in news_for(act_as("statistician"), NOW)} == {"leads_passed"}
    assert Event.objects.filter(event="leads.passed_on").count() == 1


def test_a_kind_is_told_once() -> None:
    before = list(HOLDINGS)
    for one in list(HOLDINGS.values()):
        tell(one)
    assert list(HOLDINGS) == before
    kinds = list(WAITING)
    tell_waiting(*WAITING.values())
    assert list(WAITING) == kinds


def test_the_pages(act_as: Casting, sign_in: Signing) -> None:
    task_of(act_as)
    browser, today = sign_in("supervisor"), day(now())
    empty = browser.get("/absences/").content.decode()
    assert "没有人登记不在岗" in empty
    assert "只有一人" in empty
    said = {"person": person("evaluator").pk, "first": today.isoformat(), "last": today.isoformat()}
    answer = browser.post("/absences/add/", said)
    assert answer.headers["Location"] == "/absences/work/evaluator/"
    page = browser.get("/absences/").content.decode()
    assert "指定经办的措施 1" in page
    assert "杭州" not in page, "those who pass on work need not see what it is about"
    assert "指定经办的措施 1" in browser.get("/absences/work/evaluator/").content.decode()
    given = {"to": person("evaluator-2").pk, "reason": "出差"}
    assert "已移交 1 件" in browser.post("/absences/work/evaluator/", given, follow=True).content.decode()
    assert "没有要移交" in browser.get("/absences/work/evaluator/").content.decode()
    made = Absence.objects.get()
    assert "已登记" in browser.post(f"/absences/{made.pk}/end/", follow=True).content.decode()
    assert browser.get(f"/absences/{made.pk}/end/").status_code == 404
    own = sign_in("evaluator-2")
    assert "移交给同事" in own.get("/absences/").content.decode()
    later = said | {"person": person("evaluator-2").pk, "first": (today + DAY).isoformat()}
    later["last"] = (today + 2 * DAY).isoformat()
    assert own.post("/absences/add/", later).headers["Location"] == "/absences/work/evaluator-2/"
    assert "还没有开始" in own.get("/absences/").content.decode()
    assert own.get("/absences/work/evaluator/").status_code == 404
    assert own.post("/absences/add/", said).status_code == 200
    ali = sign_in("ali")
    none = said | {"person": person("ali").pk}
    assert ali.post("/absences/add/", none).headers["Location"] == "/absences/"


def test_who_opens_the_pages_about_somebody(act_as: Casting, sign_in: Signing) -> None:
    made = enter(
        by=act_as("evaluator"), at=now(), person=person("evaluator"), first=day(now()), last=day(now())
    )
    for address in ("/absences/work/evaluator/", f"/absences/{made.pk}/end/"):
        opened = {one.username for one in CAST if sign_in(one.username).get(address).status_code == 200}
        assert opened == {"evaluator", "supervisor", "administrator"}


def test_no_query_more_for_more_people(act_as: Casting, sign_in: Signing) -> None:
    browser, asked = sign_in("supervisor"), []
    browser.get("/absences/")
    for username in ("ali", "bowen", "reviewer"):
        enter(
            by=act_as("supervisor"), at=NOW, person=person(username), first=TODAY, last=day(now()) + 9 * DAY
        )
        with CaptureQueriesContext(connection) as queries:
            browser.get("/absences/")
        asked.append(len(queries))
    assert asked[0] == asked[2]
