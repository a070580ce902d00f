"""A report of the public: sealed on its way, taken up in the region, turned into a record, answered to whoever has the receipt."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import DatabaseError
from pytest_django import DjangoCaptureOnCommitCallbacks

from bureau.archives.models import Record
from bureau.audit.models import Event, Read
from bureau.inbox import posting
from bureau.inbox.models import Answer, Key, Letter, Tally
from bureau.inbox.posting import NoKey, TooMany, look, post
from bureau.inbox.sealing import Unopened, private_of, seal, unseal
from bureau.inbox.taking import publish_key
from bureau.leads.actions import answer, receive, take_up, tie
from bureau.leads.models import Lead
from bureau.leads.queries import leads_visible_to, may_see_lead
from tests.bureau.conftest import NOW, Casting, Signing
from tests.bureau.objects import CODE, a_lead, a_record, enterprise

pytestmark = pytest.mark.django_db(databases="__all__")
PRIVATE = private_of("of the tests")
SAID = {
    "kind": "complaint",
    "region": "330000",
    "enterprise": "阿丽食品",
    "code": CODE,
    "product": "酱油",
    "text": "买到的酱油发霉。",
    "contact": "王某 0571-00000000",
}


@pytest.fixture
def key() -> None:
    publish_key(PRIVATE)


@pytest.mark.usefixtures("key")
def test_from_a_report_to_its_answer(
    act_as: Casting, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    enterprise()
    receipt = post(SAID, address="192.0.2.1", at=NOW)
    kept = bytes(Letter.objects.get().sealed)
    assert str(Letter.objects.get()) == receipt.number
    for words in SAID.values():
        assert words.encode() not in kept
    assert look(receipt.number, receipt.secret, address="192.0.2.1", at=NOW) is None
    assert receive(at=NOW, private=PRIVATE).received == 1
    assert not Letter.objects.exists()
    lead = Lead.objects.get()
    assert (lead.enterprise, lead.region, lead.contact, str(lead)) == (
        enterprise(),
        "330106",
        SAID["contact"],
        receipt.number,
    )
    assert receipt.secret not in json.dumps(list(Lead.objects.values()), default=str)
    ali = act_as("ali")
    with pytest.raises(ValidationError, match="没有在办理之中"):
        answer(by=ali, at=NOW, lead=lead, text="已办。")
    take_up(by=ali, at=NOW, lead=lead)
    with pytest.raises(ValidationError, match="已经有人受理"):
        take_up(by=ali, at=NOW, lead=lead)
    with pytest.raises(ValidationError, match="没有这个编号"):
        tie(by=ali, at=NOW, lead=lead, number="没有")
    record = Record.objects.get(**a_record())
    assert tie(by=ali, at=NOW, lead=lead, number=record.record_id).record == record
    for text in ("该企业是 C 级。", "已列入黑名单", "是失信企业", "its Grade is low"):
        with pytest.raises(ValidationError, match="不得写到企业的等级"):
            answer(by=ali, at=NOW, lead=lead, text=text)
    with django_capture_on_commit_callbacks(execute=True):
        answer(by=ali, at=NOW, lead=lead, text="已经检查，责令召回。")
    assert bytes(Answer.objects.get().sealed).find("召回".encode()) == -1
    assert look(receipt.number, receipt.secret, address="192.0.2.1", at=NOW) == "已经检查，责令召回。"
    assert look(receipt.number, "X" * 20, address="192.0.2.1", at=NOW) is None
    assert receive(at=NOW, private=PRIVATE).delivered == 0
    told = [one.event for one in Event.objects.filter(event__startswith="leads.")]
    assert sorted(told) == ["leads.answered", "leads.opened", "leads.received", "leads.recorded"]
    for change in Event.objects.filter(event__startswith="leads.").values_list("change", flat=True):
        assert "王某" not in str(change)


@pytest.mark.usefixtures("key")
def test_it_goes_to_the_region_and_to_nobody_else(act_as: Casting) -> None:
    post({**SAID, "code": "", "region": "320000"}, address="192.0.2.1", at=NOW)
    receive(at=NOW, private=PRIVATE)
    lead = Lead.objects.get()
    assert lead.enterprise is None
    seen = {
        name
        for name in ("ali", "chen", "hangzhou", "ningbo", "publisher")
        if may_see_lead(act_as(name), lead)
    }
    assert seen == {"chen"}
    assert list(leads_visible_to(act_as("chen"))) == [lead]
    assert not leads_visible_to(act_as("ali"))
    with pytest.raises(PermissionDenied):
        take_up(by=act_as("ali"), at=NOW, lead=lead)
    take_up(by=act_as("chen"), at=NOW, lead=lead)
    # Without a code there is no enterprise, whatever it is called.
    with pytest.raises(ValidationError, match="没有这个编号"):
        tie(by=act_as("chen"), at=NOW, lead=lead, number="抽 1")


@pytest.mark.usefixtures("key")
def test_what_was_interrupted_is_received_once(monkeypatch: pytest.MonkeyPatch) -> None:
    post(SAID, address="192.0.2.1", at=NOW)

    def stop(*_args: object) -> None:
        raise DatabaseError

    with monkeypatch.context() as patch:
        patch.setattr(Letter, "delete", stop)
        with pytest.raises(DatabaseError):
            receive(at=NOW, private=PRIVATE)
    assert (Lead.objects.count(), Letter.objects.count()) == (1, 1)
    assert receive(at=NOW, private=PRIVATE).received == 0
    assert (Lead.objects.count(), Letter.objects.count()) == (1, 0)


@pytest.mark.usefixtures("key")
def test_a_letter_for_another_key_stays_where_it_is() -> None:
    post(SAID, address="192.0.2.1", at=NOW)
    assert receive(at=NOW, private=private_of("another")).unopened == 1
    assert Letter.objects.count() == 1
    Letter.objects.create(number="short", sealed=b"x", at=NOW)
    assert receive(at=NOW, private=PRIVATE).unopened == 1
    sealed = bytearray(seal(b"text", bytes(Key.objects.get().public)))
    sealed[-1] ^= 1
    with pytest.raises(Unopened):
        unseal(bytes(sealed), PRIVATE)


def test_without_a_key_nothing_is_taken() -> None:
    with pytest.raises(NoKey):
        post(SAID, address="192.0.2.1", at=NOW)


@pytest.mark.usefixtures("key")
def test_one_address_writes_so_often_in_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    hour = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    for minute in range(posting.LETTERS_AN_HOUR):
        post(SAID, address="192.0.2.1", at=hour + timedelta(minutes=minute))
    with pytest.raises(TooMany):
        post(SAID, address="192.0.2.1", at=hour + timedelta(minutes=50))
    post(SAID, address="192.0.2.2", at=hour)
    post(SAID, address="192.0.2.1", at=hour + timedelta(hours=1))
    assert "192" not in str(list(Tally.objects.values()))
    # Somebody guesses receipts.
    for number in range(posting.LOOKS_AN_HOUR):
        look("2345678923", f"{number:020}", address="192.0.2.3", at=hour)
    with pytest.raises(TooMany):
        look("2345678923", "2" * 20, address="192.0.2.3", at=hour)
    assert str(Tally.objects.earliest("pk")) == "6"
    receive(at=hour + timedelta(hours=5), private=PRIVATE)
    assert not Tally.objects.exists()
    # Two begin an hour at once.
    post(SAID, address="192.0.2.1", at=hour)
    monkeypatch.setattr(Tally.objects, "filter", _blind_once(Tally.objects.filter))
    post(SAID, address="192.0.2.1", at=hour)
    assert Tally.objects.get().count == 2


def _blind_once(there: Callable[..., Any]) -> Callable[..., Any]:
    """Give a question that does not see a row the first time it is asked to change it."""

    def ask(**asked: object) -> Any:  # noqa: ANN401 - a question
        found, seen = there(**asked), list[bool]()
        update = found.update

        def change(**given: object) -> int:
            seen.append(True)
            return int(update(**given)) if len(seen) > 1 else 0

        found.update = change
        return found

    return ask


@pytest.mark.usefixtures("key")
def test_an_answer_that_was_tampered_with_reads_as_none() -> None:
    receipt = post(SAID, address="192.0.2.1", at=NOW)
    receive(at=NOW, private=PRIVATE)
    Answer.objects.create(lookup=Lead.objects.get().lookup, sealed=b"x" * 40, at=NOW)
    assert str(Answer.objects.get()) == Lead.objects.get().lookup
    assert look(receipt.number, receipt.secret, address="192.0.2.1", at=NOW) is None


def test_the_pages(sign_in: Signing) -> None:
    pk = a_lead()["pk"]
    ali = sign_in("ali")
    assert "2345678923" in ali.get("/leads/").content.decode()
    assert "王某" not in ali.get("/leads/").content.decode()
    page = ali.get(f"/leads/{pk}/").content.decode()
    for words in ("王某", "买到的酱油发霉", "受理", "新收到"):
        assert words in page, words
    assert Read.objects.filter(object_type="leads.lead", username="ali").exists()
    assert "由您办理和答复" in ali.get(f"/leads/{pk}/open/").content.decode()
    assert "已受理" in ali.post(f"/leads/{pk}/open/", follow=True).content.decode()
    a_record()
    said = ali.post(f"/leads/{pk}/record/", {"number": "抽 1"}, follow=True).content.decode()
    assert "已记下" in said
    assert "不得写到企业的等级" in ali.post(f"/leads/{pk}/answer/", {"text": "A 级企业"}).content.decode()
    said = ali.post(f"/leads/{pk}/answer/", {"text": "已经检查。"}, follow=True).content.decode()
    assert "反映的人凭回执可以看到" in said
    ali.post("/language/", {"language": "en"})
    assert "Answered" in ali.get(f"/leads/{pk}/").content.decode()


def test_every_few_minutes() -> None:
    publish_key(private_of(settings.ENCRYPTION_KEY))
    assert str(Key.objects.get())
    post(SAID, address="192.0.2.1", at=NOW)
    said = StringIO()
    call_command("receive_leads", stdout=said)
    assert "收到 1 件，打不开 0 件" in said.getvalue()
