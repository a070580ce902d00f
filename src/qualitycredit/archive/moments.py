"""Moments as archives keep them."""

from datetime import UTC, datetime


def utc(moment: datetime) -> datetime:
    """Give a moment in UTC, without a zone; one that has none is UTC already."""
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)
