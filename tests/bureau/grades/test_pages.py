"""What the pages on grades say, to whom, in both languages, and what is written down of who looked."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bureau.audit.models import Read
from bureau.grades import actions
from bureau.grades.models import Cause
from tests.bureau.conftest import NOW, Casting, Signing
from tests.bureau.objects import CODE, enterprise, verified

pytestmark = pytest.mark.django_db
FAR = date(2999, 1, 1)
GRADE = f"/grades/enterprises/{CODE}/"


def test_the_reasons_stand_on_the_page(act_as: Casting, sign_in: Signing) -> None:
    verified(act_as("ali"), act_as("bowen"), NOW)
    client = sign_in("supervisor")
    page = client.get(GRADE).content.decode()
    for words in (
        "失信",
        "怎样达到更好的等级",
        "逐条说明",
        "当年内发生产品质量",
        "符合",
        "依据的记录",
        "/archives/records/",
    ):
        assert words in page, words
    client.post("/language/", {"language": "en"})
    page = client.get(GRADE).content.decode()
    for words in ("untrustworthy", "The way to a better grade", "Clause by clause", "met", "Evidence"):
        assert words in page, words
    read = Read.objects.first()
    assert read is not None
    assert (Read.objects.count(), read.username, read.subject) == (2, "supervisor", CODE)


def test_what_was_known_and_decided_on_a_day(act_as: Casting, sign_in: Signing) -> None:
    verified(act_as("ali"), act_as("bowen"), NOW - timedelta(days=30))
    client = sign_in("supervisor")
    day, before, after = "2026-10-25", "2026-10-01T09:00", "2026-11-01T09:00"
    page = client.get(f"{GRADE}history/", {"as_of": day, "known_at": before}).content.decode()
    assert "当时还没有决定" in page
    assert "0 条" in page
    page = client.get(f"{GRADE}history/", {"as_of": day, "known_at": after}).content.decode()
    assert "当时还没有决定" not in page
    assert "1 条" in page
    page = client.get(
        f"{GRADE}history/", {"as_of": "2999-01-01", "known_at": "2999-01-01T09:00"}
    ).content.decode()
    assert "这一天还没有到" in page
    assert "这一时刻还没有到" in page


def test_a_grade_that_waits_says_so(act_as: Casting, sign_in: Signing) -> None:
    enterprise()
    client = sign_in("supervisor")
    assert "还没有作出决定" in client.get(GRADE).content.decode()
    verified(
        act_as("ali"),
        act_as("bowen"),
        NOW - timedelta(days=800),
        occurred_on=(NOW - timedelta(days=801)).date(),
    )
    assert "等待夜间重新定级" in client.get(GRADE).content.decode()


def test_lists_are_of_those_in_charge_and_looks_are_kept(act_as: Casting, sign_in: Signing) -> None:
    verified(act_as("ali"), act_as("bowen"), NOW)
    page = sign_in("ali").get("/grades/list/?grade=C").content.decode()
    assert CODE in page
    assert CODE not in sign_in("chen").get("/grades/list/").content.decode()
    assert CODE not in sign_in("ali").get("/grades/list/?grade=A").content.decode()
    assert CODE in sign_in("ali").get("/grades/list/?words=阿丽&region=330000").content.decode()
    assert [one.reason for one in Read.objects.order_by("pk")][:2] == [
        "/grades/list/?grade=C",
        "/grades/list/",
    ]


def test_grades_are_counted_by_place(sign_in: Signing) -> None:
    for number, region in ((1, "330100"), (2, "320100")):
        enterprise(f"9{number}", "企业", region)
    actions.regrade(at=NOW, codes=["91", "92"], cause=Cause.DUE)
    page = sign_in("nation-supervisor").get("/grades/counted/").content.decode()
    assert "浙江省" in page
    assert "江苏省" in page
    page = sign_in("statistician").get("/grades/counted/").content.decode()
    assert "江苏省" not in page


def test_the_law_is_shown_as_it_is(sign_in: Signing) -> None:
    page = sign_in("chen").get("/grades/standard/").content.decode()
    for words in ("当年内发生产品质量、计量监督抽查", "核查", "采用的解释", "不由规则判断的词句", "SHA-256"):
        assert words in page, words


def test_a_list_costs_the_same_however_long(sign_in: Signing) -> None:
    client, counts = sign_in("supervisor"), []
    for many in (1, 30):
        codes = [f"9{number}" for number in range(many)]
        for code in codes:
            enterprise(code, "企业", "330100")
        actions.regrade(at=NOW, codes=codes, cause=Cause.DUE)
        for path in ("/grades/list/", "/grades/moved/", "/grades/counted/"):
            client.get(path)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(path).status_code == 200
            counts.append((path, len(captured)))
    assert counts[:3] == counts[3:]


def test_enterprises_are_found_by_what_they_are_graded_and_have(act_as: Casting, sign_in: Signing) -> None:
    verified(act_as("ali"), act_as("bowen"), NOW, kind="permit", outcome="granted", due_on=FAR)
    verified(act_as("ali"), act_as("bowen"), NOW)
    other = enterprise(code="91330106MA2B00001X", name="杭州博文机械有限公司").code
    for asked in ("grade=C", "record=permit", "deadline=open"):
        page = sign_in("evaluator").get(f"/enterprises/?{asked}").content.decode()
        assert CODE in page, asked
        assert other not in page, asked
    for asked in ("grade=A", "record=accident", "deadline=passed", "deadline=365"):
        assert CODE not in sign_in("evaluator").get(f"/enterprises/?{asked}").content.decode(), asked
    # Who may know neither grades nor dossiers is not offered them, and an address does not give them away.
    enterprise(code="91330106MA2B00002X", name="杭州陈记酱园有限公司")
    page = sign_in("laboratory").get("/enterprises/?grade=C").content.decode()
    assert 'name="grade"' not in page
    assert page.count("91330106") == sign_in("laboratory").get("/enterprises/").content.decode().count(
        "91330106"
    )
