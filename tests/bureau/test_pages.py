"""Pages do what they say: lists of any length, filters, forms, confirmations."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from model_bakery import baker

from bureau.accounts.models import Body, Delegation, Membership, Person
from bureau.accounts.roles import Action, Kind, Role
from bureau.audit.models import Event, Read
from bureau.audit.queries import reads_about
from tests.bureau.conftest import NOW, Signing, body
from tests.bureau.test_addresses import a_delegation

pytestmark = pytest.mark.django_db
MANY = 60


def more_people(count: int) -> None:
    there = Person.objects.count()
    for number in range(there, there + count):
        person = baker.make(Person, username=f"p{number}", name=f"人{number}", added_at=NOW)
        baker.make(Membership, person=person, body=body("P33"), role=Role.RECORDER, given_by=None)


def more_bodies(count: int) -> None:
    there = Body.objects.count()
    for number in range(there, there + count):
        code = f"L33{number:03}"
        baker.make(
            Body,
            code=code,
            name=f"{number}局",
            kind=Kind.LOCAL,
            region_id="330100",
            path=f"CN/P33/{code}/",
            parent=body("P33"),
        )


def more_delegations(count: int) -> None:
    for _ in range(count):
        a_delegation()


def more_events(count: int) -> None:
    baker.make(
        Event,
        count,
        at=NOW,
        body_code="P33",
        person_name="阿丽",
        event="accounts.role_given",
        change={"a": 1},
    )


def more_reads(count: int) -> None:
    baker.make(Read, count, at=NOW, body_code="P33", person_name="阿丽", subject="91330", reason="核查")


LISTS = {
    "people": ("administrator", more_people),
    "bodies": ("administrator", more_bodies),
    "delegations": ("administrator", more_delegations),
    "events": ("supervisor", more_events),
    "reads": ("supervisor", more_reads),
}


@pytest.mark.parametrize("name", LISTS)
def test_no_list_asks_more_for_more_rows(name: str, sign_in: Signing) -> None:
    username, more = LISTS[name]
    client, address = sign_in(username), reverse(name)
    counts = []
    for count in (1, MANY):
        more(count)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 1  # one for a second page
    assert "第 2 页" in client.get(address, {"page": "2"}).content.decode()
    assert "下一页" not in client.get(address, {"page": "99"}).content.decode()
    assert "第 1 页" in client.get(address, {"page": "none"}).content.decode()


def test_filters_narrow_and_an_empty_list_says_so(sign_in: Signing) -> None:
    more_events(2)
    more_reads(2)
    supervisor, administrator = sign_in("supervisor"), sign_in("administrator")
    for client, address, asked, shown, hidden in (
        (administrator, "/people/", {"words": "阿丽"}, "录入员", "博文"),
        (administrator, "/people/", {"words": "无此人"}, "还没有人员", "阿丽"),
        (administrator, "/bodies/", {"words": "宁波", "kind": "inspection"}, "Q3302", "Q3502"),
        (supervisor, "/audit/events/", {"person": "阿丽"}, "授予角色", "没有符合条件"),
        (supervisor, "/audit/events/", {"since": "2027-01-01"}, "没有符合条件的操作", "<td"),
        (supervisor, "/audit/reads/", {"subject": "91330", "until": "2026-12-01"}, "核查", "没有符合条件"),
        (supervisor, "/audit/reads/", {"subject": "0"}, "没有符合条件的查询", "<td"),
    ):
        page = client.get(address, asked).content.decode().partition('id="results"')[2]
        assert shown in page
        assert hidden not in page
    assert reads_about("91330").count() == 2


def test_supervisors_see_their_own_and_below(sign_in: Signing) -> None:
    for code in ("P33", "L3301", "P32", "CN"):
        baker.make(
            Event, at=NOW, body_code=code, person_name=f"某{code}", event="accounts.role_given", change={}
        )
    page = sign_in("supervisor").get("/audit/events/").content.decode()
    assert [f"某{code}" in page for code in ("P33", "L3301", "P32", "CN")] == [True, True, False, False]
    page = sign_in("nation-supervisor").get("/audit/events/").content.decode()
    assert [f"某{code}" in page for code in ("P33", "L3301", "P32", "CN")] == [True] * 4


def test_a_role_is_given_and_withdrawn_on_the_page(sign_in: Signing) -> None:
    client = sign_in("administrator")
    chosen = {"body": body("P33").pk, "role": "evaluator"}
    page = client.post("/people/ali/", chosen, follow=True).content.decode()
    assert "已授予“评价员”。" in page
    assert "阿丽已经是评价员" in client.post("/people/ali/", chosen).content.decode()
    held = Membership.objects.get(person__username="ali", role="evaluator")
    address = f"/people/ali/roles/{held.pk}/withdraw/"
    assert "今天起不能再以这一角色办理" in client.get(address).content.decode()
    assert "角色已收回。" in client.post(address, follow=True).content.decode()
    assert "没有办成" in client.post(address).content.decode()
    assert "由另一位管理员决定" in client.get("/people/administrator/").content.decode()


def test_a_person_is_switched_off_and_on(sign_in: Signing) -> None:
    client = sign_in("administrator")
    assert "已停用。" in client.post("/people/ali/switch/", follow=True).content.decode()
    assert "恢复阿丽" in client.get("/people/ali/switch/").content.decode()
    assert "已恢复。" in client.post("/people/ali/switch/", follow=True).content.decode()


def test_a_body_is_set_up_and_closed(sign_in: Signing) -> None:
    client = sign_in("administrator")
    fields = {"name": "新局", "name_en": "New", "code": "L3399", "kind": "local", "region": "330100"}
    assert "已设立新局。" in client.post("/bodies/P33/add/", fields, follow=True).content.decode()
    assert "已存在" in client.post("/bodies/P33/add/", fields).content.decode()
    assert (
        "之下不能设立"
        in client.post("/bodies/P33/add/", {**fields, "code": "Q9", "kind": "inspection"}).content.decode()
    )
    Body.objects.filter(code="L3399").update(valid_from=NOW.date() - timedelta(days=1))
    assert "撤销这个单位" in client.get("/bodies/L3399/").content.decode()
    page = client.post("/bodies/L3399/close/", follow=True).content.decode()
    assert "已撤销。" in page
    assert "撤销日期" in page


def test_a_delegation_is_given_and_taken_back(sign_in: Signing) -> None:
    client = sign_in("administrator")
    fields = {
        "action": Action.EXPORT_MAKE.value,
        "taker": body("L3301").pk,
        "ground": "文",
        "expires_on": "2020-01-01",
    }
    assert "有效期已经过去" in client.post("/delegations/give/", fields).content.decode()
    fields["expires_on"] = (date.today() + timedelta(days=30)).isoformat()  # noqa: DTZ011, TID251 - the page reads the clock
    assert "已授权。" in client.post("/delegations/give/", fields, follow=True).content.decode()
    given = Delegation.objects.get()
    page = client.post(f"/delegations/{given.pk}/revoke/", follow=True).content.decode()
    assert "授权已收回。" in page
    assert "已收回</span>" in page
    Delegation.objects.update(revoked_at=None, revoked_by=None, expires_on="2020-01-01")
    assert "已到期</span>" in client.get("/delegations/").content.decode()
    assert "收回</a>" not in sign_in("supervisor").get("/delegations/").content.decode()


def test_templates_may_ask(sign_in: Signing) -> None:
    from django.template import Context, Template  # noqa: PLC0415 - only here

    asked = Template('{% load accounts %}{% may "record.enter" as yes %}{{ yes }}')
    assert asked.render(Context({})) == "False"
    assert sign_in("ali").get("/").status_code == 200
