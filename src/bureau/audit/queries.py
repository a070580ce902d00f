"""Reads: events and looks, of the bodies that someone oversees."""

from collections.abc import Iterable

from django.db.models import QuerySet

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
