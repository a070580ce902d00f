"""An enterprise that is not listed cannot be told from one that nobody ever heard of, whatever is asked."""

import json
import re
import statistics
import time
from collections.abc import Callable

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bureau.store.actions import mark_day, release
from bureau.store.models import Entry
from tests.bureau.store.entries import AT, TODAY, A, D, many

pytestmark = pytest.mark.django_db(databases=["public"])
ASKED = 300
CODES = [f"91{number:015d}A" for number in range(7, 7 + ASKED * 977, 977)]
# Ways in which somebody would try; each answer has the code itself in it, and nothing else that differs.
WAYS: dict[str, Callable[[str], str]] = {
    "page": lambda code: f"/entries/{code}/",
    "english": lambda code: f"/en/entries/{code}/",
    "check": lambda code: f"/api/v1/check/{code}",
    "search": lambda code: f"/api/v1/entries?q={code}",
}


@pytest.fixture
def busy(client: Client) -> Client:
    """Give a portal with a register in it."""
    many(40, start=500)
    release(A, at=AT)
    release(D, at=AT)
    mark_day(on=TODAY, at=AT)
    return client


@pytest.mark.parametrize("way", WAYS)
def test_every_code_that_is_not_listed_is_answered_alike(way: str, busy: Client) -> None:
    answers, asked = set(), set()
    for code in CODES:
        with CaptureQueriesContext(connections["public"]) as queries:
            answer = busy.get(WAYS[way](code))
        said = answer.content.decode()
        asked.add(tuple(re.sub(r"[0-9A-F]{18}|'[^']*'", "?", one["sql"]) for one in queries))
        answers.add((answer.status_code, len(answer.content), said.replace(code, "CODE")))
        assert {"Content-Type", "Cache-Control"} <= set(answer.headers)
    assert len(answers) == 1
    if way != "search":  # what is asked for is in the question
        assert len(asked) == 1
    assert next(iter(answers))[0] == 200


def test_it_takes_no_longer_for_one_than_for_another(busy: Client) -> None:
    """Two halves of the codes, taken in turn: the middle of what they take differs by no more than the noise."""
    took: tuple[list[float], list[float]] = ([], [])
    for number, code in enumerate(CODES):
        begun = time.perf_counter()
        busy.get(WAYS["page"](code))
        took[number % 2].append(time.perf_counter() - begun)
    first, second = map(statistics.median, took)
    assert abs(first - second) < max(first, second) / 2


def test_the_way_of_a_listed_one_is_the_same(busy: Client) -> None:
    """The same questions are put to the store, so that even a listed code takes no other way."""
    asked = []
    for code in (CODES[0], A.code, D.code):
        with CaptureQueriesContext(connections["public"]) as queries:
            assert busy.get(WAYS["page"](code)).status_code == 200
        asked.append(len(queries))
    assert len(set(asked)) == 1


def test_a_list_of_names_and_codes_tells_nothing_either(busy: Client) -> None:
    questions = {f"q{number}": {"query": code} for number, code in enumerate(CODES[:50])}
    answer = busy.post("/api/v1/reconcile", {"queries": json.dumps(questions)}).json()
    assert {json.dumps(one) for one in answer.values()} == {'{"result": []}'}


def test_what_is_in_the_register_is_all_that_there_is(busy: Client) -> None:
    assert set(Entry.objects.values_list("listing", flat=True)) == {"A", "D"}
    assert busy.get("/entries/nobody/").status_code == 404
