"""Pages on enterprises: found by what people know of them, shown whole, at a cost that does not grow."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from bureau.accounts.demo import CAST
from bureau.accounts.models import Person
from bureau.accounts.queries import acting_for
from bureau.accounts.roles import Action
from bureau.enterprises.initials import initials_of
from bureau.enterprises.models import Enterprise, Name, Product, Succession
from bureau.enterprises.queries import enterprises_visible_to, may_see_enterprise
from qualitycredit.archive.identifiers import made_code
from tests.bureau.conftest import NOW, Signing
from tests.bureau.objects import CODE, enterprise

pytestmark = pytest.mark.django_db
OTHER = "91330203000000123T"


def several() -> None:
    enterprise(exporter=True, industry="C13")
    enterprise(OTHER, "宁波酱园", "330203", deregistered_on=date(2026, 1, 1), industry="C14")
    enterprise("913201000000001236", "南京食品", "320100")
    Name.objects.create(
        enterprise_id=CODE, name="西湖旧厂", initials=initials_of("西湖旧厂"), valid_to=date(2010, 5, 20)
    )


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", [CODE, OTHER]),
        ("words=食品", [CODE]),
        ("words=西湖", [CODE]),
        ("words=xhjc", [CODE]),
        ("words=NBJY", [OTHER]),
        ("words=91330203", [OTHER]),
        ("words=没有", []),
        ("words=%25", []),
        ("region=330200", [OTHER]),
        ("industry=c13", [CODE]),
        ("exporter=yes", [CODE]),
        ("exporter=no", [OTHER]),
        ("state=standing", [CODE]),
        ("state=gone", [OTHER]),
    ],
)
def test_finding(asked: str, found: list[str], sign_in: Signing) -> None:
    several()
    page = sign_in("ali").get(f"/enterprises/?{asked}").content.decode()
    assert [code for code in (CODE, OTHER, "913201000000001236") if f"/enterprises/{code}/" in page] == found


def test_a_list_costs_the_same_however_long(sign_in: Signing) -> None:
    client, counts = sign_in("ali"), []
    client.get("/enterprises/")
    for serial in (200, 300):
        for number in range(serial, serial + 60):
            enterprise(made_code("330106", number), f"企业{number}")
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/enterprises/?words=企业").content.decode()
        counts.append(len(queries))
        assert page.count("西湖区") == 50
    assert counts[0] == counts[1]


def test_one_enterprise(sign_in: Signing) -> None:
    several()
    one = enterprise()
    Product.objects.create(enterprise=one, code="P1", name="酱油", permit_required=True)
    Product.objects.create(enterprise=one, code="P2", name="醋", valid_to=date(2020, 1, 1))
    Succession.objects.create(
        predecessor_id=OTHER, successor=one, kind="merger", occurred_on=date(2026, 1, 1), document="文 1"
    )
    client = sign_in("ali")
    page = client.get(f"/enterprises/{CODE}/").content.decode()
    for words in ("西湖旧厂", "西湖区（330106）", "酱油（P1）", "承继自", "宁波酱园", "变更名称", "出口"):
        assert words in page
    assert page.count("/end/") == 1
    gone = client.get(f"/enterprises/{OTHER}/").content.decode()
    assert "由其承继" in gone
    assert "变更名称" not in gone
    Enterprise.objects.filter(pk=CODE).update(region="330198")
    assert "<dd>330198</dd>" in client.get(f"/enterprises/{CODE}/").content.decode()
    with translation.override("en"):
        answer = client.get(f"/enterprises/{OTHER}/", headers={"accept-language": "en"}).content.decode()
    assert "Haishu" in answer
    assert "登记" not in answer.split("<main")[1].split("</main>")[0]


def test_what_is_filled_in_is_done(sign_in: Signing) -> None:
    client = sign_in("ali")
    fields = {"code": CODE.lower(), "name": "阿丽", "established_on": "2010-05-20", "region": "330106"}
    answer = client.post("/enterprises/add/", fields)
    assert answer.headers["Location"] == f"/enterprises/{CODE}/"
    assert "这个代码已经登记" in client.post("/enterprises/add/", fields).content.decode()
    enterprise(OTHER, "宁波酱园", "330203")
    product = {"code": "P1", "name": "酱油"}
    for page, data in (
        ("rename", {"name": "新名", "valid_from": "2026-01-01"}),
        ("exporter", {}),
        ("exporter", {}),
        ("products/add", product),
        ("products/add", {**product, "code": "P2", "valid_from": "2020-01-01"}),
        ("succeed", {"successor": OTHER, "kind": "merger", "occurred_on": "2026-01-01", "document": "文 1"}),
    ):
        answer = client.post(f"/enterprises/{CODE}/{page}/", data)
        assert answer.status_code == 302, (page, answer.content.decode())
    one = Enterprise.objects.get(pk=CODE)
    assert (one.name, one.exporter, one.products.count(), one.successions.count()) == ("新名", False, 2, 1)
    pk = one.products.get(code="P1").pk
    assert (
        client.post(f"/enterprises/{CODE}/products/{pk}/end/", {"valid_to": "2026-01-01"}).status_code == 302
    )
    answer = client.post(f"/enterprises/{CODE}/deregister/", {"deregistered_on": "2026-02-01"})
    assert answer.status_code == 302
    wrong = client.post(f"/enterprises/{CODE}/succeed/", {"successor": "x"}).content.decode()
    assert "没有登记这个代码的企业" in wrong


@given(
    st.sampled_from([one.username for one in CAST]),
    st.lists(st.tuples(st.sampled_from(["330106", "330203", "320100", "440300"]), st.booleans()), max_size=4),
    st.sampled_from(Action),
)
def test_what_is_seen_is_what_may_be_seen(
    username: str, drawn: list[tuple[str, bool]], action: Action
) -> None:
    Name.objects.all().delete()
    Enterprise.objects.all().delete()
    for serial, (region, exporter) in enumerate(drawn):
        enterprise(made_code(region, serial), "企业", region, exporter=exporter)
    enterprise("91330100543482632Y", "演示企业", "330100")
    by = acting_for(Person.objects.get(username=username), NOW.date())
    assert by
    assert set(enterprises_visible_to(by, action)) == {
        one for one in Enterprise.objects.all() if may_see_enterprise(by, one, action)
    }


@pytest.mark.parametrize("username", ["chen", "hangzhou", "ningbo", "bowen", "ding", "nation"])
def test_a_post_is_checked_as_a_get_is(username: str, sign_in: Signing) -> None:
    one = enterprise("913201000000001236", "南京食品", "320100")
    product = Product.objects.create(enterprise=one, code="P1", name="酱油")
    client = sign_in(username)
    allowed = username == "chen"
    for page in ("rename", "exporter", "deregister", "succeed", "products/add", f"products/{product.pk}/end"):
        answer = client.post(f"/enterprises/{one.code}/{page}/", {})
        assert (answer.status_code in {200, 302}) == allowed, page
    assert Enterprise.objects.get().exporter == allowed


def test_who_may_not_register_is_not_offered_to(sign_in: Signing) -> None:
    assert "登记企业" in sign_in("ali").get("/enterprises/").content.decode()
    assert "登记企业" not in sign_in("bowen").get("/enterprises/").content.decode()


def test_regions_to_choose_from_are_one_s_own(sign_in: Signing) -> None:
    offered = {
        who: sign_in(who).get("/enterprises/").content.decode() for who in ("ali", "nation-supervisor")
    }
    assert ["杭州市</option>" in page for page in offered.values()] == [True, False]
    assert ["江苏省</option>" in page for page in offered.values()] == [False, True]
