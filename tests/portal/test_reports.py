"""What the public reports: taken without a name, sealed, and with the same page whatever is known of the enterprise."""

import re
from dataclasses import replace

import pytest
from django.conf import settings
from django.db import OperationalError, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bureau.inbox.models import Answer, Letter
from bureau.inbox.sealing import key_of, lookup_of, private_of, seal_with, unseal
from bureau.inbox.taking import publish_key
from bureau.store.actions import release, withdraw
from tests.bureau.store.entries import AT, CODE, OTHER, TODAY, A, D, code_of

pytestmark = pytest.mark.django_db(databases=["public", "inbox"])
PRIVATE = private_of("of the tests")
REPORT = {
    "kind": "fake",
    "region": "330000",
    "enterprise": "某某公司",
    "text": "市场上有假冒的公示。",
}
RECEIPT = re.compile(r"<code>([2-9A-HJ-NP-Z]{10,20})</code>")


@pytest.fixture(autouse=True)
def _key(client: Client) -> None:
    del client
    publish_key(PRIVATE)


def test_somebody_reports_and_reads_the_answer(client: Client) -> None:
    assert "不登记、不收费" in client.get("/report/").content.decode()
    assert "必填" in client.post("/report/", {**REPORT, "text": ""}).content.decode()
    page = client.post("/report/", {**REPORT, "contact": "王某"})
    assert (page.status_code, page["Cache-Control"]) == (200, "no-store")
    assert not page.cookies
    number, secret = RECEIPT.findall(page.content.decode())
    sealed = bytes(Letter.objects.get(pk=number).sealed)
    assert "王某".encode() not in sealed
    assert "王某" in unseal(sealed, PRIVATE).decode()
    asked = {"number": f" {number.lower()}", "secret": f"{secret[:5]}-{secret[5:]}"}
    assert "还没有答复" in client.post("/report/answer/", asked).content.decode()
    Answer.objects.create(
        lookup=lookup_of(number, secret),
        sealed=seal_with(key_of(number, secret), "已经查处。".encode()),
        at=AT,
    )
    assert "已经查处。" in client.post("/report/answer/", asked).content.decode()
    assert "还没有答复" in client.post("/report/answer/", {**asked, "secret": "x" * 20}).content.decode()
    assert "Read the answer" in client.get("/en/report/answer/").content.decode()


def test_nothing_is_learnt_of_the_enterprise(client: Client) -> None:
    release(A, at=AT)
    release(D, at=AT)
    gone = code_of(7)
    release(replace(A, code=gone, decision="三"), at=AT)
    withdraw(code=gone, decision="三", because="ended", on=TODAY, at=AT)
    found = set()
    for number, code in enumerate((CODE, OTHER, gone, code_of(8), code_of(9))):
        with (
            CaptureQueriesContext(connections["public"]) as public,
            CaptureQueriesContext(connections["inbox"]) as inbox,
        ):
            page = client.post("/report/", {**REPORT, "code": code}, REMOTE_ADDR=f"192.0.2.{number}")
        said = RECEIPT.sub("<code/>", page.content.decode())
        asked = tuple(re.sub(r"'.*?'", "", one["sql"]) for one in public.captured_queries)
        assert code not in str(public.captured_queries)
        found.add((page.status_code, said, asked, len(inbox.captured_queries)))
    assert len(found) == 1


def test_one_address_writes_so_often(client: Client) -> None:
    codes = [client.post("/report/", REPORT).status_code for _ in range(6)]
    assert codes == [200] * 5 + [429]
    page = client.post("/report/", REPORT).content.decode()
    assert "请过一小时再试" in page
    assert REPORT["text"] in page
    asked = {"number": "2345678923", "secret": "2" * 20}
    assert {client.post("/report/answer/", asked).status_code for _ in range(30)} == {200}
    assert client.post("/report/answer/", asked).status_code == 429
    assert client.post("/report/answer/", {}).status_code == 200


def test_an_inbox_that_is_down_is_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise OperationalError

    monkeypatch.setattr("bureau.portal.reports.post", fail)
    monkeypatch.setattr("bureau.portal.reports.look", fail)
    for where, given in (
        ("/report/", REPORT),
        ("/report/answer/", {"number": "2345678923", "secret": "2" * 20}),
    ):
        answer = client.post(where, given)
        assert answer.status_code == 503
        assert "现在不能接收" in answer.content.decode()


def test_without_an_inbox_nothing_is_taken(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(settings.DATABASES, "inbox")
    assert client.get("/report/").status_code == 404
