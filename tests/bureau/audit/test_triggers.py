"""The tables of the audit only grow, whoever speaks to the database."""

import pytest
from django.db import Error, connection, transaction

from bureau.accounts.events import Event as Told
from bureau.accounts.models import Body
from bureau.audit.actions import record, record_read
from bureau.audit.actors import System
from bureau.audit.models import Event, Read
from tests.bureau.conftest import NOW, body

pytestmark = pytest.mark.django_db
BY = System(request_id="test", username="ali", person_name="阿丽", body_code="P33")


def an_event(on: Body) -> Event:
    return record(by=BY, at=NOW, event=Told.BODY_ADDED, on=on, change={"name": on.name})


@pytest.mark.parametrize("table", ["audit_event", "audit_read"])
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET username = 'someone else'", "UPDATE {} SET at = at", "DELETE FROM {}"],
)
def test_raw_sql_is_refused(table: str, statement: str) -> None:
    an_event(body("P33"))
    record_read(by=BY, at=NOW, on=body("P33"), subject="x")
    with (
        pytest.raises(Error, match=f"{table} only grows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))
    assert Event.objects.filter(username="ali").count() == 1
    assert Read.objects.filter(username="ali").count() == 1
