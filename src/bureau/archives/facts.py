"""What a record says of an enterprise: the part of a version that officials fill in and check."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Facts:
    """One statement; which of the fields a kind uses is said by the standard."""

    kind: str
    outcome: str
    occurred_on: date
    subject: str = ""
    due_on: date | None = None
    closed_on: date | None = None
    inspected: int | None = None
    passed: int | None = None
    score: Decimal | None = None
    contested: bool = False
    document: str = ""


NAMES = tuple(field.name for field in fields(Facts))
# What every kind has; the others are there where the kind uses them.
ALWAYS = ("kind", "outcome", "occurred_on", "contested", "document")
