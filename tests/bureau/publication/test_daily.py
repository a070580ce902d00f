"""Every night both databases are held against each other: what one lost comes back, what the other lost is named."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connections

from bureau.accounts.permissions import Acting
from bureau.audit.models import Event
from bureau.ledger.actions import sign_checkpoint
from bureau.publication.actions import say_beside
from bureau.publication.daily import Compared, compare, open_in_log
from bureau.publication.models import Ruling
from bureau.publication.presentation import opening_for
from bureau.store.actions import release
from bureau.store.models import Change, Entry, Freshness
from tests.bureau.conftest import Casting
from tests.bureau.ledger.logs import BY, KEY
from tests.bureau.procedures.conftest import Taking
from tests.bureau.publication.conftest import READY, WHY, later, ready_a
from tests.bureau.publication.test_following import at
from tests.bureau.store.entries import A, code_of

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def ruling(act_as: Casting, own: Acting, taking: Taking) -> Ruling:
    taking(ready_a(act_as, own, taking), "publish", "publisher", READY, months=12, **WHY)
    return Ruling.objects.get()


def night(days: int, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    said, wrong = StringIO(), StringIO()
    monkeypatch.setattr("bureau.publication.management.commands.publish_due.now", lambda: at(days))
    call_command("publish_due", stdout=said, stderr=wrong)
    return said.getvalue(), wrong.getvalue()


def test_what_waits_is_not_lost(ruling: Ruling) -> None:
    assert compare(at=at(READY)) == Compared(0, (), ())
    later(READY)
    assert compare(at=at(READY)) == Compared(0, (), ())
    told = Event.objects.filter(event="publication.settled").values_list("change", flat=True)
    assert list(told) == [{"result": "done", "said": ""}]
    assert Entry.objects.get().decision == ruling.decision


def test_a_store_that_was_lost_is_filled_again_in_the_last_words(
    own: Acting, ruling: Ruling, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(READY)
    say_beside(by=own, at=at(22), ruling=ruling, text="欢迎监督。")
    later(22)
    # Somebody deleted its file, and set it up anew.
    with connections["public"].cursor() as cursor:
        on = " ON store_change" if connections["public"].vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER store_change_no_delete{on}")
    for model in (Entry, Freshness, Change):
        model.objects.all().delete()
    said, wrong = night(23, monkeypatch)
    assert ("1 条已经重新写入" in said, wrong) == (True, "")
    assert Entry.objects.get().reply == "欢迎监督。"
    assert compare(at=at(23)) == Compared(0, (), ())


def test_what_expired_there_is_not_written_again(ruling: Ruling, monkeypatch: pytest.MonkeyPatch) -> None:
    later(READY)
    Entry.objects.all().delete()
    _said, wrong = night(23, monkeypatch)
    # Its chain says that this decision was there before: people have to look.
    assert ruling.decision in wrong
    assert "又不接受" in wrong
    assert compare(at=at(500)).refused == ()


def test_what_the_bureau_knows_nothing_of_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    release(replace(A, code=code_of(1)), at=at(0))
    _said, wrong = night(1, monkeypatch)
    assert f"公开数据库里有，本系统没有：{A.decision}" in wrong
    assert Entry.objects.count() == 1


def test_an_entry_carries_its_opening_once_the_log_has_it(
    ruling: Ruling, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(READY)
    assert (Entry.objects.get().opening, open_in_log(at=at(22))) == (None, 0)
    sign_checkpoint(by=BY, at=at(22), keys=[KEY])
    night(22, monkeypatch)
    opening = Entry.objects.get().opening
    assert opening
    assert opening["parts"]["result"]["grade"] == "A"
    assert set(opening["parts"]) == {"result", "standard"}
    assert ruling.enterprise_id == opening["parts"]["result"]["enterprise_id"]
    assert open_in_log(at=at(23)) == 0
    # Of a grade that is not the list's nothing is opened.
    assert opening_for(ruling.enterprise_id, "D", ruling.at) is None
