"""Writes: an enterprise is graded again, and a decision is stored where anything of it changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from importlib.metadata import version

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bureau.archives.bulk import insert
from bureau.archives.law import standard_on
from bureau.archives.queries import dossiers_of
from bureau.audit.actions import record
from bureau.audit.actors import Actor
from bureau.enterprises.models import Enterprise
from bureau.grades.deciding import Decided, decide
from bureau.grades.events import Event
from bureau.grades.followers import tell_decided
from bureau.grades.models import Adoption, AdoptionState, Cause, Decision, Due, Receipt
from bureau.grades.queries import IN_FORCE, all_codes, due_on, product_days
from bureau.ui.clock import day
from qualitycredit.ledger import facts_sha256
from qualitycredit.model.standard import Standard

CHUNK = 20_000


def on_change(codes: Sequence[str], at: datetime) -> None:
    """Grade again, in the transaction of the change, all that it touched."""
    regrade(at=at, codes=codes, cause=Cause.CHANGE)


@transaction.atomic
def regrade(
    *, at: datetime, codes: Sequence[str], cause: Cause, as_of: date | None = None
) -> list[tuple[Receipt, int]]:
    """Grade enterprises, and give the receipts of what changed, each with how many decisions it has."""
    made = (_regrade(at, part, cause, as_of) for part in _parts(sorted(set(codes))))
    return [one for one in made if one is not None]


@transaction.atomic
def regrade_due(*, by: Actor, at: datetime, as_of: date) -> int:
    """Grade those whose day has come, and give how many decisions changed."""
    if as_of > day(at):
        raise ValidationError(_("不能为今天以后的日子定级。"))
    return _adopted(by, at, as_of) + _told(
        by, at, regrade(at=at, codes=due_on(as_of), cause=Cause.DUE, as_of=as_of)
    )


def _adopted(by: Actor, at: datetime, as_of: date) -> int:
    """Grade everybody where another edition, or another reading, holds from this day or one since the last time."""
    waiting = Adoption.objects.select_for_update().filter(
        state=AdoptionState.ADOPTED, valid_from__lte=as_of, applied_at__isnull=True
    )
    if not list(waiting):
        return 0
    count = _told(by, at, regrade(at=at, codes=all_codes(), cause=Cause.STANDARD, as_of=as_of))
    waiting.update(applied_at=at)
    return count


@transaction.atomic
def regrade_all(*, by: Actor, at: datetime) -> int:
    """Grade everybody, after another edition or another reading, and give how many decisions changed."""
    return _told(by, at, regrade(at=at, codes=all_codes(), cause=Cause.STANDARD))


def _told(by: Actor, at: datetime, made: list[tuple[Receipt, int]]) -> int:
    for receipt, count in made:
        change = {"cause": receipt.cause, "as_of": receipt.as_of.isoformat(), "decisions": count}
        record(by=by, at=at, event=Event.REGRADED, on=receipt, change=change)
    return sum(count for _receipt, count in made)


def _parts(codes: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(codes), CHUNK):
        yield codes[start : start + CHUNK]


def _regrade(
    at: datetime, codes: Sequence[str], cause: Cause, as_of: date | None
) -> tuple[Receipt, int] | None:
    # Whoever changes the same enterprise waits here, so that he sees what the other has changed.
    rows = Enterprise.objects.select_for_update(no_key=True).filter(pk__in=codes)
    list(rows.order_by("pk").values_list("pk", flat=True))
    standing = {one.enterprise_id: one for one in _standing(codes)}
    # Who began earlier and came later decides by what is known by then.
    known_at = max([at, *(one.known_at for one in standing.values())])
    on = as_of or day(known_at)
    dossiers = dossiers_of(codes, as_of=on, known_at=known_at)
    law = standard_on(on, known_at)
    graded = decide(dossiers, law, as_of=on, known_at=known_at)
    _remember(graded.due, on)
    receipt = _receipt(cause, law, on, known_at, graded.engine, len(dossiers))
    new = {
        code: Decision(
            enterprise_id=code,
            receipt=receipt,
            as_of=on,
            known_at=known_at,
            facts_sha256=facts_sha256(dossiers[code]),
            **asdict(decided),
        )
        for code, decided in graded.decided.items()
        if not _same(standing.get(code), decided, receipt)
    }
    if not new:
        return None
    receipt.save()
    for one in new.values():
        one.receipt = receipt
    Decision.objects.filter(IN_FORCE, enterprise__in=list(new)).update(superseded_at=known_at)
    insert(list(new.values()))
    tell_decided(list(new.values()), known_at)
    return receipt, len(new)


def _remember(due: Mapping[str, date | None], as_of: date) -> None:
    """Keep the day on which each is to be graded again: when time moves a record, or a product comes or goes."""
    by_products = product_days(list(due), as_of)
    days = {code: [day for day in (on, by_products.get(code)) if day is not None] for code, on in due.items()}
    Due.objects.bulk_create(
        [Due(enterprise_id=code, on=min(found, default=None)) for code, found in days.items()],
        batch_size=400,
        update_conflicts=True,
        unique_fields=["enterprise"],
        update_fields=["on"],
    )


def _standing(codes: Sequence[str]) -> QuerySet[Decision]:
    return Decision.objects.filter(IN_FORCE, enterprise__in=codes).select_related("receipt")


def _same(found: Decision | None, decided: Decided, receipt: Receipt) -> bool:
    if found is None:
        return False
    names = ("standard", "edition", "text_sha256", "rules_sha256", "readings")
    return all(getattr(found, name) == value for name, value in asdict(decided).items()) and all(
        getattr(found.receipt, name) == getattr(receipt, name) for name in names
    )


def _receipt(
    cause: Cause, law: Standard, as_of: date, known_at: datetime, engine: str, count: int
) -> Receipt:
    return Receipt(
        cause=cause,
        as_of=as_of,
        known_at=known_at,
        standard=law.name,
        edition=law.edition,
        text_sha256=law.text_hash,
        rules_sha256=law.rules_hash,
        readings=dict(law.chosen),
        engine=engine,
        version=version("qualitycredit"),
        enterprises=count,
    )
