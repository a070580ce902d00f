"""The board counts what the lists behind its numbers hold, of those in somebody's charge, and draws it to scale."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bureau.grades import actions
from bureau.grades.board import Group, board_of
from bureau.grades.drawings import LONG, bar_of, tiles_of
from bureau.grades.models import Cause, Decision
from bureau.grades.queries import lacking
from tests.bureau.conftest import NOW, Casting, Signing
from tests.bureau.objects import CODE, enterprise, verified

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


@pytest.fixture
def province(act_as: Casting) -> None:
    """Make three enterprises in two provinces; one falls to C."""
    enterprise(industry="C1492")
    enterprise("913301000000000196", "杭州乙", "330100", industry="C1492")
    enterprise("913201000000001236", "南京食品", "320100", industry="C2110")
    codes = [CODE, "913301000000000196", "913201000000001236"]
    actions.regrade(at=NOW - timedelta(days=40), codes=codes, cause=Cause.DUE)
    verified(act_as("ali"), act_as("bowen"), NOW - timedelta(days=3), occurred_on=date(2026, 11, 2))


@pytest.mark.usefixtures("province")
def test_every_number_is_that_of_its_list(sign_in: Signing) -> None:
    client = sign_in("statistician")
    page = client.get("/grades/board/?days=30").content.decode()
    links = re.findall(r'href="(/grades/list/\?[^"]+)"[^>]*>([\d,]+)</a>', page)
    links += [
        (url, count)
        for url, count in re.findall(
            r'href="(/grades/list/\?grade=\w+)"><span class="tally-count">([\d,]+)', page
        )
    ]
    assert len(links) >= 8
    for url, count in links:
        listed = client.get(url.replace("&amp;", "&")).content.decode()
        told = re.search(r"共 ([\d,]+) 条", listed)
        assert (told[1] if told else "0") == count, url


@pytest.mark.usefixtures("province")
def test_what_is_outside_is_not_counted(act_as: Casting) -> None:
    own, whole = (board_of(act_as(name), NOW, 30) for name in ("statistician", "nation-supervisor"))
    assert (own.whole.total, whole.whole.total) == (2, 3)
    assert [one.key for one in own.provinces] == ["33"]
    assert [one.key for one in whole.provinces] == ["32", "33"]
    assert [(one.key, one.total) for one in whole.industries] == [("C14", 2), ("C21", 1)]
    assert [(one.after, one.count) for one in own.flows] == [("C", 1)]
    # Who had no decision at first has not moved.
    assert board_of(act_as("statistician"), NOW, 60).flows == ()
    assert [one.key for one in own.months] == ["2026-10", "2026-11"]
    assert board_of(act_as("chen"), NOW, 30).whole.total == 0


@pytest.mark.usefixtures("province")
def test_clauses_that_keep_from_the_best_grade(act_as: Casting) -> None:
    hindering = dict(board_of(act_as("statistician"), NOW, 30).hindering)
    assert hindering["A.1"] == 1
    for clause, count in hindering.items():
        assert lacking(Decision.objects.filter(superseded_at__isnull=True), clause).count() == count


@pytest.mark.usefixtures("province")
def test_a_source_that_is_silent_is_named(act_as: Casting) -> None:
    by = act_as("statistician")
    assert board_of(by, NOW, 30).quiet == ()
    (quiet,) = board_of(by, NOW + timedelta(days=60), 30).quiet
    assert quiet.last == NOW - timedelta(days=3)


@pytest.mark.usefixtures("province")
def test_it_is_counted_once_until_something_is_decided(act_as: Casting) -> None:
    by = act_as("statistician")
    first = board_of(by, NOW, 30)
    with CaptureQueriesContext(connection) as captured:
        assert board_of(by, NOW, 30) == first
    assert len(captured) <= 3
    verified(act_as("ali"), act_as("bowen"), NOW, kind="accident", outcome="major", subject="")
    assert board_of(by, NOW, 30) != first


def test_drawings_are_to_scale() -> None:
    one = Group("33", (("A", 3), ("B", 0), ("C", 1), ("D", 0), ("U", 4)))
    bar = bar_of(one, 16)
    assert [(piece.grade, piece.x, piece.length) for piece in bar.pieces] == [
        ("A", 0.0, LONG * 3 / 16),
        ("C", LONG * 3 / 16, LONG / 16),
        ("U", LONG * 4 / 16, LONG * 4 / 16),
    ]
    (tile,) = tiles_of([one, Group("99", one.counts)], {"330000": "浙江省"})
    assert (tile.name, tile.share, tile.shade, tile.total) == ("浙江", 25, 3, 8)
    nobody = Group("44", tuple((grade, 0) for grade in "ABCDU"))
    assert tiles_of([nobody], {})[0].share == 0
    assert bar_of(nobody, 0).pieces == ()
