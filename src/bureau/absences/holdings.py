"""What is in one person's hands, and can be put into another's; and what waits for anybody. Each app says its own.

Most work is in the hands of a role and not of a person: whoever has it acts, unless he took the first half of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from bureau.accounts.models import Person
from bureau.accounts.permissions import Acting
from bureau.accounts.roles import Action

# Give how much each of these people has in hand, for the body of whoever asks.
Count = Callable[[Acting, Sequence[int]], dict[int, int]]
# Put all of somebody's into another's hands, with an event for each, in the transaction of the caller; give how much it was.
PassOn = Callable[[Acting, datetime, Person, Acting], int]
# Count the work of the body of whoever asks that none of these people, who are there, may take up.
Left = Callable[[Acting, Sequence[Acting]], int]


@dataclass(frozen=True, slots=True)
class Holding:
    """A kind of work that is in one person's hands: how it reads, and the right that it takes to do it."""

    name: str
    title: str | Promise
    action: Action
    count: Count
    pass_on: PassOn


@dataclass(frozen=True, slots=True)
class Waiting:
    """A kind of work that waits for whoever has the role: how it reads, and how much of it nobody who is there may take."""

    name: str
    title: str | Promise
    left: Left


HOLDINGS: dict[str, Holding] = {}
WAITING: dict[str, Waiting] = {}


def tell(holding: Holding) -> None:
    """Add a kind; one that is there already takes its own place."""
    HOLDINGS[holding.name] = holding


def tell_waiting(*kinds: Waiting) -> None:
    """Add kinds of work that waits; one that is there already takes its own place."""
    WAITING.update({one.name: one for one in kinds})


def left_to_nobody(found: QuerySet[Any], able: Sequence[int], first: str) -> int:
    """Count what none of the able may take, where whoever took the first half, named in a column, may not take the second."""
    if len(able) > 1:
        return 0
    return (found.filter(**{f"{first}__in": able}) if able else found).order_by().count()
