"""What is new of records, for notices: what awaits a second officer, and what came back to the first."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bureau.accounts.permissions import Acting
from bureau.accounts.roles import Action
from bureau.archives.events import Event
from bureau.archives.models import State
from bureau.archives.queries import awaiting, batches_of, unfinished
from bureau.audit.queries import happened_to
from bureau.notices.sources import Source


def to_verify(by: Acting, since: datetime | None, at: datetime) -> int:
    """Count the records that colleagues entered."""
    del at
    return _since(awaiting(by).exclude(entered_by=by.person), since).count()


def batches_to_verify(by: Acting, since: datetime | None, at: datetime) -> int:
    """Count the sheets that colleagues entered."""
    del at
    found = batches_of(by, Action.BATCH_VERIFY).filter(state=State.AWAITING)
    return _since(found.exclude(entered_by=by.person), since).count()


def returned(by: Acting, since: datetime | None, at: datetime) -> int:
    """Count the records and sheets of somebody that were sent back to him, and that he has not mended."""
    del at
    records = unfinished(by).filter(state=State.RETURNED, entered_by=by.person)
    batches = batches_of(by, Action.BATCH_ENTER).filter(state=State.RETURNED, entered_by=by.person)
    if since is None:
        return records.order_by().count() + batches.order_by().count()
    # A row does not say when it was sent back; the audit does.
    return happened_to(records, Event.RETURNED, since) + happened_to(batches, Event.BATCH_RETURNED, since)


def _since(found: QuerySet[Any], since: datetime | None) -> QuerySet[Any]:
    found = found.order_by()
    return found if since is None else found.filter(entered_at__gt=since)


NEWS = (
    Source(
        "verify", _("待您核对的记录"), Action.RECORD_VERIFY, to_verify, lambda _by: reverse("verification")
    ),
    Source(
        "batches",
        _("待您核对的批量导入"),
        Action.BATCH_VERIFY,
        batches_to_verify,
        lambda _by: reverse("batches_awaiting"),
    ),
    Source("returned", _("退回给您的记录"), Action.RECORD_ENTER, returned, lambda _by: reverse("unfinished")),
)
