"""What follows from new decisions: a commitment to each, in the transaction that makes them."""

from collections.abc import Sequence
from datetime import datetime

from bureau.grades.models import Decision
from bureau.grades.queries import IN_FORCE
from bureau.ledger.committing import commit_to


def on_decided(decisions: Sequence[Decision], at: datetime) -> None:
    """Commit to decisions that were just stored; they are the ones in force, and have their numbers there."""
    del at
    codes = [one.enterprise_id for one in decisions]
    rows = Decision.objects.filter(IN_FORCE, enterprise__in=codes)
    numbers = dict(rows.values_list("enterprise", "pk"))
    for one in decisions:
        one.pk = numbers[one.enterprise_id]
    commit_to(decisions)
