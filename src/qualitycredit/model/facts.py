"""What an archive holds about one enterprise, as the engines see it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Enterprise:
    """One row of `enterprises`."""

    enterprise_id: str
    name: str
    established_on: date
    deregistered_on: date | None = None
    region: str = ""
    industry: str | None = None
    exporter: bool = False


@dataclass(frozen=True, slots=True)
class Product:
    """One row of `products`; `product` is unique within the enterprise."""

    enterprise_id: str
    product: str
    name: str = ""
    permit_required: bool = False
    statutory_inspection: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One version of one fact; (`source`, `record_id`) is its key, `recorded_at` and `superseded_at` are UTC."""

    record_id: str
    enterprise_id: str
    kind: str
    outcome: str | None
    occurred_on: date
    recorded_at: datetime
    source: str
    subject: str | None = None
    due_on: date | None = None
    closed_on: date | None = None
    inspected: int | None = None
    passed: int | None = None
    score: Decimal | None = None
    contested: bool = False
    superseded_at: datetime | None = None
    document: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """The idempotency key that all versions of a fact share."""
        return self.source, self.record_id


@dataclass(frozen=True, slots=True)
class Dossier:
    """One enterprise with its products and the record versions that exist at one knowledge time."""

    enterprise: Enterprise
    products: tuple[Product, ...] = ()
    records: tuple[Record, ...] = ()

    def known_at(self, moment: datetime) -> "Dossier":
        """Keep the versions recorded by `moment` and not yet superseded then (standard.md, section 2)."""
        kept = tuple(
            record
            for record in self.records
            if record.recorded_at <= moment
            and (record.superseded_at is None or record.superseded_at > moment)
        )
        return Dossier(self.enterprise, self.products, kept)
