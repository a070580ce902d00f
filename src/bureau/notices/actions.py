"""Writes: someone has looked; someone says where he wants to be written to, and proves that it is his."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bureau.accounts.permissions import Acting
from bureau.audit.actions import record
from bureau.notices.events import Event
from bureau.notices.models import Look, Mailbox
from bureau.notices.queries import forget
from bureau.notices.sources import Source

SALT = "bureau.notices.mailbox"
VALID = timedelta(days=3)
PAUSE = timedelta(minutes=5)


@transaction.atomic
def look(*, by: Acting, at: datetime, sources: Sequence[Source], until: datetime) -> None:
    """Keep that someone has seen what was new of these kinds up to a moment, which is not in the future."""
    for source in sources:
        seen, _made = Look.objects.update_or_create(
            person=by.person, body=by.body, kind=source.name, defaults={"at": min(at, until)}
        )
        record(by=by, at=at, event=Event.SEEN, on=seen, change={"until": seen.at.isoformat()})
    forget(by)


@transaction.atomic
def ask(*, by: Acting, at: datetime, address: str, wish: str) -> tuple[Mailbox, bool]:
    """Keep where and how often someone wants to be written to, and tell whether the address is yet to be confirmed."""
    found = Mailbox.objects.select_for_update().filter(person=by.person).first()
    told = Mailbox(person=by.person, told_until=at) if found is None else found
    fresh = told.address != address
    unconfirmed = fresh or told.confirmed_at is None
    if unconfirmed:
        if not settings.MAIL:
            raise ValidationError(_("本系统没有接通邮件，不能登记邮箱。请与系统管理员联系。"))
        if found is not None and at < found.asked_at + PAUSE:
            raise ValidationError(_("刚刚发过一封确认邮件；没有收到的，五分钟以后再试。"))
        told.asked_at, told.confirmed_at = at, None
    told.address, told.wish, told.language = address, wish, get_language() or ""
    told.failures, told.next_try_at = 0, None
    told.save()
    record(by=by, at=at, event=Event.ASKED, on=told, change={"wish": wish, "new": fresh})
    return told, unconfirmed


def key_of(mailbox: Mailbox) -> str:
    """Give what proves that whoever has it reads what comes to the address."""
    return signing.Signer(salt=SALT).sign_object([mailbox.person_id, mailbox.address])


def claimed(*, by: Acting, at: datetime, key: str) -> Mailbox:
    """Give the mailbox that a key is about; ValidationError where it is another's, or old, or no key at all."""
    try:
        person, address = signing.Signer(salt=SALT).unsign_object(key)
    except signing.BadSignature:
        person, address = None, ""
    found = Mailbox.objects.filter(person=by.person, address=address).first()
    if found is None or found.person_id != person or at > found.asked_at + VALID:
        raise ValidationError(_("这个链接已经失效，或者不是发给您的。请在通知页重新登记邮箱。"))
    return found


@transaction.atomic
def confirm(*, by: Acting, at: datetime, mailbox: Mailbox) -> None:
    """Keep that an address is this person's own."""
    found = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
    if found.confirmed_at is None:
        found.confirmed_at = found.told_until = at
        found.save(update_fields=["confirmed_at", "told_until"])
        record(by=by, at=at, event=Event.CONFIRMED, on=found, change={})


@transaction.atomic
def stop(*, by: Acting, at: datetime) -> None:
    """Forget where someone wanted to be written to; when he last asked stays, so that nobody is written to too often."""
    found = Mailbox.objects.select_for_update().filter(person=by.person).first()
    if found is not None:
        found.address, found.confirmed_at = "", None
        found.save(update_fields=["address", "confirmed_at"])
        record(by=by, at=at, event=Event.STOPPED, on=found, change={})
