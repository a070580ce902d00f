"""Sheets of records as one: received, examined, entered, and verified by a second officer. Nothing is half-taken."""

from collections.abc import Mapping
from datetime import datetime
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bureau.accounts.permissions import Acting, check
from bureau.accounts.roles import Action
from bureau.archives.bulk import insert
from bureau.archives.events import Event
from bureau.archives.facts import NAMES, Facts
from bureau.archives.models import Batch, BatchRow, Record, State
from bureau.archives.policies import check_batch
from bureau.archives.safe import fetch, keep
from bureau.archives.sheets.joining import Entry, Sheet, read_sheet
from bureau.archives.sheets.reading import rows_of
from bureau.archives.vocabulary import kinds
from bureau.audit.actions import record as write_down
from bureau.enterprises.listeners import tell
from bureau.enterprises.queries import enterprises_visible_to
from bureau.ui.clock import day
from bureau.ui.work import Progress, Work, done

CHUNK = 5000
# Whoever follows changes is told of so many enterprises at a time, between which it can be said how far it is.
TOLD = 3000


@transaction.atomic
def receive(*, by: Acting, at: datetime, kind: str, name: str, content: bytes) -> Batch:
    """Take a sheet in; nothing is entered yet."""
    check(by, Action.BATCH_ENTER)
    rows_of(content)
    return Batch.objects.create(
        body=by.body, kind=kind, name=name[-200:], sha256=keep(content), entered_by=by.person, entered_at=at
    )


def examine(*, by: Acting, at: datetime, batch: Batch) -> Sheet:
    """Say what a sheet would enter, and what is wrong in it."""
    visible = enterprises_visible_to(by, Action.BATCH_ENTER)

    def known(codes: set[str]) -> set[str]:
        found: set[str] = set()
        remaining = iter(sorted(codes))
        while part := list(islice(remaining, CHUNK)):
            found.update(visible.filter(pk__in=part).values_list("pk", flat=True))
        return found

    def there(numbers: list[str]) -> Mapping[str, Facts]:
        stored: dict[str, Facts] = {}
        for start in range(0, len(numbers), CHUNK):
            rows = Record.objects.filter(
                source=batch.body.code,
                record_id__in=numbers[start : start + CHUNK],
                superseded_at__isnull=True,
            )
            stored |= {one.record_id: one.facts for one in rows.exclude(state=State.WITHDRAWN)}
        return stored

    rows = rows_of(fetch(batch.sha256))
    return read_sheet(kinds()[batch.kind], rows, day=day(at), known=known, there=there)


def bring_in(*, by: Acting, at: datetime, batch: Batch, whole: bool) -> Batch:
    """Enter the good rows of a sheet, or, where it is to be whole, all or none; they await a second officer."""
    return done(entering(by=by, at=at, batch=batch, whole=whole))


def entering(*, by: Acting, at: datetime, batch: Batch, whole: bool) -> Work[Batch]:
    """Do that, and say how it goes on; closed before its end, it has done nothing."""
    check(by, Action.BATCH_ENTER)
    yield Progress(0, _("正在检查表格"))
    with transaction.atomic():
        found = _locked(batch)
        check_batch(by, found, State.DRAFT)
        sheet = examine(by=by, at=at, batch=found)
        if whole and sheet.faults:
            raise ValidationError(
                _("表里还有 %(count)s 处错误，全部改好才能整批录入。") % {"count": len(sheet.faults)}
            )
        if not sheet.entries:
            raise ValidationError(_("没有新的记录可以录入。"))
        for start in range(0, len(sheet.entries), CHUNK):
            yield Progress(
                0.3 + 0.5 * start / len(sheet.entries),
                _("正在录入：%(done)s / %(all)s 条") % {"done": start, "all": len(sheet.entries)},
            )
            insert([_entered(entry, by, at) for entry in sheet.entries[start : start + CHUNK]])
        rows = {entry.number: entry.rows[0] for entry in sheet.entries}
        made = Record.objects.filter(source=by.body.code, state=State.AWAITING, entered_at=at, batch_row=None)
        pairs = [(pk, rows[number]) for pk, number in made.values_list("pk", "record_id") if number in rows]
        yield Progress(0.8, _("正在记下各条在表里的行"))
        insert([BatchRow(batch_id=found.pk, record_id=pk, row=row) for pk, row in pairs])
        found.state, found.rows, found.count = State.AWAITING, sheet.rows, len(sheet.entries)
        found.save()
        _told(by, at, Event.BATCH_ENTERED, found)
    return found


def _entered(entry: Entry, by: Acting, at: datetime) -> Record:
    return Record(
        **{name: getattr(entry.facts, name) for name in NAMES},
        source=by.body.code,
        record_id=entry.number,
        enterprise_id=entry.code,
        state=State.AWAITING,
        body_id=by.body.pk,
        entered_by_id=by.person.pk,
        entered_at=at,
    )


def verify_batch(*, by: Acting, at: datetime, batch: Batch) -> None:
    """Let all records of a batch count from now on."""
    done(verifying(by=by, at=at, batch=batch))


def verifying(*, by: Acting, at: datetime, batch: Batch) -> Work[None]:
    """Do that, and say how it goes on; closed before its end, it has done nothing."""
    check(by, Action.BATCH_VERIFY)
    yield Progress(0, _("正在核对"))
    with transaction.atomic():
        found = _locked(batch)
        check_batch(by, found, State.AWAITING, second=True)
        waiting = waiting_in(found)
        codes = sorted(set(waiting.values_list("enterprise", flat=True)))
        outside = enterprises_visible_to(by, Action.BATCH_VERIFY).filter(records__batch_row__batch=found)
        if outside.distinct().count() < found.entries.values("record__enterprise").distinct().count():
            raise ValidationError(_("有的企业不在本单位的管辖范围之内，不能整批核对。"))
        waiting.update(state=State.VERIFIED, recorded_at=at, verified_by=by.person)
        found.state, found.verified_by = State.VERIFIED, by.person
        found.save()
        _told(by, at, Event.BATCH_VERIFIED, found)
        for start in range(0, len(codes), TOLD):
            yield Progress(
                0.1 + 0.9 * start / len(codes),
                _("正在定级：%(done)s / %(all)s 家企业") % {"done": start, "all": len(codes)},
            )
            tell(codes[start : start + TOLD], at)


@transaction.atomic
def return_batch(*, by: Acting, at: datetime, batch: Batch, reason: str) -> None:
    """Return a batch as a whole; its records do not count, and the sheet can be put right and come again."""
    check(by, Action.BATCH_VERIFY)
    found = _locked(batch)
    check_batch(by, found, State.AWAITING, second=True)
    waiting_in(found).update(state=State.WITHDRAWN)
    found.state, found.returned_because = State.RETURNED, reason
    found.save()
    _told(by, at, Event.BATCH_RETURNED, found)


@transaction.atomic
def discard(*, by: Acting, at: datetime, batch: Batch) -> None:
    """Take back a sheet of which nothing was entered."""
    check(by, Action.BATCH_ENTER)
    found = _locked(batch)
    check_batch(by, found, State.DRAFT)
    found.state = State.WITHDRAWN
    found.save()
    _told(by, at, Event.BATCH_WITHDRAWN, found)


def waiting_in(batch: Batch) -> QuerySet[Record]:
    """Give the records of a batch that await verification."""
    return Record.objects.filter(
        pk__in=BatchRow.objects.filter(batch=batch).values("record"), state=State.AWAITING
    )


def _locked(batch: Batch) -> Batch:
    return Batch.objects.select_for_update(of=("self",)).select_related("body").get(pk=batch.pk)


def _told(by: Acting, at: datetime, event: Event, batch: Batch) -> None:
    change = {
        "kind": batch.kind,
        "file": batch.name,
        "sha256": batch.sha256,
        "records": batch.count,
        "state": batch.state,
        "reason": batch.returned_because,
    }
    write_down(by=by, at=at, event=event, on=batch, change=change)
