"""The register: what enters, what changes, what leaves, and the chain that it all adds up to."""

import json
from dataclasses import asdict, replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connections, transaction

from bureau.store.actions import correct, mark_day, release, withdraw, writing
from bureau.store.chain import START, ChainBroken, Link, added_up, hash_of, hash_of_link
from bureau.store.models import Change, Entry, Freshness, Kind
from bureau.store.queries import changes_after, entries_of, head, register, standing
from bureau.store.refusals import AlreadyListed, NotListed, PersonalData, ReleaseRefused
from bureau.store.snapshots import NewEntry, snapshot_of
from tests.bureau.store.entries import AT, CODE, FACTS, OTHER, TODAY, A, D

pytestmark = pytest.mark.django_db(databases="__all__")
LATER = TODAY + timedelta(days=30)


def links() -> list[Link]:
    return [
        Link(
            one.sequence, one.kind, one.on.isoformat(), one.code, one.decision, one.snapshot, one.content,
            one.previous, one.sha256,
        )
        for one in changes_after(0, size=1000)
    ]  # fmt: skip


def last() -> str:
    found = head()
    return found.sha256 if found else START


def adds_up() -> bool:
    """Tell whether the chain gives what the tables hold."""
    return added_up(links(), last()) == {(one.code, one.decision): snapshot_of(one) for one in register()}


def kinds() -> list[str]:
    return [one.kind for one in Change.objects.all()]


def test_an_entry_is_released_once() -> None:
    assert (head(), list(register())) == (None, [])
    first = release(A, at=AT)
    again = release(A, at=AT + timedelta(hours=1))
    assert (first.pk, kinds()) == (again.pk, ["released"])
    found = head()
    assert found
    assert (found.released_at, found.sequence, str(found)) == (AT, 1, "1")
    assert entries_of(CODE, TODAY) == [first]
    assert str(first) == A.name
    assert str(Change.objects.get()) == "1"
    assert adds_up()


def test_an_enterprise_enters_once() -> None:
    release(A, at=AT)
    with pytest.raises(AlreadyListed, match="另一份决定"):
        release(replace(A, decision="浙质公〔2026〕2 号"), at=AT)
    with pytest.raises(AlreadyListed, match="应当更正"):
        release(replace(A, name="杭州甲味"), at=AT)
    withdraw(code=CODE, decision=A.decision, because="ended", on=LATER, at=AT)
    with pytest.raises(AlreadyListed, match="应当更正"):
        release(A, at=AT)
    release(replace(A, decision="浙质公〔2026〕2 号", published_on=LATER), at=AT)
    assert [one.withdrawn_on for one in entries_of(CODE, LATER)] == [None, LATER]
    assert adds_up()


WRONG: dict[str, tuple[NewEntry, type[ReleaseRefused]]] = {
    "a grade that is not public": (replace(A, listing="B"), ReleaseRefused),
    "no such code": (replace(A, code="9133"), ReleaseRefused),
    "no such region": (replace(A, region="33"), ReleaseRefused),
    "a D without facts": (replace(D, facts=None), ReleaseRefused),
    "an A with facts": (replace(A, facts=FACTS), ReleaseRefused),
    "no decision": (replace(A, decision=""), ReleaseRefused),
    "over before it begins": (replace(A, expires_on=TODAY), ReleaseRefused),
    "a D with a clause and no facts": (
        replace(D, facts=[{"clause": "D.1", "text": "事故", "facts": []}]),
        ReleaseRefused,
    ),
    "facts of another list": (
        replace(D, facts=[{"clause": "C.2", "text": "抽查", "facts": ["不合格"]}]),
        ReleaseRefused,
    ),
    "a name that is too long": (replace(A, name="长" * 201), ReleaseRefused),
    "a letter that is none": (replace(A, grounds="甲\x00乙"), ReleaseRefused),
    "the grade before": (replace(D, grounds="该企业原为 C 级。"), ReleaseRefused),
    "the grade in words": (replace(A, grounds="由基本守信升级。"), ReleaseRefused),
    "an identity card": (replace(A, grounds="法定代表人 330106198001010017"), PersonalData),
    "a telephone": (
        replace(D, facts=[{"clause": "D.1", "text": "事故", "facts": ["联系人13800000000。"]}]),
        PersonalData,
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_published_is_refused(name: str) -> None:
    entry, refusal = WRONG[name]
    with pytest.raises(refusal):
        release(entry, at=AT)
    with pytest.raises(refusal):
        correct(entry, on=TODAY, at=AT)
    assert (Entry.objects.count(), Change.objects.count()) == (0, 0)


def test_what_only_looks_like_it_is_published() -> None:
    release(replace(A, grounds=f"见 {CODE} 的档案，\n文书 1380000000012 号，ABC 级配砂石"), at=AT)
    release(replace(D, reply="我公司去年还是 B 级。"), at=AT)


def test_a_correction_takes_the_place_of_what_was_said() -> None:
    release(D, at=AT)
    replied = replace(D, reply="我公司已经申请复检。")
    assert correct(replied, on=LATER, at=AT).reply == replied.reply
    correct(replied, on=LATER, at=AT)
    assert kinds() == ["released", "corrected"]
    assert [one.snapshot is None for one in links()] == [True, False]
    assert adds_up()
    with pytest.raises(ReleaseRefused, match="不能改变名单"):
        correct(replace(A, code=OTHER, decision=D.decision), on=LATER, at=AT)
    with pytest.raises(NotListed):
        correct(A, on=LATER, at=AT)


def test_what_is_withdrawn_leaves_a_notice_and_no_facts() -> None:
    release(D, at=AT)
    gone = withdraw(code=OTHER, decision=D.decision, because="repaired", on=LATER, at=AT)
    again = withdraw(code=OTHER, decision=D.decision, because="annulled", on=LATER, at=AT)
    assert (gone.pk, again.withdrawn_because, kinds()) == (again.pk, "repaired", ["released", "withdrawn"])
    assert (gone.facts, gone.reply, gone.grounds, gone.opening) == (None, "", "", None)
    assert (standing([OTHER], LATER), entries_of(OTHER, LATER)) == ({}, [gone])
    assert "食物中毒" not in json.dumps([asdict(one) for one in links()], ensure_ascii=False)
    assert adds_up()
    mark_day(on=LATER + timedelta(days=366), at=AT)
    assert (entries_of(OTHER, LATER), kinds()[2:]) == ([], ["expired", "day"])
    assert adds_up()


def test_why_an_a_left_says_no_more_than_that_it_ended() -> None:
    release(A, at=AT)
    for because in ("repaired", "annulled", "B"):
        with pytest.raises(ReleaseRefused):
            withdraw(code=CODE, decision=A.decision, because=because, on=LATER, at=AT)
    with pytest.raises(NotListed):
        withdraw(code=OTHER, decision=D.decision, because="ended", on=LATER, at=AT)
    assert withdraw(code=CODE, decision=A.decision, because="ended", on=LATER, at=AT).withdrawn_on == LATER


def test_what_expires_is_gone_the_day_after() -> None:
    release(A, at=AT)
    assert entries_of(CODE, A.expires_on)
    assert entries_of(CODE, A.expires_on + timedelta(days=1)) == []
    mark_day(on=A.expires_on, at=AT)
    assert kinds() == ["released", "day"]
    mark_day(on=A.expires_on + timedelta(days=1), at=AT)
    assert kinds() == ["released", "day", "expired", "day"]
    with pytest.raises(AlreadyListed, match="已经到期"):
        release(A, at=AT)
    renewed = replace(A, decision="二", published_on=date(2027, 12, 1), expires_on=date(2028, 12, 1))
    release(renewed, at=AT)
    assert adds_up()


def test_an_expired_entry_makes_room_before_the_night() -> None:
    release(A, at=AT)
    release(replace(A, decision="二", published_on=date(2027, 12, 1), expires_on=date(2028, 12, 1)), at=AT)
    assert kinds() == ["released", "expired", "released"]
    assert adds_up()


def test_a_day_on_which_nothing_happened_is_closed_too() -> None:
    closed = mark_day(on=TODAY, at=AT)
    assert mark_day(on=TODAY, at=AT) == closed
    assert mark_day(on=TODAY - timedelta(days=1), at=AT) == closed
    mark_day(on=LATER, at=AT)
    assert kinds() == [Kind.DAY, Kind.DAY]
    found = head()
    assert found
    assert found.marked_on == LATER
    assert adds_up()


def test_an_interrupted_release_leaves_nothing() -> None:
    def interrupted() -> None:
        with writing(AT):
            release(A, at=AT)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()
    assert (Entry.objects.count(), Change.objects.count(), Freshness.objects.count()) == (0, 0, 0)


def test_a_broken_chain_is_seen() -> None:
    release(A, at=AT)
    release(D, at=AT)
    good = links()
    first, second = good
    assert len(added_up(good, last())) == 2
    forged = replace(second, decision="另一份")
    resealed = replace(forged, sha256=hash_of_link(asdict(forged)))
    for broken in (
        [second],
        good[:1],
        [first, replace(second, previous=START)],
        [first, replace(second, snapshot={})],
        [first, forged],
        [first, resealed],
        [],
    ):
        with pytest.raises(ChainBroken):
            added_up(broken, last())
    assert hash_of(None) != hash_of({})


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE store_change SET kind = 'day'",
        "UPDATE store_change SET snapshot = '{}'",
        "DELETE FROM store_change",
    ],
)
def test_the_chain_only_grows(statement: str) -> None:
    release(A, at=AT)
    with (
        pytest.raises(DatabaseError, match="store_change only grows"),
        transaction.atomic(using="public"),
        connections["public"].cursor() as cursor,
    ):
        cursor.execute(statement)
    assert adds_up()
