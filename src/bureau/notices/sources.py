"""The kinds of news. Each app says its own, in its `ready`, as a question and not as rows.

A notice is the answer to a question: how much of a kind is new to someone since a moment. So 600 cases that a load opened
are one notice, written nowhere; what was taken back since is in none; and nothing can be lost between an event and its
notice. See ADR 35.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from bureau.accounts.permissions import Acting, may
from bureau.accounts.roles import Action

# Who asks, since when (none: ever), and now.
Count = Callable[[Acting, datetime | None, datetime], int]


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of news: its name, how it reads, to whom it is offered, how much of it there is, and where it is listed.

    The title is read by whoever may look into a mailbox: it says nothing of any enterprise.
    """

    name: str
    title: str | Promise
    action: Action
    count: Count
    listed: Callable[[Acting], str]
    concerns: Callable[[Acting], bool] = lambda by: True  # noqa: ARG005 - all whom the matrix lets


SOURCES: dict[str, Source] = {}


def offer(*sources: Source) -> None:
    """Add kinds of news; one that is there already takes its own place."""
    SOURCES.update({one.name: one for one in sources})


def sources_for(by: Acting) -> list[Source]:
    """Give the kinds that concern someone."""
    return [one for one in SOURCES.values() if may(by, one.action) and one.concerns(by)]
