"""Letters: an address that was proved, how often, what they say and do not say, and servers that are down."""

import re
import smtplib
from datetime import timedelta
from io import StringIO
from typing import Any
from unittest.mock import Mock

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.utils import translation

from bureau.accounts.permissions import Acting
from bureau.audit.models import Event
from bureau.notices.actions import VALID, ask, confirm, key_of, look, stop
from bureau.notices.letters import FIRST_TRY, LAST_TRY, Mailed, mail_due
from bureau.notices.models import Mailbox, Wish
from bureau.notices.sources import sources_for
from bureau.ui.clock import now
from tests.bureau.conftest import NOW, Casting, Signing
from tests.bureau.objects import CODE, awaiting, enterprise

pytestmark = pytest.mark.django_db
ADDRESS = "bowen@example.gov.cn"
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _connected(settings: Any) -> None:  # noqa: ANN401 - of pytest-django
    settings.MAIL, settings.MAIL_FROM = True, "credit@example.gov.cn"
    settings.SITE_URL = "https://credit.example.gov.cn"


def subscribed(by: Acting, wish: str = Wish.SOON, at: Any = NOW) -> Mailbox:  # noqa: ANN401 - a moment
    made, _ = ask(by=by, at=at, address=ADDRESS, wish=wish)
    confirm(by=by, at=at, mailbox=made)
    return Mailbox.objects.get(pk=made.pk)


def down(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def refuse(message: EmailMessage) -> int:
        del message
        raise error

    monkeypatch.setattr(EmailMessage, "send", refuse)


def test_an_address_is_proved_before_anything_is_sent(sign_in: Signing, act_as: Casting) -> None:
    browser = sign_in("bowen")
    assert "登记邮箱" in browser.get("/notices/").content.decode()
    page = browser.post("/notices/mail/", {"address": ADDRESS, "wish": "soon"}, follow=True)
    assert "尚未确认" in page.content.decode()
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    awaiting(act_as("ali"), now())
    assert mail_due(at=now() + HOUR) == Mailed(0, 0)
    (link,) = re.findall(r"https://credit.example.gov.cn(/notices/mail/confirm/\S+)", str(letter.body))
    assert "已经失效" in sign_in("ali").get(link, follow=True).content.decode()
    assert ADDRESS in browser.get(link).content.decode()
    assert "邮箱已确认" in browser.post(link, follow=True).content.decode()
    confirmed = Mailbox.objects.get()
    browser.post(link)
    assert Mailbox.objects.get().confirmed_at == confirmed.confirmed_at
    assert set(Event.objects.filter(object_type="notices.mailbox").values_list("event", flat=True)) == {
        "notices.asked",
        "notices.confirmed",
    }


def test_a_key_expires_and_is_for_one_address(act_as: Casting, sign_in: Signing) -> None:
    by = act_as("bowen")
    made, _ = ask(by=by, at=now() - VALID - HOUR, address=ADDRESS, wish=Wish.SOON)
    browser = sign_in("bowen")
    assert "已经失效" in browser.get(f"/notices/mail/confirm/{key_of(made)}/", follow=True).content.decode()
    again, _ = ask(by=by, at=now(), address="other@example.gov.cn", wish=Wish.SOON)
    assert "已经失效" in browser.get(f"/notices/mail/confirm/{key_of(made)}/", follow=True).content.decode()
    assert "other@" in browser.get(f"/notices/mail/confirm/{key_of(again)}/").content.decode()
    assert "已经失效" in browser.get("/notices/mail/confirm/nonsense/", follow=True).content.decode()


def test_nobody_is_written_to_too_often(sign_in: Signing) -> None:
    browser = sign_in("bowen")
    said = {"address": ADDRESS, "wish": "daily"}
    browser.post("/notices/mail/", said)
    assert "五分钟以后再试" in browser.post("/notices/mail/", said).content.decode()
    browser.post("/notices/mail/stop/")
    assert "登记邮箱" in browser.get("/notices/").content.decode()
    assert "五分钟以后再试" in browser.post("/notices/mail/", said).content.decode()
    assert len(mail.outbox) == 1


def test_a_letter_says_how_much_and_nothing_else(act_as: Casting) -> None:
    firm, by = enterprise(), act_as("bowen")
    with translation.override("en"):
        subscribed(by)
    awaiting(act_as("ali"), NOW + timedelta(minutes=5))
    awaiting(act_as("ali"), NOW + timedelta(minutes=5), subject="P2")
    assert mail_due(at=NOW + HOUR) == Mailed(1, 0)
    (letter,) = mail.outbox
    assert letter.subject == "Quality credit: 2 new notices"
    text = str(letter.body)
    assert "Records for you to verify  2" in text
    assert "https://credit.example.gov.cn/notices/" in text
    for word in (CODE, firm.name, "抽查", "quality_spot_check", "浙质监"):
        assert word not in text
    assert mail_due(at=NOW + 3 * HOUR) == Mailed(0, 0), "it has been told"
    assert Event.objects.filter(event="notices.mailed").count() == 1


def test_how_often(act_as: Casting) -> None:
    by, ali = act_as("bowen"), act_as("ali")
    subscribed(by, Wish.DAILY)
    awaiting(ali, NOW + timedelta(minutes=1))
    assert mail_due(at=NOW + 10 * HOUR) == Mailed(0, 0)
    assert mail_due(at=NOW + 15 * HOUR) == Mailed(1, 0), "the next day"
    unchanged, unconfirmed = ask(by=by, at=NOW + 16 * HOUR, address=ADDRESS, wish=Wish.SOON)
    assert (unconfirmed, unchanged.wish) == (False, Wish.SOON)
    awaiting(ali, NOW + 15 * HOUR + timedelta(minutes=1), subject="P2")
    assert mail_due(at=NOW + 15.5 * HOUR) == Mailed(0, 0)
    assert mail_due(at=NOW + 16 * HOUR) == Mailed(1, 0)
    ask(by=by, at=NOW + 17 * HOUR, address=ADDRESS, wish=Wish.NEVER)
    awaiting(ali, NOW + 17 * HOUR, subject="P3")
    assert mail_due(at=NOW + 99 * HOUR) == Mailed(0, 0)
    Mailbox.objects.update(wish=Wish.SOON, told_until=None)
    assert mail_due(at=NOW + 99 * HOUR) == Mailed(1, 0)


def test_what_was_seen_is_not_told(act_as: Casting) -> None:
    by = act_as("bowen")
    subscribed(by)
    awaiting(act_as("ali"), NOW + timedelta(minutes=1))
    look(by=by, at=NOW + HOUR, sources=sources_for(by), until=NOW + HOUR)
    assert mail_due(at=NOW + 2 * HOUR) == Mailed(0, 0)


@pytest.mark.parametrize("error", [smtplib.SMTPServerDisconnected("gone"), ConnectionRefusedError("down")])
def test_a_server_that_is_down_loses_nothing(
    act_as: Casting, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    subscribed(act_as("bowen"))
    awaiting(act_as("ali"), NOW + timedelta(minutes=1))
    at = NOW + 2 * HOUR
    with monkeypatch.context() as patch:
        down(patch, error)
        assert mail_due(at=at) == Mailed(0, 1)
        assert mail_due(at=at) == Mailed(0, 0), "not at once again"
        for wait in (FIRST_TRY, 2 * FIRST_TRY, 4 * FIRST_TRY):
            at += wait
            assert mail_due(at=at - timedelta(seconds=1)) == Mailed(0, 0)
            assert mail_due(at=at) == Mailed(0, 1)
        Mailbox.objects.update(failures=30_000, next_try_at=None)
        assert mail_due(at=at) == Mailed(0, 1)
    assert mail_due(at=at + LAST_TRY) == Mailed(1, 0)
    kept = Mailbox.objects.get()
    assert (kept.failures, kept.next_try_at) == (0, None)


def test_two_runs_at_once_send_one(act_as: Casting, monkeypatch: pytest.MonkeyPatch) -> None:
    subscribed(act_as("bowen"))
    awaiting(act_as("ali"), NOW + timedelta(minutes=1))
    sent = []

    def send(message: EmailMessage) -> int:
        sent.append(message)
        assert mail_due(at=NOW + 2 * HOUR) == Mailed(0, 0), "the other run"
        return 1

    monkeypatch.setattr(EmailMessage, "send", send)
    assert mail_due(at=NOW + 2 * HOUR) == Mailed(1, 0)
    assert len(sent) == 1
    awaiting(act_as("ali"), NOW + 3 * HOUR, subject="P2")
    monkeypatch.setattr("bureau.notices.letters._is_ours", Mock(return_value=False))
    assert mail_due(at=NOW + 4 * HOUR) == Mailed(0, 0)


def test_a_confirmation_that_cannot_be_sent_is_said(
    sign_in: Signing, monkeypatch: pytest.MonkeyPatch
) -> None:
    down(monkeypatch, smtplib.SMTPRecipientsRefused({}))
    page = sign_in("bowen").post("/notices/mail/", {"address": ADDRESS, "wish": "soon"}, follow=True)
    assert "没有发出去" in page.content.decode()


def test_a_change_of_how_often_needs_no_proof(sign_in: Signing, act_as: Casting) -> None:
    subscribed(act_as("bowen"), at=now())
    browser = sign_in("bowen")
    assert f'value="{ADDRESS}"' in browser.get("/notices/mail/").content.decode()
    page = browser.post("/notices/mail/", {"address": ADDRESS, "wish": "never"}, follow=True)
    assert "已保存" in page.content.decode()
    assert mail.outbox == []


def test_without_a_mail_server(settings: Any, sign_in: Signing, act_as: Casting) -> None:  # noqa: ANN401 - of pytest-django
    settings.MAIL = False
    browser = sign_in("bowen")
    assert "没有接通邮件" in browser.get("/notices/").content.decode()
    assert (
        "没有接通邮件"
        in browser.post("/notices/mail/", {"address": ADDRESS, "wish": "soon"}).content.decode()
    )
    with pytest.raises(CommandError, match="MAIL_URL"):
        call_command("mail_due")
    stop(by=act_as("bowen"), at=NOW)


def test_the_command(act_as: Casting) -> None:
    subscribed(act_as("bowen"), at=now() - 2 * HOUR)
    awaiting(act_as("ali"), now() - HOUR)
    said = StringIO()
    call_command("mail_due", stdout=said)
    assert "发出 1 封" in said.getvalue()
