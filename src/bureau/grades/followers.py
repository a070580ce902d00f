"""Who is told of new decisions. An app above adds itself in its `ready`.

A follower is called in the transaction that made the decisions, with all that were made at once; what it raises takes
them back, so that no grade changes without what follows from it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from bureau.grades.models import Decision

Follower = Callable[[Sequence[Decision], datetime], None]
FOLLOWERS: list[Follower] = []


def follow(follower: Follower) -> None:
    """Be told of new decisions from now on; who is there already is not added again."""
    if follower not in FOLLOWERS:
        FOLLOWERS.append(follower)


def tell_decided(decisions: Sequence[Decision], at: datetime) -> None:
    """Tell everyone that these decisions were made."""
    for follower in FOLLOWERS:
        follower(decisions, at)
