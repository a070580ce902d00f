"""The API: stable paths, checks by code, search, and lists that are matched by code and never by a name alone."""

import json
from pathlib import Path

import pytest
from django.test import Client

from bureau.portal.api import api
from bureau.portal.reconciliation import QUESTIONS
from bureau.store.actions import mark_day, release, withdraw
from bureau.store.publishing import publish_counts
from tests.bureau.store.entries import AT, CODE, OTHER, TODAY, A, D

pytestmark = pytest.mark.django_db(databases=["public"])
GOLDEN = Path(__file__).parents[2] / "docs" / "reference" / "openapi.json"


@pytest.fixture
def full(client: Client) -> Client:
    """Give a portal with an entry of either list."""
    release(A, at=AT)
    release(D, at=AT)
    mark_day(on=TODAY, at=AT)
    return client


def test_what_is_promised_is_kept() -> None:
    """Version 1 stays as it is in docs/reference/openapi.json; to add to it, write that file anew."""
    said = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))
    assert said == json.loads(GOLDEN.read_text())


def test_the_description_is_served(client: Client) -> None:
    said = client.get("/api/v1/openapi.json").json()
    assert set(said["paths"]) == {
        f"/api/v1/{one}" for one in ("check/{code}", "entries", "head", "changes", "counts", "reconcile")
    }


def test_a_code_is_checked(full: Client) -> None:
    said = full.get(f"/api/v1/check/{CODE}").json()
    assert (said["listed"], said["as_of"], said["entries"][0]["decision"]) == (True, "2026-11-20", A.decision)
    said = full.get(f"/api/v1/check/{OTHER}").json()
    assert said["entries"][0]["facts"][0]["clause"] == "D.1"
    assert full.get("/api/v1/check/nobody").status_code == 422
    withdraw(code=CODE, decision=A.decision, because="ended", on=TODAY, at=AT)
    said = full.get(f"/api/v1/check/{CODE}").json()
    assert (said["listed"], said["entries"][0]["withdrawn_because"]) == (False, "ended")


def test_any_page_may_ask(full: Client) -> None:
    assert full.get(f"/api/v1/check/{CODE}").headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in full.get("/").headers


def test_entries_are_searched(full: Client) -> None:
    said = full.get("/api/v1/entries", {"q": "有限", "listing": "D", "region": "33"}).json()
    assert ([one["code"] for one in said["entries"]], said["more"], said["page"]) == ([OTHER], False, 1)
    for wrong in ({"listing": "B"}, {"region": "3"}, {"page": "0"}, {"q": "字" * 101}):
        assert full.get("/api/v1/entries", wrong).status_code == 422


def test_the_chain_and_the_counts(full: Client) -> None:
    links = full.get("/api/v1/changes", {"after": "1"}).json()
    assert [(one["sequence"], one["kind"]) for one in links] == [(2, "released"), (3, "day")]
    assert full.get("/api/v1/head").json()["sha256"] == links[-1]["sha256"]
    publish_counts("graded", {"33": 120, "11": 30, "12": 2}, on=TODAY)
    said = full.get("/api/v1/counts").json()
    assert {(one["region"], one["count"]) for one in said} == {
        ("", 150),
        ("33", 120),
        ("11", None),
        ("12", None),
    }


def matched(client: Client, **asked: object) -> list[tuple[str, int, bool]]:
    answer = client.post("/api/v1/reconcile", {"queries": json.dumps({"q0": asked})})
    assert answer.status_code == 200
    return [(one["id"], one["score"], one["match"]) for one in answer.json()["q0"]["result"]]


def test_a_name_alone_is_never_a_match(full: Client) -> None:
    code = {"properties": [{"pid": "code", "v": CODE.lower()}]}
    assert matched(full, query=A.name) == [(CODE, 50, False)]
    assert matched(full, query="有限公司") == [(OTHER, 25, False), (CODE, 25, False)]
    assert matched(full, query=A.name, **code) == [(CODE, 100, True)]
    assert matched(full, query=D.name, **code) == [(CODE, 60, False)]
    assert matched(full, query=CODE) == [(CODE, 100, True)]
    assert matched(full, query="", **code) == [(CODE, 100, True)]
    assert matched(full, query="，") == []
    assert matched(full, query=A.name, properties=[{"pid": "code", "v": "913301060000009999"}]) == []
    assert matched(full, query="没有的", properties=[{"pid": "region", "v": "33"}]) == []


def test_what_cannot_be_read_is_refused(full: Client) -> None:
    many = {f"q{number}": {"query": "x"} for number in range(QUESTIONS + 1)}
    for queries in ("not json", "[]", '{"q0": {}}', '{"q0": "x"}', json.dumps(many)):
        answer = full.post("/api/v1/reconcile", {"queries": queries})
        assert answer.status_code == 422
        assert answer.json()["detail"]
    said = full.get("/api/v1/reconcile").json()
    assert said["view"]["url"] == "http://testserver/entries/{{id}}/"
    assert said["batchSize"] == QUESTIONS
