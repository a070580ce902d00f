"""What is in one person's hands, and can be put into another's. Each app says its own, in its `ready`.

Most work is in the hands of a role and not of a person: whoever has it acts. What is told here is the rest.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from bureau.accounts.models import Person
from bureau.accounts.permissions import Acting
from bureau.accounts.roles import Action

# Give how much each of these people has in hand, for the body of whoever asks.
Count = Callable[[Acting, Sequence[int]], dict[int, int]]
# Put all of somebody's into another's hands, with an event for each, in the transaction of the caller; give how much it was.
PassOn = Callable[[Acting, datetime, Person, Acting], int]


@dataclass(frozen=True, slots=True)
class Holding:
    """A kind of work that is in one person's hands: how it reads, and the right that it takes to do it."""

    name: str
    title: str | Promise
    action: Action
    count: Count
    pass_on: PassOn


HOLDINGS: dict[str, Holding] = {}


def tell(holding: Holding) -> None:
    """Add a kind; one that is there already takes its own place."""
    HOLDINGS[holding.name] = holding
