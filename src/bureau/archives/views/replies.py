"""The page on which an enterprise says its own words beside a record."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.accounts.requests import acting, requires
from bureau.accounts.roles import Action
from bureau.archives import replies
from bureau.archives.forms import ReplyForm
from bureau.archives.models import State
from bureau.archives.queries import records_visible_to
from bureau.ui.clock import moment
from bureau.ui.pages import form_page


@requires(Action.CASE_APPLY)
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Say one's own words beside a record, or others in their place."""
    by = acting(request)
    own = records_visible_to(by, Action.CASE_APPLY).filter(state=State.VERIFIED)
    found = get_object_or_404(own, pk=pk)
    latest = replies.replies_to(found).first()

    def act(data: dict[str, Any]) -> HttpResponse:
        replies.reply(by=by, at=moment(request), record=found, words=data["words"])
        messages.success(request, _("说明已放在记录旁边。"))
        return redirect("record", pk)

    words = {
        "title": _("说明：%(record)s") % {"record": found},
        "lead": _(
            "您的说明放在这条记录旁边，凡看记录的人都看得到；记录公示时一同公示。随时可以改，以前的说明留存。"
        ),
        "submit": _("保存说明"),
        "back": found,
        "back_url": reverse("record", args=[pk]),
    }
    form = ReplyForm(request.POST or None, initial={"words": latest.words if latest else ""})
    return form_page(request, form, act, words)
