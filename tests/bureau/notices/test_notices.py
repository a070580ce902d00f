"""What is new since someone last looked: one notice a kind, however much of it there is, and none once it was seen."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bureau.accounts.models import Person
from bureau.accounts.permissions import Acting
from bureau.archives.actions import enter, give_back, verify
from bureau.archives.models import Batch, Record, State
from bureau.audit.models import Event
from bureau.leads.models import Lead
from bureau.measures.actions import assign
from bureau.measures.models import Task
from bureau.notices.actions import look
from bureau.notices.models import Look
from bureau.notices.queries import FRESH, news_for, waiting
from bureau.notices.sources import SOURCES, offer, sources_for
from bureau.procedures.actions import open_case
from bureau.procedures.models import Case
from bureau.procedures.news import horizon, near, passed
from bureau.procedures.opening import order_rectification
from bureau.procedures.ways import Kind
from bureau.ui.clock import day, now
from tests.bureau.conftest import NOW, Casting, Signing
from tests.bureau.objects import a_batch, a_lead, a_measure, awaiting, enterprise, some_facts

pytestmark = pytest.mark.django_db
DING = "91330100543482632Y"
LATER = NOW + timedelta(hours=1)


def ordered(act_as: Casting, who: str = "evaluator", code: str = "", **more: Any) -> Case:  # noqa: ANN401 - fields of any type
    return order_rectification(
        by=act_as(who),
        at=NOW,
        enterprise=enterprise(code, name="杭州广祥家具有限公司") if code else enterprise(),
        reason="标识不全",
        help_offered="指导",
        put_right_by=day(NOW) + timedelta(days=20),
        **more,
    )


def undone(act_as: Casting, at: datetime = NOW) -> Case:
    """Open a case in which an evaluator has the next step."""
    return open_case(
        by=act_as("evaluator"), at=at, kind=Kind.UNDOING, enterprise=enterprise(), body=act_as("ali").body
    )


def news(by: Acting, at: datetime = NOW) -> dict[str, int]:
    return {one.source.name: one.count for one in news_for(by, at)}


def seen(by: Acting, at: datetime) -> None:
    look(by=by, at=at, sources=sources_for(by), until=at)


def test_many_cases_are_one_notice_until_it_is_seen(act_as: Casting) -> None:
    for _ in range(6):
        undone(act_as)
    other, own = act_as("evaluator-2"), act_as("evaluator")
    assert news(other) == {"cases": 6, "soon": 6}, "due in three working days"
    assert news(own) == {"soon": 6}, "he brought them there himself"
    assert news(act_as("chen")) == {}
    seen(other, NOW)
    assert news(other) == {}
    undone(act_as, LATER)
    assert news(other, LATER) == {"cases": 1}


def test_looking_does_not_swallow_what_came_after_the_page(act_as: Casting) -> None:
    by = act_as("bowen")
    awaiting(act_as("ali"), LATER)
    look(by=by, at=LATER + timedelta(minutes=1), sources=[SOURCES["verify"]], until=NOW)
    assert news(by, LATER)["verify"] == 1
    look(by=by, at=LATER, sources=[SOURCES["verify"]], until=LATER + timedelta(days=9))
    assert Look.objects.get(person=by.person, kind="verify").at == LATER
    assert Event.objects.filter(event="notices.seen", username="bowen").count() == 2


def test_a_look_is_for_one_body(act_as: Casting) -> None:
    by = act_as("bowen")
    awaiting(act_as("ali"), NOW)
    Look.objects.create(person=by.person, body=act_as("chen").body, kind="verify", at=LATER)
    assert news(by)["verify"] == 1


@pytest.mark.parametrize(
    ("since", "first", "last"),
    [
        (None, date(2026, 11, 20), date(2026, 11, 25)),
        (NOW - timedelta(days=1), date(2026, 11, 25), date(2026, 11, 25)),
        (NOW - timedelta(days=30), date(2026, 11, 20), date(2026, 11, 25)),
        (NOW, date(2026, 11, 26), date(2026, 11, 25)),
    ],
)
def test_a_deadline_comes_near_once(since: datetime | None, first: date, last: date) -> None:
    assert near(since, NOW) == (first, last)


@pytest.mark.parametrize(
    ("since", "first"),
    [(None, date.min), (NOW - timedelta(days=2), date(2026, 11, 18)), (NOW, date(2026, 11, 20))],
)
def test_a_deadline_passes_once(since: datetime | None, first: date) -> None:
    assert passed(since, NOW) == (first, date(2026, 11, 19))


def test_deadlines_that_come_near_and_pass(act_as: Casting) -> None:
    case = undone(act_as)
    by = act_as("evaluator-2")
    assert case.due_on is not None
    near_it = next(one for n in range(60) if horizon(day(one := NOW + timedelta(days=n))) >= case.due_on)
    assert "soon" not in news(by, near_it - timedelta(days=1))
    assert news(by, near_it)["soon"] == 1
    seen(by, near_it)
    assert "soon" not in news(by, near_it + timedelta(days=1))
    after = NOW + (case.due_on + timedelta(days=1) - day(NOW))
    assert news(by, after)["late"] == 1
    seen(by, after)
    assert "late" not in news(by, after + timedelta(days=1))


def test_records_to_verify_and_records_sent_back(act_as: Casting) -> None:
    ali, bowen = act_as("ali"), act_as("bowen")
    record = awaiting(ali, NOW)
    Batch.objects.filter(**a_batch()).update(state=State.AWAITING, entered_at=NOW)
    assert news(bowen) == {"verify": 1, "batches": 1}
    give_back(by=bowen, at=LATER, record=record, reason="少文书号")
    Batch.objects.update(state=State.RETURNED)
    assert news(bowen, LATER) == {}
    assert news(ali, LATER)["returned"] == 2
    seen(ali, NOW)
    assert news(ali, LATER)["returned"] == 1  # of the sheet the audit tells nothing since
    seen(ali, LATER)
    assert "returned" not in news(ali, LATER)
    assert Record.objects.get(pk=record.pk).state == State.RETURNED


def test_measures_and_those_put_to_one(act_as: Casting) -> None:
    by = act_as("evaluator")
    a_measure()
    before = NOW - timedelta(days=9)
    assert news(by)["tasks"] == 1
    seen(by, before)
    assert news(by)["tasks"] == 1
    seen(by, NOW)
    assert news(by) == {}
    task = Task.objects.get()
    assign(by=act_as("evaluator-2"), at=LATER, task=task, person=Person.objects.get(username="evaluator"))
    assert news(by, LATER) == {"assigned": 1}
    assert news(by, NOW + timedelta(days=23))["tasks_soon"] == 1
    Look.objects.all().delete()
    assert news(by, LATER)["assigned"] == 1


@pytest.mark.django_db(databases="__all__")
def test_reports_of_the_public(act_as: Casting) -> None:
    a_lead()
    by = act_as("ali")
    assert news(by)["leads"] == 1
    seen(by, Lead.objects.get().received_at)
    assert "leads" not in news(by)


def test_an_enterprise_hears_of_its_cases_papers_and_grade(act_as: Casting) -> None:
    ding, ali, bowen = act_as("ding"), act_as("ali"), act_as("bowen")
    firm = enterprise(DING, name="杭州广祥家具有限公司", region="330100")
    for outcome, at in (("pass", NOW - timedelta(days=40)), ("fail", NOW)):
        facts = some_facts(outcome=outcome)
        verify(by=bowen, at=at, record=enter(by=ali, at=at, enterprise=firm, facts=facts))
    ordered(act_as, code=DING)
    found = news(ding)
    assert found == {"own": 1, "documents": 1, "grade": 1}
    assert {one.name for one in sources_for(ding)} == {"own", "documents", "grade"}
    seen(ding, NOW)
    assert news(ding) == {}


def test_the_page_and_the_number_in_the_header(act_as: Casting, sign_in: Signing) -> None:
    by = act_as("bowen")
    browser = sign_in("bowen")
    assert "没有新的通知" in browser.get("/notices/").content.decode()
    awaiting(act_as("ali"), now() - timedelta(minutes=1))
    assert waiting(by, now()) == 0, f"it is asked anew after {FRESH} seconds"
    cache.clear()
    assert waiting(by, now()) == 1
    awaiting(act_as("ali"), now() - timedelta(minutes=1), subject="P2")
    page = browser.get("/notices/")
    assert page.context["news"][0].count == 2
    assert "待您核对的记录" in page.content.decode()
    assert waiting(by, now()) == 2
    until = page.context["until"]
    answer = browser.post("/notices/verify/open/", {"until": until})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/archives/verification/")
    assert browser.get("/notices/").context["news"] == []
    awaiting(act_as("ali"), now(), subject="P3")
    cache.clear()
    assert '<span class="badge warn">1<' in browser.get("/").content.decode()
    assert browser.post("/notices/seen/", {"until": "no moment"}, follow=True).context["news"] == []
    assert browser.post("/notices/seen/", {"until": "2026-99-99T00:00:00Z"}).status_code == 302
    assert browser.post("/notices/grade/open/").status_code == 404
    offer(SOURCES["verify"])
    assert list(SOURCES).count("verify") == 1


def test_no_query_more_for_more_news(act_as: Casting) -> None:
    by = act_as("evaluator-2")
    asked = []
    for _ in range(2):
        undone(act_as)
        with CaptureQueriesContext(connection) as queries:
            news(by)
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.parametrize(
    "who", ["ali", "bowen", "evaluator", "publisher", "laboratory", "ding", "supervisor"]
)
def test_each_kind_leads_to_its_list(act_as: Casting, sign_in: Signing, who: str) -> None:
    enterprise(DING, name="杭州广祥家具有限公司", region="330100")
    by, browser = act_as(who), sign_in(who)
    for source in sources_for(by):
        assert browser.get(source.listed(by)).status_code == 200, source.name
