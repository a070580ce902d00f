"""Reads: which records someone may see, which await him, and the dossier as the library takes it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from bureau.accounts.permissions import Acting, may, scope_of
from bureau.accounts.roles import Action, Axis
from bureau.accounts.scopes import Fields
from bureau.archives.models import Batch, Change, Record, State
from bureau.enterprises.models import Enterprise, Product
from qualitycredit.archive.moments import utc
from qualitycredit.model import facts as library

FIELDS = Fields(region="enterprise__region", enterprise="enterprise__code", exporter="enterprise__exporter")
# What the library is told of a version, in the order of its table.
_COLUMNS = (
    "record_id",
    "enterprise_id",
    "kind",
    "outcome",
    "occurred_on",
    "recorded_at",
    "source",
    "subject",
    "due_on",
    "closed_on",
    "inspected",
    "passed",
    "score",
    "contested",
    "superseded_at",
    "document",
)
ROWS = 5000
COUNTING = Q(state=State.VERIFIED) & ~Q(change=Change.ANNULMENT)


def records_visible_to(by: Acting, action: Action = Action.DOSSIER_READ) -> QuerySet[Record]:
    """Give the records on whose enterprises someone may do something."""
    return Record.objects.filter(scope_of(by, action).q(FIELDS)).select_related("enterprise", "body")


def records_shown_to(by: Acting) -> QuerySet[Record]:
    """Give the records whose pages someone may open: an enterprise sees of its own what was verified."""
    visible = records_visible_to(by)
    return visible.filter(state=State.VERIFIED) if by.axis == Axis.SELF else visible


def may_see_record(by: Acting, record: Record, action: Action = Action.DOSSIER_READ) -> bool:
    """Tell whether a record is one of these."""
    return may(by, action, record.enterprise.standing)


def awaiting(by: Acting) -> QuerySet[Record]:
    """Give what awaits verification in the body, the oldest first."""
    waiting = records_visible_to(by, Action.RECORD_VERIFY).filter(
        body=by.body, state=State.AWAITING, batch_row__isnull=True
    )
    return waiting.select_related("entered_by").order_by("entered_at", "pk")


def unfinished(by: Acting) -> QuerySet[Record]:
    """Give what the recorders of the body have not finished: drafts, and what was returned."""
    own = records_visible_to(by, Action.RECORD_ENTER).filter(
        body=by.body, state__in=(State.DRAFT, State.RETURNED)
    )
    return own.select_related("entered_by").order_by("entered_at", "pk")


def standing_version(record: Record) -> Record | None:
    """Give the version that stands where this one is to stand."""
    versions = Record.objects.select_for_update(of=("self",)).filter(
        source=record.source, record_id=record.record_id, state=State.VERIFIED, superseded_at__isnull=True
    )
    return versions.exclude(pk=record.pk).first()


def versions_of(record: Record) -> QuerySet[Record]:
    """Give all versions of a fact, those on their way too, the newest first."""
    return (
        Record.objects.filter(source=record.source, record_id=record.record_id)
        .exclude(state=State.WITHDRAWN)
        .select_related("body", "entered_by", "verified_by", "enterprise")
        .prefetch_related("evidence")
        .order_by("-recorded_at", "-pk")
    )


def batches_of(by: Acting, action: Action) -> QuerySet[Batch]:
    """Give the batches of the body, for those who may enter or verify some."""
    own = Batch.objects.filter(body=by.body) if may(by, action) else Batch.objects.none()
    return own.select_related("entered_by", "verified_by")


def dossier_of(code: str, *, as_of: date, known_at: datetime | None = None) -> library.Dossier:
    """Give the dossier as the library takes it: products of a day, versions that count at a moment, or all of them."""
    return dossiers_of([code], as_of=as_of, known_at=known_at)[code]


def dossiers_of(
    codes: Iterable[str], *, as_of: date, known_at: datetime | None = None
) -> dict[str, library.Dossier]:
    """Give several dossiers by their codes."""
    asked = list(codes)
    versions = Record.objects.filter(COUNTING, enterprise__in=asked)
    if known_at is not None:
        versions = versions.filter(recorded_at__lte=known_at).exclude(superseded_at__lte=known_at)
    # Rows and not objects of models, which would take longer to make than to grade.
    records: dict[str, list[library.Record]] = {}
    for row in versions.values_list(*_COLUMNS).iterator(ROWS):
        one = _version(row)
        records.setdefault(one.enterprise_id, []).append(one)
    products: dict[str, list[library.Product]] = {}
    for made in Product.objects.filter(enterprise__in=asked):
        if made.holds_on(as_of):
            products.setdefault(made.enterprise_id, []).append(product_for_library(made))
    return {
        one.code: library.Dossier(
            enterprise_for_library(one), tuple(products.get(one.code, ())), tuple(records.get(one.code, ()))
        )
        for one in Enterprise.objects.filter(pk__in=asked)
    }


def enterprise_for_library(one: Enterprise) -> library.Enterprise:
    """Give an enterprise as a row of the library's table."""
    return library.Enterprise(
        one.code,
        one.name,
        one.established_on,
        one.deregistered_on,
        one.region,
        one.industry or None,
        one.exporter,
    )


def product_for_library(one: Product) -> library.Product:
    """Give a product as a row of the library's table."""
    return library.Product(
        one.enterprise_id, one.code, one.name, one.permit_required, one.statutory_inspection
    )


def record_for_library(one: Record, recorded_at: datetime | None = None) -> library.Record:
    """Give a version as a row of the library's table; one that does not count yet as if from a moment."""
    known = one.recorded_at or recorded_at
    assert known is not None  # noqa: S101 - a version either counts or is given its moment
    return _version(tuple(known if name == "recorded_at" else getattr(one, name) for name in _COLUMNS))


def _version(row: tuple[Any, ...]) -> library.Record:
    number, code, kind, outcome, on, known, source, subject, due, closed, *numbers = row[:-3]
    inspected, passed, score = numbers
    contested, superseded, document = row[-3:]
    return library.Record(
        number,
        code,
        kind,
        outcome or None,
        on,
        utc(known),
        source,
        subject or None,
        due,
        closed,
        inspected,
        passed,
        score,
        contested,
        None if superseded is None else utc(superseded),
        document or None,
    )
