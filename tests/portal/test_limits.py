"""Somebody hammers the search: he is told to wait, nobody else is, and the store is not asked."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from bureau.portal import limits

pytestmark = pytest.mark.django_db(databases=["public"])
DEAR = ("/search/?q=食品", "/en/search/?q=食品", "/api/v1/entries?q=食品")


@pytest.fixture(autouse=True)
def _three_a_minute(settings: Settings) -> Iterator[None]:
    settings.SEARCHES_A_MINUTE = 3
    cache.clear()
    yield
    cache.clear()


def asked(client: Client, address: str, where: str = DEAR[0], **more: str) -> int:
    return client.get(where, REMOTE_ADDR=address, headers=more).status_code


def test_who_hammers_is_told_to_wait(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert [asked(client, "192.0.2.1", where) for where in DEAR] == [200, 200, 200]
    with django_assert_num_queries(0, using="public"):
        page, said = (client.get(where, REMOTE_ADDR="192.0.2.1") for where in (DEAR[0], DEAR[2]))
    assert (page.status_code, page["Retry-After"], page["Cache-Control"]) == (429, "60", "no-store")
    assert "请过一分钟再查" in page.content.decode()
    assert said.json() == {"detail": "too many requests in this minute"}
    questions = client.post("/api/v1/reconcile", {"queries": "{}"}, REMOTE_ADDR="192.0.2.1")
    assert questions.status_code == 429
    # Others, and what is not searched, go on.
    assert asked(client, "192.0.2.2") == 200
    assert asked(client, "192.0.2.1", "/withdrawn/") == 200


def test_a_minute_later_it_goes_on(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [asked(client, "192.0.2.1") for _ in range(4)] == [200, 200, 200, 429]
    cache.delete("search:192.0.2.1")
    assert asked(client, "192.0.2.1") == 200
    # The minute may end between two looks at it.
    monkeypatch.setattr(cache, "add", lambda *_args: False)
    cache.delete("search:192.0.2.1")
    assert asked(client, "192.0.2.1") == 200


def test_a_network_of_ipv6_is_one_customer(client: Client) -> None:
    addresses = [f"2001:db8::{number:x}" for number in range(4)]
    assert [asked(client, one) for one in addresses] == [200, 200, 200, 429]
    assert asked(client, "2001:db8:0:1::1") == 200


def test_behind_a_proxy_its_word_counts_and_nobody_elses(client: Client, settings: Settings) -> None:
    for number in range(3):
        assert asked(client, "192.0.2.9", **{"X-Forwarded-For": f"203.0.113.{number}"}) == 200
    assert asked(client, "192.0.2.9", **{"X-Forwarded-For": "203.0.113.9"}) == 429
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for number in range(4):
        named = f"203.0.113.{number}, 198.51.100.7"
        assert asked(client, "192.0.2.9", **{"X-Forwarded-For": named}) == (200 if number < 3 else 429)
    assert asked(client, "192.0.2.9", **{"X-Forwarded-For": "no address"}) == 200


def test_without_a_limit_there_is_none(client: Client, settings: Settings) -> None:
    settings.SEARCHES_A_MINUTE = 0
    assert {asked(client, "192.0.2.1") for _ in range(6)} == {200}
    assert limits.counted("new") == 1


def test_a_body_is_bounded(client: Client) -> None:
    kind = "application/x-www-form-urlencoded"
    for length, wanted in ((1_000, 422), (200_000, 400)):
        answer = client.post("/api/v1/reconcile", "queries=" + "x" * length, content_type=kind)
        assert answer.status_code == wanted
