"""Letters: how many notices wait, and where to read them; never what they are about.

A letter goes out before it is kept that it did, so one that was cut short in between may come twice, and none is lost.
"""

import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bureau.accounts.models import Person
from bureau.accounts.queries import acting_for, bodies_of
from bureau.audit.actions import record
from bureau.audit.actors import System
from bureau.notices.actions import key_of
from bureau.notices.events import Event
from bureau.notices.models import Mailbox, Wish
from bureau.notices.queries import news_for
from bureau.ui.clock import day

BY = System(request_id="letters")
BETWEEN = timedelta(hours=1)
FIRST_TRY, LAST_TRY = timedelta(minutes=5), timedelta(hours=6)
# What a mail server, or the way to it, answers with when it does not take a letter.
NOT_SENT = (smtplib.SMTPException, OSError)


@dataclass(frozen=True, slots=True)
class Mailed:
    """How many letters went out, and how many are to be tried again."""

    sent: int
    failed: int


def send_confirmation(mailbox: Mailbox) -> None:
    """Write to an address with the link that confirms it; raises what `NOT_SENT` names."""
    address = settings.SITE_URL + reverse("notices_confirm", args=[key_of(mailbox)])
    text = _(
        "有人在质量信用系统里把这个邮箱登记为接收提醒的地址。\n\n"
        "是您本人的，请在三天之内登录系统并打开下面的链接；不是的，不用理会，不会再有邮件。\n\n%(address)s\n"
    ) % {"address": address}
    _send(mailbox, _("质量信用系统：请确认邮箱"), text)


def mail_due(*, at: datetime) -> Mailed:
    """Write to everyone to whom something is new and who wants to be told now; run every few minutes."""
    confirmed = Mailbox.objects.filter(confirmed_at__isnull=False, person__is_active=True)
    due = confirmed.exclude(wish=Wish.NEVER).filter(Q(next_try_at=None) | Q(next_try_at__lte=at))
    outcomes = [_mail(one, at) for one in due.select_related("person").order_by("pk")]
    return Mailed(outcomes.count(True), outcomes.count(False))


def _mail(mailbox: Mailbox, at: datetime) -> bool | None:
    """Write to one: true where a letter is out, false where it is to be tried again, none where there is none."""
    if not is_time(mailbox, at):
        return None
    kinds, count = _new(mailbox.person, at, mailbox.told_until)
    if not count or not _is_ours(mailbox, at):
        return None
    with translation.override(mailbox.language):
        subject = ngettext("质量信用系统：%(count)s 条新通知", "质量信用系统：%(count)s 条新通知", count)
        lines = [*(f"{title}  {news}" for title, news in kinds), "", settings.SITE_URL + reverse("notices")]
        try:
            _send(mailbox, subject % {"count": count}, "\n".join([*lines, "", _footer(), ""]))
        except NOT_SENT:
            wait = min(FIRST_TRY * 2 ** min(mailbox.failures, 10), LAST_TRY)
            found = Mailbox.objects.filter(pk=mailbox.pk)
            found.update(failures=mailbox.failures + 1, next_try_at=at + wait)
            return False
    _told(mailbox, at, count)
    return True


def _is_ours(mailbox: Mailbox, at: datetime) -> bool:
    """Keep for a while that this run writes to someone, so that no other does; nothing is held while it writes."""
    untouched = Mailbox.objects.filter(
        pk=mailbox.pk, next_try_at=mailbox.next_try_at, told_until=mailbox.told_until
    )
    return untouched.update(next_try_at=at + FIRST_TRY) == 1


@transaction.atomic
def _told(mailbox: Mailbox, at: datetime, count: int) -> None:
    Mailbox.objects.filter(pk=mailbox.pk).update(told_until=at, failures=0, next_try_at=None)
    record(by=BY, at=at, event=Event.MAILED, on=mailbox, change={"count": count})


def is_time(mailbox: Mailbox, at: datetime) -> bool:
    """Tell whether someone wants to be told now: once on a day, or an hour after the last letter."""
    if mailbox.told_until is None:
        return True
    if mailbox.wish == Wish.DAILY:
        return day(mailbox.told_until) < day(at)
    return at >= mailbox.told_until + BETWEEN


def _new(person: Person, at: datetime, after: datetime | None) -> tuple[list[tuple[str | Promise, int]], int]:
    """Give how much is new of each kind, over all bodies of a person, and in all."""
    acting = [
        acting_for(person, day(at), body=body.code, request_id=BY.request_id)
        for body in bodies_of(person, day(at))
    ]
    news = [one for by in acting if by for one in news_for(by, at, after)]
    return [(one.source.title, one.count) for one in news], sum(one.count for one in news)


def _footer() -> str:
    return _("这封邮件不含任何企业的信息。不想再收到的，请在通知页里更改。")


def _send(mailbox: Mailbox, subject: str, text: str) -> None:
    EmailMessage(subject, text, settings.MAIL_FROM, [mailbox.address]).send()
