"""What the pages on measures say, to whom, in both languages."""

from datetime import date

import pytest

from bureau.measures.models import Task
from tests.bureau.conftest import NOW, Casting, Signing
from tests.bureau.objects import CODE, enterprise, verified
from tests.bureau.procedures.conftest import own_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def untrustworthy(act_as: Casting) -> Task:
    """Give a task about an enterprise that is untrustworthy."""
    verified(act_as("ali"), act_as("bowen"), NOW)
    return Task.objects.get(code="C.tell")


def test_a_task_is_found_given_and_done(untrustworthy: Task, sign_in: Signing) -> None:
    client = sign_in("evaluator")
    where = f"/measures/{untrustworthy.pk}/"
    assert "指出失信行为" in client.get("/measures/").content.decode()
    assert "没有这样的措施" in client.get("/measures/?show=mine").content.decode()
    assert "没有这样的措施" in client.get("/measures/?show=open&code=A.protect").content.decode()
    assert "列入监管重点" in client.get("/measures/?show=open&words=阿丽").content.decode()
    assert "列入监管重点" in client.get("/measures/?show=all").content.decode()
    Task.objects.filter(pk=untrustworthy.pk).update(due_on=date(2026, 1, 1))
    assert "指出失信行为" in client.get("/measures/?show=late").content.decode()
    page = client.get(where).content.decode()
    for words in ("及时指出企业的失信行为", "逾期", "办结", "指定经办人"):
        assert words in page, words
    chosen = {"person": own_id("evaluator", sign_in)}
    assert "已指定" in client.post(f"{where}assign/", chosen, follow=True).content.decode()
    assert "指出失信行为" in client.get("/measures/?show=mine").content.decode()
    given = {"proof": "已当面告知", "document": "文 8"}
    page = client.post(f"{where}do/", given, follow=True).content.decode()
    for words in ("已办结", "已当面告知", "文 8"):
        assert words in page, words
    assert "这项措施现在是“已办”" in client.post(f"{where}do/", given).content.decode()


def own_id(username: str, sign_in: Signing) -> int:
    return int(sign_in(username).session["_auth_user_id"])


def test_the_measures_of_one_and_its_way_up(untrustworthy: Task, sign_in: Signing) -> None:
    Task.objects.filter(code="C.service").update(state="ended", closed_at=NOW)
    page = sign_in("evaluator").get(f"/measures/of/{CODE}/").content.decode()
    for words in ("有效的措施", "列入监管重点", "帮扶计划", "已终止的措施"):
        assert words in page, words
    assert "4 项" in sign_in("evaluator").get(f"/enterprises/{CODE}/").content.decode()
    own = sign_in(own_person().username)
    page = own.get(f"/measures/of/{CODE}/").content.decode()
    assert "列入监管重点" in page
    assert "指出失信行为" in own.get(f"/measures/{untrustworthy.pk}/").content.decode()
    assert "办结" not in own.get(f"/measures/{untrustworthy.pk}/").content.decode()
    assert "列入监管重点" in own.get("/measures/").content.decode()
    empty = enterprise(code="91330106MA2B00001X", name="杭州博文机械有限公司").code
    assert "没有有效的措施" in sign_in("evaluator").get(f"/measures/of/{empty}/").content.decode()


def test_the_catalogue_and_the_draw(untrustworthy: Task, sign_in: Signing) -> None:
    assert untrustworthy.enterprise_id == CODE
    client = sign_in("evaluator")
    page = client.get("/measures/catalogue/").content.decode()
    for words in ("国家免检产品", "已废止", "不论等级", "列入名单以后", "5 个工作日", "200%"):
        assert words in page, words
    client.post("/language/", {"language": "en"})
    assert "On the list of key supervision" in client.get("/measures/catalogue/").content.decode()
    client.post("/language/", {"language": "zh-hans"})
    assert "必填" in client.post("/measures/draw/", {"count": 3}).content.decode()
    page = client.post("/measures/draw/", {"count": 3, "seed": "1"}).content.decode()
    for words in ("抽中 1 家", CODE, "200%"):
        assert words in page, words
