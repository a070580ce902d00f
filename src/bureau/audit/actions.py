"""Writes: what was done, and what was read. Called from within the transaction of what it writes down."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.models import Model, TextChoices

from bureau.audit.actors import Actor
from bureau.audit.catalogue import EVENTS
from bureau.audit.models import Event, Read

LONGEST_LABEL = 200
YEARS_KEPT = 10


def record(*, by: Actor, at: datetime, event: TextChoices, on: Model, change: Mapping[str, object]) -> Event:
    """Write down one change; `change` is JSON that says what became of what."""
    if event.value not in EVENTS:
        raise ImproperlyConfigured(f"{event.value} is not in the catalogue: register its events in apps.py")
    if not connection.in_atomic_block:
        raise RuntimeError(f"{event.value} must be written in the transaction of its change")
    return Event.objects.create(**_trace(by, at, on), event=event.value, change=dict(change))


def record_read(*, by: Actor, at: datetime, on: Model, subject: str, reason: str = "") -> Read:
    """Write down one look at a confidential object of an enterprise, its `subject`."""
    return Read.objects.create(**_trace(by, at, on), subject=subject, reason=reason)


def forget_reads(*, at: datetime) -> int:
    """Delete what was read longer ago than is kept, and say how much it was; the triggers see to the limit too."""
    # 29 February has no like in most years; the day after it has.
    limit = at.replace(day=28) if (at.month, at.day) == (2, 29) else at
    count, _ = Read.objects.filter(at__lt=limit.replace(year=at.year - YEARS_KEPT)).delete()
    return count


def _trace(by: Actor, at: datetime, on: Model) -> dict[str, object]:
    return {
        "at": at,
        "username": by.username,
        "person_name": by.person_name,
        "body_code": by.body_code,
        "request_id": by.request_id,
        "object_type": on._meta.label_lower,  # noqa: SLF001 - Django's public name for it
        "object_id": str(on.pk),
        "object_label": str(on)[:LONGEST_LABEL],
    }
