"""Who is told that the outcome of a case begins or ends to be in effect. An app above adds itself in its `ready`."""

from collections.abc import Callable
from datetime import datetime

from bureau.procedures.models import Case

Follower = Callable[[Case, datetime], None]
FOLLOWERS: list[Follower] = []


def follow_cases(follower: Follower) -> None:
    """Be told from now on; who is there already is not added again."""
    if follower not in FOLLOWERS:
        FOLLOWERS.append(follower)


def tell_moved(case: Case, at: datetime) -> None:
    """Tell everyone, in the transaction of the step, that a case has taken it."""
    for follower in FOLLOWERS:
        follower(case, at)
