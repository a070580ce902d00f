"""Lists that may be taken away as files: who took which, and how much, is written down."""

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bureau.audit.actions import record, record_read
from bureau.audit.actors import Actor
from bureau.audit.events import Event
from bureau.ui.clock import moment
from bureau.ui.exports import MOST, TYPES, file_of
from bureau.ui.pages import Words, list_page
from bureau.ui.tables import ListTable

ASKED = "export"
LONGEST = 200


def list_read(request: HttpRequest, by: Actor, on: Model) -> None:
    """Write down that a list of what is confidential was looked at, and which; `on` is the body for which it was."""
    record_read(by=by, at=moment(request), on=on, subject="", reason=request.get_full_path()[:LONGEST])


def list_or_file(request: HttpRequest, by: Actor, table: ListTable, words: Words) -> HttpResponse:
    """Show a list, or give it as a file where that is asked for, with an event; the list is what `by` may see."""
    asked = request.GET.copy()
    file_format = asked.pop(ASKED, [""])[-1]
    asked.pop("page", None)
    if file_format not in TYPES:
        files = [(name, f"?{asked.urlencode()}&{ASKED}={name}".replace("?&", "?")) for name in TYPES]
        return list_page(request, table, {**words, "files": files})
    count = len(table.rows)
    if count > MOST:
        messages.error(
            request,
            _("有 %(count)s 条，一次最多导出 %(most)s 条。请先筛选。") % {"count": count, "most": MOST},
        )
        return redirect(f"{request.path}?{asked.urlencode()}")
    user = request.user
    assert isinstance(user, AbstractBaseUser)  # noqa: S101 - whoever sees a list has signed in
    filters = {name: asked.getlist(name) for name in asked if any(asked.getlist(name))}
    change = {"list": request.path, "format": file_format, "rows": count, "filters": filters}
    with transaction.atomic():
        record(by=by, at=moment(request), event=Event.LIST_EXPORTED, on=user, change=change)
    return file_of(table, file_format, words["title"])
