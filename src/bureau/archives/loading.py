"""An archive of the library taken into the database: what is new comes in, what is there stays, what contradicts is refused."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bureau.archives.bulk import insert
from bureau.archives.events import Event
from bureau.archives.models import Record, State, Transfer
from bureau.archives.queries import enterprise_for_library, product_for_library, record_for_library
from bureau.archives.vocabulary import kinds
from bureau.audit.actions import record as write_down
from bureau.audit.actors import Actor
from bureau.enterprises.initials import initials_of
from bureau.enterprises.listeners import tell
from bureau.enterprises.models import Enterprise, Name, Product
from qualitycredit.archive import Archive, fingerprint, open_archive, read_dossiers, require_valid
from qualitycredit.model import facts as library

BATCH = 1000
Progress = Callable[[int], None]


def _silent(count: int) -> None:
    del count


@transaction.atomic
def load(*, by: Actor, at: datetime, archive: Archive, progress: Progress = _silent) -> Transfer:
    """Take an archive in as a whole or not at all; versions that came before come in with their own moments.

    Raises the library's ArchiveFaulty, and ValidationError where the archive contradicts what is here.
    """
    require_valid(archive, kinds())
    transfer = Transfer(direction=Transfer.Direction.IN, at=at, fingerprint=fingerprint(archive))
    transfer.enterprises = transfer.products = transfer.records = 0
    touched: list[str] = []
    for batch in _batches(read_dossiers(archive, None)):
        touched += _take(batch, transfer)
        progress(len(batch))
    transfer.save()
    counts = {"enterprises": transfer.enterprises, "records": transfer.records}
    write_down(by=by, at=at, event=Event.LOADED, on=transfer, change=counts)
    tell(touched, at)
    return transfer


def was_loaded(folder: Path) -> bool:
    """Tell whether the archive in a folder was taken in before, just as it is."""
    found = Transfer.objects.filter(
        direction=Transfer.Direction.IN, fingerprint=fingerprint(open_archive(folder))
    )
    return found.exists()


def _batches(dossiers: Iterable[library.Dossier]) -> Iterator[list[library.Dossier]]:
    remaining = iter(dossiers)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _take(batch: list[library.Dossier], transfer: Transfer) -> set[str]:
    here = Enterprise.objects.in_bulk([one.enterprise.enterprise_id for one in batch])
    known = [one for one in batch if one.enterprise.enterprise_id in here]
    _check_enterprises(known, here)
    new = [one.enterprise for one in batch if one.enterprise.enterprise_id not in here]
    products, records = _new_products(batch, here), _new_records(batch, here)
    insert([_enterprise(one) for one in new])
    insert([_name(one) for one in new])
    insert(products)
    insert(records)
    transfer.enterprises += len(new)
    transfer.products += len(products)
    transfer.records += len(records)
    changed = {one.enterprise_id for one in new} | {one.enterprise_id for one in records}
    return changed | {one.enterprise_id for one in products}


def _check_enterprises(known: Iterable[library.Dossier], here: dict[str, Enterprise]) -> None:
    for dossier in known:
        if enterprise_for_library(here[dossier.enterprise.enterprise_id]) != dossier.enterprise:
            raise ValidationError(
                _("企业 %(code)s 的登记事项与本系统不同。先在本系统变更登记，再载入。")
                % {"code": dossier.enterprise.enterprise_id}
            )


def _new_products(batch: Iterable[library.Dossier], here: dict[str, Enterprise]) -> list[Product]:
    rows = Product.objects.filter(enterprise__in=list(here))
    there = {(one.enterprise_id, one.code): product_for_library(one) for one in rows}
    new = []
    for one in (product for dossier in batch for product in dossier.products):
        found = there.get((one.enterprise_id, one.product))
        if found is None:
            new.append(_product(one))
        elif found != one:
            raise ValidationError(
                _("企业 %(code)s 的产品 %(product)s 与本系统不同。先在本系统变更登记，再载入。")
                % {"code": one.enterprise_id, "product": one.product}
            )
    return new


def _new_records(batch: Iterable[library.Dossier], here: dict[str, Enterprise]) -> list[Record]:
    rows = Record.objects.filter(enterprise__in=list(here), state=State.VERIFIED)
    there = {(one.source, one.record_id, one.recorded_at): one for one in rows}
    new = []
    for one in (version for dossier in batch for version in dossier.records):
        found = there.get((one.source, one.record_id, _moment(one.recorded_at)))
        if found is None:
            new.append(_record(one))
        else:
            _agree(one, found)
    return new


def _agree(version: library.Record, found: Record) -> None:
    stored = record_for_library(found)
    if stored == version:
        return
    if stored.superseded_at is None and replace(version, superseded_at=None) == stored:
        # It was replaced since it came in; what replaced it comes with this archive, or it was annulled.
        found.superseded_at = _moment(version.superseded_at)
        found.save(update_fields=["superseded_at"])
        return
    raise ValidationError(
        _("记录 %(source)s %(number)s 的同一版本与本系统不同。已核对的版本不能改动。")
        % {"source": version.source, "number": version.record_id}
    )


def _moment(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(tzinfo=UTC)


def _enterprise(one: library.Enterprise) -> Enterprise:
    return Enterprise(
        code=one.enterprise_id,
        name=one.name,
        established_on=one.established_on,
        deregistered_on=one.deregistered_on,
        region=one.region,
        industry=one.industry or "",
        exporter=one.exporter,
    )


def _name(one: library.Enterprise) -> Name:
    return Name(
        enterprise_id=one.enterprise_id,
        name=one.name,
        initials=initials_of(one.name),
        valid_from=one.established_on,
    )


def _product(one: library.Product) -> Product:
    return Product(
        enterprise_id=one.enterprise_id,
        code=one.product,
        name=one.name,
        permit_required=one.permit_required,
        statutory_inspection=one.statutory_inspection,
    )


def _record(one: library.Record) -> Record:
    return Record(
        source=one.source,
        record_id=one.record_id,
        enterprise_id=one.enterprise_id,
        kind=one.kind,
        outcome=one.outcome or "",
        subject=one.subject or "",
        occurred_on=one.occurred_on,
        due_on=one.due_on,
        closed_on=one.closed_on,
        inspected=one.inspected,
        passed=one.passed,
        score=one.score,
        contested=one.contested,
        document=one.document or "",
        recorded_at=_moment(one.recorded_at),
        superseded_at=_moment(one.superseded_at),
        state=State.VERIFIED,
    )
