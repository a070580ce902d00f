"""What publishers and enterprises see and do on the pages of publication."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bureau.accounts.permissions import Acting
from bureau.procedures.models import Case
from bureau.publication.models import Outcome, Ruling
from bureau.store.models import Entry
from tests.bureau.conftest import NOW, Casting, Signing
from tests.bureau.objects import CODE, a_ruling, enterprise
from tests.bureau.procedures.conftest import Taking, own_person
from tests.bureau.publication.conftest import READY, WHY, later, ready_a, ready_d

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bureau.ui.clock.now", lambda: NOW + timedelta(days=READY))


def shown(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200
    return answer.content.decode()


def rule(client: Client, case: Case, **given: object) -> str:
    return client.post(
        f"/publication/cases/{case.pk}/", {"version": case.version, **given}, follow=True
    ).content.decode()


def test_a_publisher_rules_on_an_application(
    act_as: Casting, own: Acting, taking: Taking, sign_in: Signing
) -> None:
    case = ready_a(act_as, own, taking)
    publisher = sign_in("publisher")
    assert case.number in shown(publisher, "/publication/")
    led = publisher.get(f"/cases/{case.pk}/publish/")
    assert led.headers["Location"] == f"/publication/cases/{case.pk}/"
    assert sign_in("evaluator").get(f"/cases/{case.pk}/publish/").status_code == 403
    page = shown(publisher, f"/publication/cases/{case.pk}/")
    for words in (
        "A-4",
        "予以公示",
        "公众将看到的",
        "浙江省杭州市西湖区",
        "Unified social credit code",
        "还没有处理过",
    ):
        assert words in page, words
    assert "必填" in rule(publisher, case, outcome="release", months=12, grounds="自愿申请。")
    assert "手机号码" in rule(
        publisher, case, outcome="release", months=12, grounds="请打 13800138000", reason="符合规则"
    )
    assert not Ruling.objects.exists()
    page = rule(publisher, case, outcome="release", months=12, grounds="自愿申请。", reason="符合规则")
    for words in ("等待写入公开数据库", "还没有写入", "自愿申请。", "1 条等待写入"):
        assert words in page, words
    later(READY)
    ruling = Ruling.objects.get()
    page = shown(publisher, f"/publication/rulings/{ruling.pk}/")
    assert "公示中" in page
    assert "已完成" in page
    assert Entry.objects.get().grounds == "自愿申请。"
    assert f"/publication/rulings/{ruling.pk}/" in shown(publisher, reverse("dossier", args=[CODE]))
    assert f"/cases/{case.pk}/" in shown(sign_in("evaluator"), reverse("dossier", args=[CODE]))
    assert case.number not in shown(publisher, "/publication/")
    assert publisher.get(f"/publication/cases/{case.pk}/").status_code == 404
    # The enterprise says something beside it.
    client = sign_in(own_person().username)
    assert f"/publication/rulings/{ruling.pk}/reply/" in shown(client, reverse("dossier", args=[CODE]))
    where = f"/publication/rulings/{ruling.pk}/reply/"
    assert "公布" in shown(client, where)
    assert "手机号码" in client.post(where, {"text": "请打 13800138000"}).content.decode()
    assert "已经收到" in client.post(where, {"text": "欢迎监督。"}, follow=True).content.decode()
    assert "欢迎监督。" in shown(client, where)
    later(READY)
    assert Entry.objects.get().reply == "欢迎监督。"


def test_a_publisher_keeps_a_case_from_the_public(
    act_as: Casting, own: Acting, taking: Taking, sign_in: Signing
) -> None:
    case = ready_a(act_as, own, taking)
    page = rule(sign_in("publisher"), case, outcome="refuse", months=12, grounds="x", reason="企业请求暂缓")
    for words in ("不予公示", "裁量", "A-4"):
        assert words in page, words
    assert "写入公开数据库" not in page


def test_what_is_barred_says_why(act_as: Casting, taking: Taking, sign_in: Signing) -> None:
    case = ready_d(act_as, taking)
    publisher = sign_in("publisher")
    page = shown(publisher, f"/publication/cases/{case.pk}/")
    assert "D-4" in page
    assert "D.2" in page
    Case.objects.filter(pk=case.pk).update(version=99)
    assert "另一位同事" in rule(
        publisher, case, outcome="release", months=36, grounds="依法。", reason="符合规则"
    )
    publisher.post("/language/", {"language": "en"})
    assert "What the public will see" in shown(publisher, f"/publication/cases/{case.pk}/")
    assert "it is exposed" in shown(publisher, "/publication/rules/")


def test_a_suspended_entry_is_only_restored(
    act_as: Casting, own: Acting, taking: Taking, sign_in: Signing
) -> None:
    case = ready_a(act_as, own, taking)
    Case.objects.filter(pk=case.pk).update(
        state="suspended", standing_outcome=True, data={"until": "2027-06-01"}
    )
    page = shown(sign_in("publisher"), f"/publication/cases/{case.pk}/")
    assert "2027-06-01" in page
    assert "不予公示</label>" not in page
    assert "期限（月）" not in page


def test_lists_by_what_the_public_sees(
    act_as: Casting, own: Acting, taking: Taking, sign_in: Signing
) -> None:
    case = ready_a(act_as, own, taking)
    taking(case, "publish", "publisher", READY, months=12, **WHY)
    publisher = sign_in("publisher")
    for show, found in (("standing", True), ("waiting", True), ("withdrawn", False), ("refused", False)):
        page = shown(publisher, f"/publication/rulings/?show={show}&listing=A&words=阿丽")
        assert (f"/publication/rulings/{Ruling.objects.get().pk}/" in page) is found, show
    later(READY)
    assert "公示中" in publisher.get("/publication/rulings/?export=csv").content.decode()


def test_no_question_grows_with_the_list(sign_in: Signing) -> None:
    a_ruling()
    publisher = sign_in("publisher")

    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            shown(publisher, "/publication/rulings/")
        return len(questions)

    asked()
    one = asked()
    first = Ruling.objects.get()
    for number in range(6):
        other = enterprise(f"9133010600000{number:04d}X", f"第{number}食品厂")
        Ruling.objects.create(
            case=first.case,
            enterprise=other,
            body=first.body,
            listing="A",
            outcome=Outcome.REFUSED,
            discretion=True,
            reason="暂缓",
            person=first.person,
            at=NOW,
        )
    assert asked() == one


@pytest.mark.usefixtures("store_down")
def test_a_store_that_is_down_is_said(sign_in: Signing) -> None:
    assert "公开数据库没有回应" in shown(sign_in("publisher"), "/publication/")
