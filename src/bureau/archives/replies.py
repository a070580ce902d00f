"""The right to reply: an enterprise's own words beside a record about it, at any time."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bureau.accounts.permissions import Acting, check
from bureau.accounts.roles import Action
from bureau.archives.events import Event
from bureau.archives.models import Record, Reply
from bureau.audit.actions import record as write_down

LONGEST = 1000
Key = tuple[str, str]


@transaction.atomic
def reply(*, by: Acting, at: datetime, record: Record, words: str) -> Reply:
    """Put the enterprise's words beside a fact, in the place of what it said before; that is kept."""
    check(by, Action.CASE_APPLY, record.enterprise.standing)
    if not record.in_force:
        raise ValidationError(_("只能对本企业现行的记录作出说明。"))
    said = words.strip()
    latest = replies_to(record).first()
    if latest is not None and latest.words == said:
        raise ValidationError({"words": _("说明没有变化。")})
    made = Reply.objects.create(
        enterprise=record.enterprise,
        source=record.source,
        record_id=record.record_id,
        words=said,
        at=at,
        by=by.person,
    )
    change = {"enterprise": record.enterprise_id, "record": [record.source, record.record_id]}
    write_down(by=by, at=at, event=Event.REPLIED, on=record, change=change)
    return made


def replies_to(record: Record) -> QuerySet[Reply]:
    """Give what the enterprise said of a fact, the latest first."""
    return Reply.objects.filter(source=record.source, record_id=record.record_id)


def latest_replies(codes: Iterable[str]) -> dict[Key, Reply]:
    """Give the latest words of enterprises beside each of their facts, by source and number."""
    found = Reply.objects.filter(enterprise__in=list(codes)).order_by("at", "pk")
    return {(one.source, one.record_id): one for one in found}
