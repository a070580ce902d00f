"""The one place where the clock is read: what the archive is asked to know, unless --known-at says otherwise."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Give the present moment in UTC, without a zone, as archives keep it."""
    return datetime.now(UTC).replace(tzinfo=None)
