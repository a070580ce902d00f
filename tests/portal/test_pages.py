"""Pages: what is published is shown, dated and expiring; in two languages, without script, and small."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.staticfiles.finders import find
from django.db import Error
from django.test import Client

from bureau.portal.provinces import PROVINCES
from bureau.store.actions import mark_day, release, withdraw
from bureau.store.publishing import publish_counts, put_document
from tests.bureau.store.entries import AT, CODE, OTHER, TODAY, A, D, many

pytestmark = pytest.mark.django_db(databases=["public"])
PAGES = (
    "/",
    "/search/",
    "/withdrawn/",
    "/statistics/",
    "/standard/",
    "/education/",
    "/self-check/",
    "/advice/",
    "/data/",
)
LAW = {
    "title": "意见",
    "edition": "2006",
    "text_hash": "00",
    "rules_hash": "11",
    "rows": [
        {"grade": "D", "how": "any"},
        {"grade": "C", "how": "any"},
        {"grade": "A", "how": "all"},
        {"grade": "B", "how": "all"},
    ],
    "chapters": [
        {
            "grade": grade,
            "title": f"{grade} 级",
            "clauses": [
                {
                    "id": f"{grade}.1",
                    "text": f"企业依法设立{grade}",
                    "phrases": [{"quote": "企业", "rule": "设立时间满 3 年", "remark": "注"}],
                }
            ],
        }
        for grade in "ABCD"
    ],
    "readings": [{"question": "当年是什么", "chosen": "日历年", "ground": "通常"}],
    "open": [{"place": "A.1", "quote": "依法", "remark": "由官员判定"}],
}


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def full(client: Client) -> Client:
    """Give a portal with something on every page."""
    many(25, start=100)
    release(A, at=AT)
    release(D, at=AT)
    gone = replace(D, code="91330106000000300X", decision="三", name="绍兴丙酒业有限公司")
    release(gone, at=AT)
    withdraw(code=gone.code, decision="三", because="annulled", on=TODAY, at=AT)
    mark_day(on=TODAY, at=AT)
    publish_counts("graded", {one.code: 1234 for one in PROVINCES} | {"11": 3}, on=TODAY)
    for language in ("zh-hans", "en"):
        put_document("standard", LAW, language=language, at=AT)
    put_document("checkpoint", {"text": "quality.example/log\n7\n"}, at=AT)
    return client


@pytest.mark.parametrize("address", [*PAGES, f"/entries/{CODE}/", f"/entries/{OTHER}/", "/nowhere/"])
def test_every_page_is_small_and_without_script_in_both_languages(full: Client, address: str) -> None:
    style = find("ui/bureau.css")
    with open(str(style), "rb") as file:  # noqa: PTH123 - a name
        beside = len(file.read())
    for prefix, language, other in (("", "zh-hans", "/en" + address), ("/en", "en", address)):
        answer = full.get(prefix + address)
        text = answer.content.decode()
        assert f'<html lang="{language}">' in text
        assert f'href="{other}"' in text
        assert "<script" not in text
        assert " style=" not in text
        assert len(answer.content) + beside < 100_000
        assert not answer.cookies
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_stands_while_the_store_is_empty(client: Client, address: str) -> None:
    assert "更新于" not in page(client, address)
    assert "Updated" not in page(client, f"/en{address}")


def test_an_entry_of_a_recommends_nothing(full: Client) -> None:
    text = page(full, f"/entries/{CODE.lower().upper()}/")
    for said in (
        A.name,
        CODE,
        A.decision,
        "2026-11-20",
        "2027-11-19",
        "不推荐任何产品",
        "企业没有说明",
        "酱油",
    ):
        assert said in text
    assert "事实" not in text.partition("<main")[2].partition("怎样核对")[0]


def test_an_entry_of_d_says_facts_and_the_reply(full: Client) -> None:
    text = page(full, f"/entries/{OTHER}/")
    for said in (
        "D.1",
        "发生质量安全事故",
        "食物中毒",
        "我公司已经召回",
        "salt: 00",
        "quality.example/log",
        "第 27 号",
    ):
        assert said in text
    english = page(full, f"/en/entries/{OTHER}/")
    assert "The enterprise's own words" in english


def test_what_was_withdrawn_is_said_with_day_and_reason(full: Client) -> None:
    for address in ("/withdrawn/", "/entries/91330106000000300X/"):
        text = page(full, address)
        assert "所依据的文书已经撤销" in text
        assert "2026-11-20" in text
        assert "食物中毒" not in text
    assert "绍兴丙酒业" not in page(full, "/search/?q=绍兴丙")


def test_search(full: Client) -> None:
    assert A.name in page(full, "/search/?q=甲味")
    assert D.name not in page(full, "/search/?list=A&region=33&q=有限")
    assert D.name in page(full, "/search/?list=B&region=zz&q=有限")
    assert "没有找到" in page(full, "/search/?q=没有的")
    assert full.get(f"/search/?q= {OTHER.lower()} ").headers["Location"] == f"/entries/{OTHER}/"
    first, second = page(full, "/search/?q=食品厂"), page(full, "/search/?q=食品厂&page=2")
    assert "下一页" in first
    assert "上一页" not in first
    assert "上一页" in second
    assert "下一页" not in second
    for number in ("0", "many", "9" * 200):
        assert "第124食品厂" in page(full, f"/search/?q=食品厂&page={number}")


def test_too_many_are_not_leafed_through(full: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bureau.portal.views.LAST_PAGE", 1)
    text = page(full, "/search/?q=食品厂&page=7")
    assert "结果太多" in text
    assert "下一页" not in text


def test_statistics_hide_what_is_small(full: Client) -> None:
    text = page(full, "/statistics/")
    assert "1230" in text
    assert ">–</text>" in text
    assert "不公布" in text
    assert ">3<" not in text
    assert "少于 10 的不公布" in text
    assert "Beijing" in page(full, "/en/statistics/")


def test_the_standard_and_what_it_asks(full: Client) -> None:
    text = page(full, "/standard/")
    for said in ("意见", "版本 2006", "B.1", "设立时间满 3 年", "当年是什么", "由官员判定", "11"):
        assert said in text
    text = page(full, "/education/")
    assert "企业依法设立A" in text
    assert "企业依法设立D" in text
    assert "企业依法设立C" not in text


ANSWERS: dict[str, tuple[dict[str, str], str]] = {
    "nothing": ({}, "最好是A 级，最差是D 级"),
    "one fault": ({"D.1": "met"}, "<p>D 级。</p>"),
    "no faults": ({"C.1": "unmet", "D.1": "unmet"}, "最好是A 级，最差是没有规定等级"),
    "all good": ({"A.1": "met", "C.1": "unmet", "D.1": "unmet"}, "<p>A 级。</p>"),
    "almost": ({"A.1": "unmet", "B.1": "met", "C.1": "unmet", "D.1": "unmet"}, "<p>B 级。</p>"),
    "neither": ({"A.1": "unmet", "B.1": "unmet", "C.1": "unmet", "D.1": "unmet"}, "没有规定相应的等级"),
    "no such clause": ({"Z.9": "met"}, "回答了 4 条中的 0 条"),
    "no such answer": ({"D.1": "perhaps"}, "回答了 4 条中的 0 条"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_who_checks_himself_learns_the_grade_and_leaves_nothing(name: str, full: Client) -> None:
    answers, said = ANSWERS[name]
    answer = full.post(
        "/self-check/", {f"clause-{clause}": value for clause, value in answers.items()} | {"x": "y"}
    )
    assert said in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_nobody_checks_himself_before_there_is_a_standard(client: Client) -> None:
    assert "标准还没有发布" in client.post("/self-check/", {"clause-A.1": "met"}).content.decode()


def test_staleness_is_shown(full: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "没有更新" not in page(full, "/")
    monkeypatch.setattr("bureau.ui.clock.now", lambda: AT + timedelta(days=4))
    assert "已经 4 天没有更新" in page(full, "/")
    assert "for 4 days" in page(full, "/en/")


def test_it_says_whether_it_lives_and_is_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/health/live/").json() == {"status": "ok"}
    assert client.get("/health/ready/").json() == {"status": "ok", "released_at": None, "marked_on": None}
    mark_day(on=TODAY, at=AT)
    assert client.get("/health/ready/").json()["marked_on"] == "2026-11-20"

    def down() -> None:
        raise Error

    monkeypatch.setattr("bureau.portal.views.head", down)
    assert client.get("/health/ready/").status_code == 503


def test_errors_have_pages_of_their_own(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = client.get("/nowhere/")
    assert (answer.status_code, "没有这个页面" in answer.content.decode()) == (404, True)
    answer = client.get("/", headers={"host": "elsewhere.example"})
    assert (answer.status_code, "这个请求不完整" in answer.content.decode()) == (400, True)
    client.raise_request_exception = False

    def down() -> None:
        raise Error

    monkeypatch.setattr("bureau.portal.context.head", down)
    answer = client.get("/")
    assert (answer.status_code, "门户出错" in answer.content.decode()) == (500, True)


def test_pages_may_be_kept_and_asked_for_again(full: Client) -> None:
    first = full.get(f"/entries/{CODE}/")
    assert first.headers["Cache-Control"] == "public, max-age=300"
    again = full.get(f"/entries/{CODE}/", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "Cache-Control" not in full.get("/nowhere/").headers
    assert full.get("/health/live/").headers["Cache-Control"] == "no-store"
