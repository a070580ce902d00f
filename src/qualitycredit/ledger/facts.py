"""The facts that a grade stands on, and their sum: the same for the same facts, in whatever order they come."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from operator import attrgetter
from typing import Any, Final, TypeVar, get_args

from qualitycredit.model.facts import Dossier, Enterprise, Product, Record

ENTERPRISE: Final = ("enterprise_id", "established_on", "deregistered_on", "exporter")
PRODUCT: Final = ("product", "permit_required", "statutory_inspection")
# All that a version says, but for its end: that comes later, and was not known.
RECORD: Final = (
    *("source", "record_id", "recorded_at", "kind", "outcome", "occurred_on", "subject", "due_on"),
    *("closed_on", "inspected", "passed", "score", "contested", "document"),
)
_Row = TypeVar("_Row", Enterprise, Product, Record)
_SUMMED: Final = {
    "enterprise": attrgetter(*ENTERPRISE),
    "product": attrgetter(*PRODUCT),
    "record": attrgetter(*RECORD),
}


def facts_sha256(dossier: Dossier) -> str:
    """Give the SHA-256 of the facts that a decision stands on."""
    lines = [_line("enterprise", dossier.enterprise)]
    lines += sorted(_line("product", one) for one in dossier.products)
    lines += sorted(_line("record", one) for one in dossier.records)
    return sha256("\n".join(lines).encode()).hexdigest()


def _line(kind: str, row: object) -> str:
    values = _SUMMED[kind](row)
    return "\t".join([kind, *("" if value is None else repr(str(value)) for value in values)])


def facts_document(dossier: Dossier) -> dict[str, Any]:
    """Give these facts, and no others, as JSON has them."""
    return {
        "enterprise": _written(dossier.enterprise, ENTERPRISE),
        "products": [_written(one, PRODUCT) for one in dossier.products],
        "records": [_written(one, RECORD) for one in dossier.records],
    }


def _written(row: object, names: Sequence[str]) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return str(value) if isinstance(value, date | Decimal) else value


def read_facts(document: Mapping[str, Any]) -> Dossier:
    """Read facts again. Raises KeyError, TypeError, ValueError or ArithmeticError where they are not written so."""
    enterprise = _read(Enterprise, document["enterprise"], ENTERPRISE, name="")
    owner = enterprise.enterprise_id
    products = [_read(Product, one, PRODUCT, enterprise_id=owner) for one in document["products"]]
    records = [_read(Record, one, RECORD, enterprise_id=owner) for one in document["records"]]
    return Dossier(enterprise, tuple(products), tuple(records))


def _read(kind: type[_Row], written: Mapping[str, Any], names: Sequence[str], **more: str) -> _Row:
    if set(written) != set(names):
        raise KeyError(kind.__name__)
    types = {field.name: field.type for field in fields(kind)}
    values: dict[str, Any] = {name: _value(types[name], written[name]) for name in names}
    values.update(more)
    return kind(**values)


def _value(kind: object, written: object) -> object:
    """Read a value by its type, such as `date | None`."""
    plain, *optional = get_args(kind) or (kind,)
    if written is None and optional:
        return None
    if plain in _READERS:
        return _READERS[plain](written)
    if type(written) is not plain:
        raise TypeError(plain)
    return written


_READERS: Final[Mapping[object, Any]] = {
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    Decimal: Decimal,
}
