"""Counts and documents: nothing small is published, nothing small follows, and the same again stays as it is."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.store.counting import WHOLE, shown
from bureau.store.models import LEAST, Tile
from bureau.store.publishing import publish_counts, publish_log, put_document
from bureau.store.queries import counts, document, tile
from bureau.store.refusals import ReleaseRefused
from tests.bureau.store.entries import AT, TODAY

pytestmark = pytest.mark.django_db(databases="__all__")


def test_small_counts_are_hidden_and_one_more_where_it_would_follow() -> None:
    assert shown({"11": 25, "12": 40, "33": 108}) == {"11": 20, "12": 40, "33": 100, WHOLE: 170}
    assert shown({"11": 3, "12": 40, "33": 108}) == {"11": None, "12": None, "33": 100, WHOLE: 150}
    assert shown({"11": 3, "12": 4, "13": 12, "33": 108}) == {
        "11": None,
        "12": None,
        "13": None,
        "33": 100,
        WHOLE: 120,
    }
    assert shown({"11": 5, "12": 6, "33": 108})["33"] == 100
    assert shown({"11": 4}) == {"11": None, WHOLE: None}
    assert shown({}) == {WHOLE: None}


@given(st.dictionaries(st.from_regex(r"[1-6][0-9]", fullmatch=True), st.integers(0, 60), max_size=12))
def test_no_small_count_follows(real: dict[str, int]) -> None:
    published = shown(real)
    whole = published.pop(WHOLE)
    assert all(count is None or count >= LEAST for count in (whole, *published.values()))
    hidden = [real[part] for part, count in published.items() if count is None]
    if whole is not None and hidden:
        assert sum(hidden) >= LEAST
        assert len(hidden) > 1


def test_editions_lie_apart_so_that_their_difference_says_little() -> None:
    assert publish_counts("graded", {"33": 129, "44": 200}, on=TODAY)
    before = {(one.region, one.count) for one in counts()}
    # One more in one province, the day after: nothing moves.
    assert not publish_counts("graded", {"33": 130, "44": 200}, on=TODAY + timedelta(days=1))
    assert {(one.region, one.count) for one in counts()} == before == {("", 320), ("33", 120), ("44", 200)}
    assert publish_counts("graded", {"33": 7, "44": 202, "50": 11}, on=TODAY + timedelta(days=28))
    assert {(one.region, one.count) for one in counts()} == {
        ("", 220),
        ("33", None),
        ("44", 200),
        ("50", None),
    }
    assert publish_counts("listed_a", {"33": 12}, on=TODAY)
    with pytest.raises(ReleaseRefused):
        publish_counts("C", {"33": 12}, on=TODAY)


def test_documents_take_the_place_of_the_one_before() -> None:
    assert document("standard", "zh-hans") is None
    first = put_document("standard", {"title": "意见"}, language="zh-hans", at=AT)
    same = put_document("standard", {"title": "意见"}, language="zh-hans", at=AT + timedelta(days=1))
    assert (same.pk, same.released_at) == (first.pk, AT)
    put_document("standard", {"title": "新的意见"}, language="zh-hans", at=AT + timedelta(days=1))
    now = document("standard", "zh-hans")
    assert now
    assert (now.content, now.released_at, now.pk) == ({"title": "新的意见"}, AT + timedelta(days=1), first.pk)


def test_the_log_only_grows() -> None:
    publish_log("three", {"0/000.p/3": b"a" * 96}, at=AT)
    publish_log("three", {"0/000.p/3": b"a" * 96}, at=AT)
    publish_log("300", {"0/000": b"a" * 8192, "1/x001/067.p/1": b"b" * 32}, at=AT)
    assert (tile("0/000"), tile("0/001")) == (b"a" * 8192, None)
    assert str(Tile.objects.get(path="0/000")) == "0/000"
    with pytest.raises(ReleaseRefused, match="不能改变"):
        publish_log("forked", {"0/001": b"c" * 32, "0/000": b"b" * 8192}, at=AT)
    found = document("checkpoint")
    assert found
    assert (found.content["text"], tile("0/001")) == ("300", None)


@pytest.mark.parametrize(
    ("path", "hashes"),
    [
        ("entries/000", b"a" * 32),
        ("0/0", b"a" * 32),
        ("0/000", b""),
        ("0/000", b"what was committed to"),
        ("0/000", b"a" * 8224),
    ],
)
def test_the_log_is_hashes_alone(path: str, hashes: bytes) -> None:
    with pytest.raises(ReleaseRefused, match="散列值"):
        publish_log("x", {path: hashes}, at=AT)
