"""A log with a decision in it, for tests."""

from datetime import timedelta
from typing import Any

from django.db import connection

from bureau.audit.actors import System
from bureau.grades.actions import regrade
from bureau.grades.models import Cause, Decision
from bureau.ledger.actions import publish, sign_checkpoint
from bureau.ledger.models import SignedCheckpoint
from qualitycredit.ledger import SigningKey
from tests.bureau.conftest import NOW
from tests.bureau.objects import CODE, enterprise

BY = System(request_id="test")
KEY = SigningKey("credit.example/log", bytes(range(32)))
LATER = NOW + timedelta(days=1)


def decided(code: str = CODE) -> Decision:
    """Give the decision in force of an enterprise, made where there is none."""
    enterprise(code)
    regrade(at=NOW, codes=[code], cause=Cause.CHANGE)
    return Decision.objects.get(enterprise=code, superseded_at__isnull=True)


def a_decision() -> dict[str, Any]:
    """Make a decision that is in the log, and give how an address names it."""
    made = decided()
    sign_checkpoint(by=BY, at=NOW, keys=[KEY])
    return {"pk": made.pk}


def signed_and_published() -> SignedCheckpoint:
    made = sign_checkpoint(by=BY, at=NOW, keys=[KEY])
    publish(at=NOW, keys=[KEY])
    return made


def rewritten(statement: str) -> None:
    """Do what the triggers refuse, as somebody does who owns the database."""
    table = statement.split()[2 if statement.startswith("DELETE") else 1]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # What was deferred is done first: a table with events that wait is not altered.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_stays")
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_is_kept")
        cursor.execute(statement)
