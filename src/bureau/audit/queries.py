"""Reads: events and looks, of the bodies that someone oversees."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, TextChoices

from bureau.audit.models import Event, Read


def events_of(bodies: Iterable[str]) -> QuerySet[Event]:
    """Give what was done for some bodies, named by their codes."""
    return Event.objects.filter(body_code__in=bodies)


def reads_of(bodies: Iterable[str]) -> QuerySet[Read]:
    """Give what was read for some bodies, named by their codes."""
    return Read.objects.filter(body_code__in=bodies)


def reads_about(subject: str) -> QuerySet[Read]:
    """Give who has looked at the dossier of an enterprise."""
    return Read.objects.filter(subject=subject)


def happened_to(objects: QuerySet[Any], event: TextChoices, since: datetime) -> int:
    """Count those of some objects, which are few, to which something happened after a moment."""
    keys = [str(key) for key in objects.order_by().values_list("pk", flat=True)]
    label = objects.model._meta.label_lower  # noqa: SLF001 - Django's public name for it
    told = Event.objects.filter(object_type=label, object_id__in=keys, event=event, at__gt=since)
    return told.order_by().values("object_id").distinct().count() if keys else 0
