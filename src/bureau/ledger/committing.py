"""Commitments are made: one for each decision, under a salt that nobody else has."""

import secrets
from collections.abc import Iterable

from bureau.archives.bulk import insert
from bureau.grades.models import Decision
from bureau.ledger.models import Leaf
from bureau.ledger.statements import PADDING_WRITTEN, written_of
from qualitycredit.ledger import SALT, commit


def commit_to(decisions: Iterable[Decision]) -> None:
    """Commit to decisions that are stored."""
    made = []
    for one, written in written_of(decisions):
        salt = secrets.token_bytes(SALT)
        made.append(Leaf(decision_id=one.pk, salt=salt, commitment=commit(salt, written)))
    insert(made)


def fill_up(count: int) -> None:
    """Add commitments to nothing, which cannot be told from the others."""
    salts = [secrets.token_bytes(SALT) for _ in range(count)]
    insert([Leaf(salt=salt, commitment=commit(salt, PADDING_WRITTEN)) for salt in salts])
