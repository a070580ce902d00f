"""Search: by any part of a name or of a product, by list, by region; by an index, however many there are."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connections

from bureau.store.actions import correct, mark_day, release, withdraw
from bureau.store.models import Entry
from bureau.store.queries import SEARCHES, Asked, search, withdrawn
from bureau.store.words import folded, words_asked, words_in
from tests.bureau.store.entries import AT, CODE, TODAY, A, D, many

pytestmark = pytest.mark.django_db(databases="__all__")


def found(text: str = "", listing: str = "", region: str = "") -> list[str]:
    return [one.name for one in search(Asked(text, listing, region), on=TODAY).entries]


ASKED: dict[str, tuple[tuple[str, str, str], list[str]]] = {
    "nothing": (("", "", ""), [D.name, A.name]),
    "one letter": (("乙", "", ""), [D.name]),
    "two letters": (("甲味", "", ""), [A.name]),
    "the middle of a name": (("州甲味食", "", ""), [A.name]),
    "what both have": (("有限公司", "", ""), [D.name, A.name]),
    "all letters in another order": (("味甲", "", ""), []),
    "pairs that are there but apart": (("杭州食品", "", ""), []),
    "a product": (("食用油", "", ""), [D.name]),
    "Latin letters in any width and case": (("ｓｏｙ sauce", "", ""), [A.name]),
    "across two products": (("酱油soy", "", ""), []),
    "a list": (("", "D", ""), [D.name]),
    "a list and a name": (("甲", "D", ""), []),
    "a province": (("", "", "33"), [D.name, A.name]),
    "a prefecture": (("公司", "", "3302"), [D.name]),
    "a county": (("", "A", "330106"), [A.name]),
    "another province": (("", "", "44"), []),
    "signs only": (("!' OR 1=1 --", "", ""), []),
    "nothing but signs": (("，。", "", ""), [D.name, A.name]),
}


@pytest.mark.parametrize("name", ASKED)
def test_what_is_asked_is_found(name: str) -> None:
    release(A, at=AT)
    release(D, at=AT)
    asked, names = ASKED[name]
    assert found(*asked) == names


def test_what_is_gone_is_not_found() -> None:
    release(A, at=AT)
    release(D, at=AT)
    correct(replace(A, name="杭州丙味食品有限公司"), on=TODAY, at=AT)
    assert (found("甲味"), found("丙味")) == ([], ["杭州丙味食品有限公司"])
    withdraw(code=CODE, decision=A.decision, because="ended", on=TODAY, at=AT)
    assert (found("丙味"), found(listing="A")) == ([], [])
    assert [one.name for one in withdrawn(TODAY).entries] == ["杭州丙味食品有限公司"]
    later = D.expires_on + timedelta(days=1)
    assert (search(Asked("乙"), on=later).entries, search(Asked(), on=later).entries) == ([], [])
    mark_day(on=later + timedelta(days=400), at=AT)
    assert Entry.objects.count() == 0


def test_pages_follow_each_other() -> None:
    many(5)
    for asked in (Asked(), Asked("食品厂")):
        pages = [search(asked, on=TODAY, page=page, size=2) for page in (1, 2, 3, 4)]
        assert [[one.name[1] for one in page.entries] for page in pages] == [
            ["4", "3"],
            ["2", "1"],
            ["0"],
            [],
        ]
        assert [page.more for page in pages] == [True, True, False, False]
    for entry in Entry.objects.all():
        withdraw(code=entry.code, decision=entry.decision, because="ended", on=TODAY, at=AT)
    assert [withdrawn(TODAY, page=page, size=4).more for page in (1, 2)] == [True, False]


def test_a_search_goes_by_the_index() -> None:
    connection = connections["public"]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("EXPLAIN QUERY PLAN " + SEARCHES["sqlite"], ["00041", TODAY, "a", 20, 0])
            plan = " ".join(str(row[3]) for row in cursor.fetchall())
            assert "SCAN store_words VIRTUAL TABLE INDEX" in plan
            assert "SEARCH entry USING INTEGER PRIMARY KEY" in plan
            assert "TEMP B-TREE" not in plan
        else:
            # With many rows it is the cheapest; with none the planner has to be kept from the others.
            cursor.execute("SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%(expires_on)'")
            for index in ("entry_stands_once", cursor.fetchall()[0][0]):
                cursor.execute(f"DROP INDEX {index}")
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_indexscan = off")
            cursor.execute("EXPLAIN " + SEARCHES["postgresql"], [["00041"], TODAY, "a", 20, 0])
            assert "Bitmap Index Scan on store_words" in " ".join(row[0] for row in cursor.fetchall())


def test_words_are_of_one_and_two_letters() -> None:
    assert folded("Ａ-b 中。") == "ab中"
    assert words_asked("中") <= words_in(["中国"])
    assert words_asked("中国") <= words_in(["在中国的"])
    assert len(words_in(["中国"])) == 3
    assert words_asked("") == set()
