"""Reads: what is new to someone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache

from bureau.accounts.permissions import Acting
from bureau.notices.models import Look, Mailbox
from bureau.notices.sources import Source, sources_for

# The number in the header is at most so many seconds old.
FRESH = 60


@dataclass(frozen=True, slots=True)
class News:
    """How much of a kind is new, and since when; `since` is none for who never looked."""

    source: Source
    count: int
    since: datetime | None


def looks_of(by: Acting) -> dict[str, datetime]:
    """Give up to when someone has seen each kind."""
    return dict(Look.objects.filter(person=by.person, body=by.body).values_list("kind", "at"))


def news_for(by: Acting, at: datetime, after: datetime | None = None) -> Iterator[News]:
    """Give the kinds of which something is new: since the last look, and since `after`, where that is later."""
    looks: Mapping[str, datetime] = looks_of(by)
    for source in sources_for(by):
        since = max((one for one in (looks.get(source.name), after) if one is not None), default=None)
        if count := source.count(by, since, at):
            yield News(source, count, since)


def waiting(by: Acting, at: datetime) -> int:
    """Give how much is new in all, for the header; it may be a minute old."""
    found = cache.get(_key(by))
    if found is None:
        found = sum(one.count for one in news_for(by, at))
        cache.set(_key(by), found, FRESH)
    return int(found)


def forget(by: Acting) -> None:
    """Have the number of the header counted anew."""
    cache.delete(_key(by))


def mailbox_of(by: Acting) -> Mailbox | None:
    """Give where a person wants to be written to."""
    return Mailbox.objects.filter(person=by.person).exclude(address="").first()


def _key(by: Acting) -> str:
    return f"notices-{by.person.pk}-{by.body.pk}"
