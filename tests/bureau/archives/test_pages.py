"""Pages of archives: a dossier is shown whole and its reader written down; each step is taken on a page."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bureau.accounts.demo import CAST
from bureau.accounts.roles import Action
from bureau.archives import actions
from bureau.archives.models import Change, Record, State
from bureau.archives.queries import may_see_record, records_visible_to
from bureau.archives.vocabulary import grade_label, kind_label, kinds, outcome_label, verdict_label
from bureau.audit.models import Read
from bureau.enterprises.models import Name, Product, Succession
from qualitycredit.model.decision import Verdict
from tests.bureau.conftest import NOW, Casting, Signing
from tests.bureau.objects import CODE, a_proposal, a_record, enterprise, verified

pytestmark = pytest.mark.django_db
GROUND = {"reason": "复检合格", "ground": "浙质监〔2026〕9 号"}
DOSSIER = f"/archives/dossiers/{CODE}/"
CHECK = {"outcome": "fail", "occurred_on": "2026-03-03", "subject": "P1", "document": "文 7"}


def main(page: bytes) -> str:
    return page.decode().split("<main")[1].split("</main>")[0]


def loaded(number: str, kind: str, outcome: str, **more: object) -> Record:
    fields = {
        "recorded_at": NOW - timedelta(days=2),
        "occurred_on": date(2026, 1, 5),
        "document": f"文 {number}",
    }
    return Record.objects.create(
        **{"source": "P33", "record_id": number, "enterprise": enterprise(), "kind": kind, "outcome": outcome}
        | {"state": State.VERIFIED}
        | fields
        | more
    )


def a_full_dossier() -> None:
    one, other = enterprise(), enterprise("91330203000000123T", "宁波酱园", "330203")
    Product.objects.create(
        enterprise=one, code="P1", name="酱油", permit_required=True, statutory_inspection=True
    )
    Product.objects.create(enterprise=one, code="P2", name="醋", valid_to=date(2025, 1, 1))
    Name.objects.create(enterprise=one, name="西湖旧厂", initials="xhjc", valid_to=date(2015, 1, 1))
    Succession.objects.create(
        predecessor=other, successor=one, kind="merger", occurred_on=date(2024, 1, 1), document="文"
    )
    Succession.objects.create(
        predecessor=one, successor=other, kind="division", occurred_on=date(2025, 1, 1), document="文"
    )
    loaded("1", "permit", "granted", subject="P1", due_on=date(2029, 1, 1))
    loaded("2", "complaint", "pending", due_on=date(2026, 2, 1), contested=True)
    loaded("3", "factory_inspection", "done", inspected=9, passed=8, score="87.5")
    loaded("4", "external_report", "dishonest")
    loaded("5", "honour", "granted", closed_on=date(2026, 2, 2))


def test_the_dossier_is_whole(sign_in: Signing, act_as: Casting) -> None:
    a_full_dossier()
    ali, bowen = act_as("ali"), act_as("bowen")
    first = verified(ali, bowen, NOW)
    second = actions.correct(
        by=ali,
        at=NOW,
        record=first,
        facts=first.facts.__class__("quality_spot_check", "pass", first.occurred_on),
        **GROUND,
    )
    actions.verify(by=bowen, at=NOW + timedelta(hours=1), record=second)
    gone = verified(ali, bowen, NOW, kind="accident", outcome="major", subject="")
    undone = actions.annul(by=ali, at=NOW, record=gone, **GROUND)
    actions.verify(by=bowen, at=NOW + timedelta(hours=2), record=undone)
    actions.contest(by=ali, at=NOW, record=Record.objects.get(record_id="3"), **GROUND)
    a_proposal()
    page = main(sign_in("supervisor").get(DOSSIER).content)
    for words in (
        "西湖旧厂", "酱油（P1）", "承继自", "由其承继", "已停止", "许可、资质、认证和荣誉", "纠纷和期限", "质量", "其他部门反映",
        "检验 9，合格 8", "87.5", "已过", "了结", "有异议", "以前 1 个版本", "已撤销", "标明异议", "待核对", "谁查看过", "简督",
    ):  # fmt: skip
        assert words in page, words
    assert "录入记录" not in page
    read = Read.objects.get()
    assert (read.username, read.subject, read.object_type) == ("supervisor", CODE, "enterprises.enterprise")


def test_an_enterprise_sees_what_counts_of_its_own(sign_in: Signing) -> None:
    own = enterprise("91330100543482632Y", "演示企业", "330100")
    counted = loaded("1", "accident", "major", enterprise=own)
    waiting = loaded("2", "accident", "general", enterprise=own, state=State.AWAITING, recorded_at=None)
    client = sign_in("ding")
    page = main(client.get(f"/archives/dossiers/{own.code}/").content)
    assert "重大事故" in page
    assert "一般事故" not in page
    assert "谁查看过" in page
    assert client.get(f"/archives/records/{counted.pk}/").status_code == 200
    assert client.get(f"/archives/records/{waiting.pk}/").status_code == 404
    assert "还没有记录" in main(sign_in("ali").get(f"/archives/dossiers/{enterprise().code}/").content)


def test_a_dossier_costs_the_same_however_long(sign_in: Signing) -> None:
    client, counts = sign_in("ali"), []
    client.get("/")
    for more in (3, 60):
        for number in range(more):
            loaded(f"{more}-{number}", "quality_spot_check", "pass")
            loaded(f"{more}-{number}-a", "accident", "general", state=State.AWAITING, recorded_at=None)
        with CaptureQueriesContext(connection) as queries:
            client.get(DOSSIER)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    bowen = sign_in("bowen")
    Record.objects.filter(state=State.AWAITING).update(body=body_of(), entered_at=NOW)
    counts = []
    for page in ("", "?page=2"):
        bowen.get("/")
        with CaptureQueriesContext(connection) as queries:
            assert "一般事故" in bowen.get(f"/archives/verification/{page}").content.decode()
        counts.append(len(queries))
    assert counts[0] == counts[1]


def body_of() -> object:
    from tests.bureau.conftest import body  # noqa: PLC0415 - here only

    return body("P33")


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_has_its_form(kind: str, sign_in: Signing) -> None:
    enterprise()
    client = sign_in("ali")
    page = client.get(f"{DOSSIER}enter/{kind}/").content.decode()
    for name in ("subject", "due_on", "closed_on", "inspected", "passed", "score"):
        assert (f'name="{name}"' in page) == (name in kinds()[kind].uses), name
    assert ('name="contested"' in page) == kinds()[kind].contestable(None)
    assert all(outcome.label.zh in page for outcome in kinds()[kind].outcomes)


def test_entering_and_verifying_on_pages(sign_in: Signing) -> None:
    enterprise()
    ali, bowen = sign_in("ali"), sign_in("bowen")
    assert "计量监督抽查" in ali.get(f"{DOSSIER}enter/").content.decode()
    assert ali.get(f"{DOSSIER}enter/nothing/").status_code == 404
    address = f"{DOSSIER}enter/quality_spot_check/"
    wrong = ali.post(address, CHECK | {"occurred_on": "2027-01-01"}).content.decode()
    assert "发生日期在今天之后" in wrong
    assert ali.post(address, CHECK | {"record_id": "抽-7", "draft": "on"}).status_code == 302
    one = Record.objects.get()
    assert (one.state, one.record_id) == (State.DRAFT, "抽-7")
    assert "抽" in main(ali.get("/archives/unfinished/").content)
    place = f"/archives/records/{one.pk}/"
    assert "修改并送核对" in main(ali.get(place).content)
    assert 'value="2026-03-03"' in ali.get(f"{place}amend/").content.decode()
    assert ali.post(f"{place}amend/", CHECK).status_code == 302
    assert bowen.post(f"{place}return/", {"reason": "再看看"}).status_code == 302
    assert "再看看" in main(ali.get(place).content)
    assert ali.post(f"{place}amend/", CHECK).status_code == 302
    shown = main(bowen.get(place).content)
    assert "对等级的影响" in shown
    assert "→" in shown
    assert "等级" in main(bowen.get(f"{place}verify/").content)
    assert "产品质量监督抽查" in main(bowen.get("/archives/verification/").content)
    assert bowen.post(f"{place}verify/").headers["Location"] == "/archives/verification/"
    assert Record.objects.get().state == State.VERIFIED
    assert bowen.post(f"{place}verify/").status_code == 404
    assert ali.post(address, CHECK).status_code == 302
    two = Record.objects.get(state=State.AWAITING)
    assert ali.post(f"/archives/records/{two.pk}/withdraw/").headers["Location"] == DOSSIER


def test_nobody_verifies_his_own_on_a_page(sign_in: Signing) -> None:
    enterprise()
    both = sign_in("hangzhou")
    both.post(f"{DOSSIER}enter/quality_spot_check/", CHECK)
    one = Record.objects.get()
    assert "核对</a>" not in main(both.get(f"/archives/records/{one.pk}/").content)
    refused = both.post(f"/archives/records/{one.pk}/verify/")
    assert "另一位同事" in refused.content.decode()
    assert (
        "没有条款随之变化" in main(both.get(f"/archives/records/{a_proposal()['pk']}/").content)
        or Record.objects.filter(state=State.VERIFIED).count() == 0
    )


@pytest.mark.parametrize(
    ("page", "data", "change"),
    [
        ("correct", CHECK | GROUND | {"outcome": "pass"}, Change.CORRECTION),
        ("annul", GROUND, Change.ANNULMENT),
        ("contest", GROUND, Change.CONTEST),
        ("settle", GROUND, Change.SETTLEMENT),
    ],
)
def test_a_change_is_shown_before_it_is_made(
    page: str, data: dict[str, str], change: Change, sign_in: Signing
) -> None:
    pk = a_record(contested=change is Change.SETTLEMENT)["pk"]
    client, place = sign_in("ali"), f"/archives/records/{pk}/"
    assert f"{place}{page}/" in client.get(place).content.decode()
    assert "看看会怎样" in client.get(f"{place}{page}/").content.decode()
    assert "请写明" in client.post(f"{place}{page}/", data | {"reason": " "}).content.decode() or change
    shown = client.post(f"{place}{page}/", data).content.decode()
    assert "对等级的影响" in shown
    assert Record.objects.count() == 1
    assert client.post(f"{place}{page}/", data | {"confirmed": "1"}).headers["Location"] == place
    assert Record.objects.get(state=State.AWAITING).change == change
    assert "先办完那一项" in client.post(f"{place}{page}/", data).content.decode()


def test_what_cannot_be_contested_is_not(sign_in: Signing) -> None:
    pk = a_record(outcome="pass")["pk"]
    client = sign_in("ali")
    assert "不会在异议之中" in client.post(f"/archives/records/{pk}/contest/", GROUND).content.decode()
    unchanged = {
        "outcome": "pass",
        "occurred_on": "2026-03-03",
        "subject": "P1",
        "document": "浙质监〔2026〕7 号",
    }
    assert "没有改动" in client.post(f"/archives/records/{pk}/correct/", unchanged | GROUND).content.decode()


def test_who_sees_which_records(act_as: Casting) -> None:
    for serial, region in (("913301060000001231", "330106"), ("91330203000000123T", "330203")):
        loaded(
            serial,
            "accident",
            "general",
            enterprise=enterprise(serial, "企业", region, exporter=region == "330203"),
        )
    for one in CAST:
        for action in (Action.DOSSIER_READ, Action.RECORD_VERIFY, Action.RECORD_CORRECT):
            by = act_as(one.username)
            assert set(records_visible_to(by, action)) == {
                row for row in Record.objects.select_related("enterprise") if may_see_record(by, row, action)
            }


def test_words_that_the_standard_does_not_know_are_shown_as_they_are() -> None:
    assert (kind_label("x"), outcome_label("x", "y"), outcome_label("accident", "z")) == ("x", "y", "z")
    assert (grade_label(None), grade_label("q")) == ("—", "q")


def test_in_english(sign_in: Signing) -> None:
    a_full_dossier()
    client = sign_in("ali")
    client.cookies["django_language"] = "en"
    page = main(client.get(DOSSIER).content)
    assert "ex-factory inspection" in page
    assert "Permits, qualifications" in page
    assert "质量" not in page


def test_how_verdicts_read() -> None:
    assert [verdict_label(one) for one in (*Verdict, None)] == ["符合", "不符合", "未定", "—"]
