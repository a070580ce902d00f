"""What is done to the register: each in one transaction with its link of the chain, and nothing where it was done before."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from bureau.store.chain import START, Snapshot, hash_of, hash_of_link
from bureau.store.models import OF_AN_A, Because, Change, Entry, Freshness, Kind, Listing
from bureau.store.policies import check_publishable
from bureau.store.refusals import AlreadyListed, NotListed, ReleaseRefused
from bureau.store.router import PUBLIC
from bureau.store.snapshots import NewEntry, snapshot_of

# How long the notice that an entry was withdrawn is shown.
NOTICE: Final = timedelta(days=365)


def release(entry: NewEntry, *, at: datetime) -> Entry:
    """Publish an entry. Again in the same words it stays as it is; another of the same enterprise is refused."""
    check_publishable(entry)
    with writing(at) as head:
        _expire(head, entry.published_on)
        there = Entry.objects.filter(code=entry.code, decision=entry.decision).first()
        if there is None:
            _refuse_second(entry)
            return _put(head, Entry(), entry, Kind.RELEASED, entry.published_on)
        if there.withdrawn_on or not _says(there, entry):
            raise AlreadyListed(_("这份决定已经公示过；内容有变，应当更正。"))
        return there


def correct(entry: NewEntry, *, on: date, at: datetime) -> Entry:
    """Put other words in the place of those that an entry has: a reply, a region, a fact."""
    check_publishable(entry)
    with writing(at) as head:
        there = _standing(entry.code, entry.decision)
        if there.listing != entry.listing:
            raise ReleaseRefused(_("更正不能改变名单；应当撤下，另作公示。"))
        return there if _says(there, entry) else _put(head, there, entry, Kind.CORRECTED, on)


def withdraw(*, code: str, decision: str, because: str, on: date, at: datetime) -> Entry:
    """Take an entry down, and leave a notice with the day and the reason for a year. Its facts are gone at once."""
    with writing(at) as head:
        gone = Entry.objects.filter(code=code, decision=decision, withdrawn_on__isnull=False).first()
        if gone:
            return gone
        there = _standing(code, decision)
        if because not in Because.values or (there.listing == Listing.A and because not in OF_AN_A):
            raise ReleaseRefused(_("撤下守信企业，只说公示终止、公示有误或者由新的公示接续。"))
        there.withdrawn_on, there.withdrawn_because, there.expires_on = (
            on,
            because,
            max(on, there.published_on) + NOTICE,
        )
        there.facts, there.grounds, there.reply, there.opening = None, "", "", None
        return _save(head, there, Kind.WITHDRAWN, on)


def mark_day(*, on: date, at: datetime) -> Change:
    """Let go what has expired, and close a day in the chain, whether something happened on it or not."""
    with writing(at) as head:
        closed = Change.objects.filter(kind=Kind.DAY, on__gte=on).order_by("on").first()
        if closed:
            return closed
        _expire(head, on)
        head.marked_on = on
        return _append(head, Kind.DAY, on)


@contextmanager
def writing(at: datetime) -> Iterator[Freshness]:
    """Write as the only one, all or nothing, and say when; what changes nothing leaves no trace."""
    with transaction.atomic(using=PUBLIC):
        first = {"released_at": at, "sha256": START}
        head, _made = Freshness.objects.select_for_update().get_or_create(pk=1, defaults=first)
        before = head.sequence
        yield head
        if head.sequence != before:
            head.released_at = at
            head.save()


def _refuse_second(entry: NewEntry) -> None:
    if Entry.objects.filter(code=entry.code, withdrawn_on__isnull=True).exists():
        raise AlreadyListed(_("这个企业已经由另一份决定公示；应当先撤下。"))
    if Change.objects.filter(code=entry.code, decision=entry.decision).exists():
        raise AlreadyListed(_("这份决定的公示已经到期，不得再次公示。"))


def _standing(code: str, decision: str) -> Entry:
    found = Entry.objects.filter(code=code, decision=decision, withdrawn_on__isnull=True).first()
    if found is None:
        raise NotListed(_("名单里没有这份决定公示的企业。"))
    return found


def _says(there: Entry, entry: NewEntry) -> bool:
    return all(getattr(there, name) == value for name, value in entry.fields().items())


def _put(head: Freshness, there: Entry, entry: NewEntry, kind: str, on: date) -> Entry:
    for name, value in entry.fields().items():
        setattr(there, name, value)
    return _save(head, there, kind, on)


def _save(head: Freshness, entry: Entry, kind: str, on: date) -> Entry:
    snapshot = snapshot_of(entry)
    entry.sequence = _append(head, kind, on, entry.code, entry.decision, snapshot).sequence
    entry.save()
    _forget(entry.code, entry.decision, entry.sequence)
    return entry


def _expire(head: Freshness, on: date) -> None:
    for entry in Entry.objects.filter(expires_on__lt=on).order_by("expires_on", "pk"):
        change = _append(head, Kind.EXPIRED, on, entry.code, entry.decision)
        entry.delete()
        _forget(entry.code, entry.decision, change.sequence)


def _forget(code: str, decision: str, before: int) -> None:
    """Let earlier links keep the hash of what they said, and no longer what it was."""
    earlier = Change.objects.filter(code=code, decision=decision, sequence__lt=before)
    earlier.filter(snapshot__isnull=False).update(snapshot=None)


def _append(
    head: Freshness, kind: str, on: date, code: str = "", decision: str = "", snapshot: Snapshot | None = None
) -> Change:
    said: dict[str, Any] = {
        "sequence": head.sequence + 1,
        "kind": str(kind),
        "on": on.isoformat(),
        "code": code,
        "decision": decision,
        "content": hash_of(snapshot),
        "previous": head.sha256,
    }
    head.sequence, head.sha256 = said["sequence"], hash_of_link(said)
    return Change.objects.create(**{**said, "on": on}, snapshot=snapshot, sha256=head.sha256)
