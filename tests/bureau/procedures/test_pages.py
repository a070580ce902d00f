"""What the pages on cases say, to whom, in both languages."""

from datetime import timedelta

import pytest
from django.test import Client

from bureau.accounts.models import Person
from bureau.procedures.models import Case
from bureau.procedures.ways import Kind
from bureau.ui.clock import day, now
from tests.bureau.conftest import NOW, Casting, Signing
from tests.bureau.objects import CODE, enterprise, verified
from tests.bureau.procedures.conftest import good, own_person, seriously_bad

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_client(sign_in: Signing) -> Client:
    enterprise()
    return sign_in(own_person().username)


def post(client: Client, where: str, **given: object) -> str:
    return client.post(where, given, follow=True).content.decode()


def step(client: Client, case: Case, name: str, **given: object) -> str:
    case.refresh_from_db()
    return post(client, f"/cases/{case.pk}/{name}/", version=case.version, **given)


def test_an_application_from_desk_to_public_notice(
    act_as: Casting, own_client: Client, sign_in: Signing
) -> None:
    good(act_as)
    desk = own_client.get("/desk/").content.decode()
    for words in ("守信", "申请公示为守信企业", "对等级提出异议", "没有办理事项"):
        assert words in desk, words
    assert "不收费" in own_client.get(f"/cases/apply/{CODE}/").content.decode()
    assert "已立案" in post(own_client, f"/cases/apply/{CODE}/")
    assert "已有一件同样的事项" in post(own_client, f"/cases/apply/{CODE}/")
    case = Case.objects.get()
    evaluator, reviewer = sign_in("evaluator"), sign_in("reviewer")
    assert case.number in evaluator.get("/cases/").content.decode()
    assert case.number not in reviewer.get("/cases/").content.decode()
    assert case.number in reviewer.get("/cases/?show=own").content.decode()
    assert case.number in reviewer.get("/cases/?show=all&kind=evaluation&words=阿丽").content.decode()
    assert case.number not in reviewer.get("/cases/?show=standing").content.decode()
    assert case.number not in reviewer.get("/cases/?show=late").content.decode()
    page = step(evaluator, case, "accept")
    assert "已办理：受理" in page
    assert "提出评价结论" in page
    assert (
        "这件事项已经不在这一步" in evaluator.get(f"/cases/{case.pk}/accept/", follow=True).content.decode()
    )
    assert evaluator.get(f"/cases/{case.pk}/nothing/").status_code == 404
    assert "必填" in step(evaluator, case, "evaluate", confirmed="True")
    stale = {"version": 0, "confirmed": "True", "reason": "相符"}
    assert "刚刚由另一位同事" in post(evaluator, f"/cases/{case.pk}/evaluate/", **stale)
    assert "结论：确认" in step(evaluator, case, "evaluate", confirmed="True", reason="相符")
    step(reviewer, case, "approve", reason="同意")
    shown = own_client.get(f"/cases/{case.pk}/").content.decode()
    assert "公示前征求意见" in shown
    # Officers are told by their bodies alone.
    assert "平评" not in shown
    assert "平评" in reviewer.get(f"/cases/{case.pk}/").content.decode()
    assert "1 件" in evaluator.get(f"/enterprises/{CODE}/").content.decode()
    reviewer.post("/language/", {"language": "en"})
    assert "Public notice" in reviewer.get(f"/cases/{case.pk}/").content.decode()


def test_an_exposure_shows_its_grounds(act_as: Casting, own_client: Client, sign_in: Signing) -> None:
    seriously_bad(act_as)
    case = Case.objects.get()
    assert own_client.get(f"/cases/{case.pk}/").status_code == 404
    assert case.number not in own_client.get("/desk/").content.decode()
    step(sign_in("reviewer"), case, "review_facts", confirmed="True", reason="属实")
    second = sign_in("reviewer-2")
    assert "另一位复核人复核以后" in second.get(f"/cases/{case.pk}/").content.decode()
    # Who is done sees no more than what is left to others.
    assert "复核失信程度" in second.get(f"/cases/{case.pk}/").content.decode()
    step(second, case, "review_degree", confirmed="True", reason="严重")
    evaluator = sign_in("evaluator")
    draft = evaluator.get(f"/cases/{case.pk}/notify/").content.decode()
    assert "D.2" in draft
    step(evaluator, case, "notify", reason="D.2 故意制售假冒伪劣产品")
    page = evaluator.get(f"/cases/{case.pk}/").content.decode()
    for words in ("事实和依据", "各种解释之下的等级", "64 种", "现行解释"):
        assert words in page, words
    shown = own_client.get(f"/cases/{case.pk}/").content.decode()
    assert "事实和依据" in shown
    assert "各种解释" not in shown
    step(own_client, case, "state", reason="已经停产")
    step(sign_in("evaluator-2"), case, "decide", reason="D.2")
    step(sign_in("publisher"), case, "list", months=36, reason="依法")
    assert "列入至" in own_client.get("/desk/").content.decode()
    assert "满一年" in post(own_client, f"/cases/repair/{CODE}/", reason="已改", promise="承诺")
    page = evaluator.get(f"/cases/of/{CODE}/").content.decode()
    assert "提请报告政府" in page
    assert "已立案" in post(evaluator, f"/cases/eliminate/{CODE}/", reason="恶劣影响")


def test_orders_objections_and_what_was_undone(act_as: Casting, own_client: Client, sign_in: Signing) -> None:
    record = verified(act_as("ali"), act_as("bowen"), NOW)
    evaluator, reviewer = sign_in("evaluator"), sign_in("reviewer")
    assert "没有办理事项" in evaluator.get(f"/cases/of/{CODE}/").content.decode()
    until = (now() + timedelta(days=400)).date().isoformat()
    given = {"reason": "标识不全", "help_offered": "指导", "put_right_by": until}
    assert "标识不全" in post(evaluator, f"/cases/order/{CODE}/", **given)
    assert "对这条记录提出异议" in own_client.get(f"/archives/records/{record.pk}/").content.decode()
    assert "已立案" in post(own_client, f"/cases/object/record/{record.pk}/", reason="不是本厂产品")
    assert "已立案" in post(own_client, f"/cases/object/{CODE}/", reason="等级不对")
    case = Case.objects.get(kind=Kind.OBJECTION, record__isnull=False)
    step(evaluator, case, "mark")
    step(reviewer, case, "uphold", reason="属实", document="浙质〔2026〕6 号")
    undone = Case.objects.get(kind=Kind.UNDOING)
    page = evaluator.get(f"/cases/{undone.pk}/").content.decode()
    for words in ("随之撤销和改正的", "撤销的记录", "尚未告知"):
        assert words in page, words
    step(evaluator, undone, "tell", reason="已函告")
    assert "尚未告知" not in evaluator.get(f"/cases/{undone.pk}/").content.decode()
    assert "已申报" in post(evaluator, f"/cases/{undone.pk}/interest/", reason="亲属")
    order = Case.objects.get(kind=Kind.RECTIFICATION)
    post(evaluator, f"/cases/{order.pk}/interest/", reason="亲属")
    assert "您应当回避" in evaluator.get(f"/cases/{order.pk}/").content.decode()


def test_a_self_check_keeps_nothing(act_as: Casting, own_client: Client) -> None:
    good(act_as)
    before = Case.objects.count()
    page = own_client.get("/desk/check/").content.decode()
    assert "少一条记录" in page
    pk = enterprise().records.get().pk
    assert "会怎样" in own_client.get(f"/desk/check/?without={pk}").content.decode()
    assert own_client.get("/desk/check/nothing/").status_code == 404
    facts = {"outcome": "major", "occurred_on": day(NOW).isoformat()}
    assert "严重失信" in post(own_client, "/desk/check/accident/", **facts)
    assert "今天之后" in post(own_client, "/desk/check/accident/", **facts | {"occurred_on": "2999-01-01"})
    assert (enterprise().records.count(), Case.objects.count()) == (1, before)


def test_a_warning_begins_with_its_clauses(act_as: Casting, sign_in: Signing) -> None:
    verified(act_as("ali"), act_as("bowen"), NOW)
    verified(
        act_as("ali"),
        act_as("bowen"),
        NOW + timedelta(minutes=1),
        kind="accident",
        outcome="general",
        subject="",
    )
    case = Case.objects.get(kind=Kind.WARNING)
    assert "符合的失信条款" in sign_in("evaluator").get(f"/cases/{case.pk}/send/").content.decode()


def test_the_notice_of_a_year(sign_in: Signing) -> None:
    client = sign_in("nation")
    assert "没有另外录入过" in client.get("/cases/holidays/").content.decode()
    given = {"year": 2027, "document": "国办发明电 1 号", "days_off": "2027-01-01", "days_worked": ""}
    assert "每行写一个日期" in post(client, "/cases/holidays/enter/", **given | {"days_off": "元旦"})
    assert "不在这一年" in post(client, "/cases/holidays/enter/", **given | {"days_off": "2026-01-01"})
    assert "国办发明电 1 号" in post(client, "/cases/holidays/enter/", **given)


def test_a_laboratory_sees_what_it_was_asked(act_as: Casting, own_client: Client, sign_in: Signing) -> None:
    good(act_as, statutory_inspection=True)
    post(own_client, f"/cases/apply/{CODE}/")
    case = Case.objects.get()
    laboratory = sign_in("laboratory")
    assert laboratory.get(f"/cases/{case.pk}/").status_code == 404
    step(sign_in("evaluator"), case, "accept_for_opinion", laboratory="DEMOLAB")
    assert case.number in laboratory.get("/cases/").content.decode()
    assert "检验单位" in laboratory.get(f"/cases/{case.pk}/").content.decode()
    assert "评价中" in step(laboratory, case, "give_opinion", confirmed="True", reason="检验能力满足")
    assert Person.objects.filter(username="laboratory").exists()
