"""Writes on filters that people keep for themselves."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bureau.accounts.events import Event
from bureau.accounts.models import SavedFilter
from bureau.accounts.permissions import Acting
from bureau.audit.actions import record

MOST = 30


@transaction.atomic
def save_filter(*, by: Acting, at: datetime, path: str, name: str, query: str) -> SavedFilter:
    """Keep what is asked of a list under a name; the same name takes the place of what had it."""
    kept = SavedFilter.objects.filter(person=by.person, path=path)
    if not kept.filter(name=name).exists() and kept.count() >= MOST:
        raise ValidationError(_("一个页面最多保存 %(most)s 个筛选。请先删去不用的。") % {"most": MOST})
    saved, _new = SavedFilter.objects.update_or_create(
        person=by.person, path=path, name=name, defaults={"query": query}
    )
    record(by=by, at=at, event=Event.FILTER_SAVED, on=saved, change={"path": path, "query": query})
    return saved


@transaction.atomic
def forget_filter(*, by: Acting, at: datetime, saved: SavedFilter) -> None:
    """Forget one of one's own."""
    record(
        by=by,
        at=at,
        event=Event.FILTER_FORGOTTEN,
        on=saved,
        change={"path": saved.path, "query": saved.query},
    )
    saved.delete()
