"""Pages on notices: what is new, that it was seen, and by e-mail."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bureau.accounts.requests import acting
from bureau.notices import actions
from bureau.notices.forms import MailboxForm
from bureau.notices.letters import NOT_SENT, send_confirmation
from bureau.notices.models import Wish
from bureau.notices.queries import forget, mailbox_of, news_for
from bureau.notices.sources import sources_for
from bureau.ui.clock import moment
from bureau.ui.pages import confirm_page, form_page


@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """Show what is new of each kind, and what is not."""
    by, at = acting(request), moment(request)
    found = list(news_for(by, at))
    names = {one.source.name for one in found}
    forget(by)
    words = {
        "news": found,
        "quiet": [one for one in sources_for(by) if one.name not in names],
        "until": at.isoformat(),
        "mailbox": mailbox_of(by),
        "mail": settings.MAIL,
        "never": Wish.NEVER,
    }
    return render(request, "notices/notices.html", words)


@login_required
@require_POST
def notices_seen(request: HttpRequest) -> HttpResponse:
    """Keep that all was seen that the page showed."""
    by = acting(request)
    actions.look(by=by, at=moment(request), sources=sources_for(by), until=_until(request))
    messages.success(request, _("都已记为看过。"))
    return redirect("notices")


@login_required
@require_POST
def notice_open(request: HttpRequest, kind: str) -> HttpResponse:
    """Keep that one kind was seen, and go where it is listed."""
    by = acting(request)
    source = next((one for one in sources_for(by) if one.name == kind), None)
    if source is None:
        raise Http404
    actions.look(by=by, at=moment(request), sources=[source], until=_until(request))
    return redirect(source.listed(by))


@login_required
def notices_mail(request: HttpRequest) -> HttpResponse:
    """Ask where and how often someone wants to be written to."""
    by, at = acting(request), moment(request)
    kept = mailbox_of(by)

    def act(data: dict[str, Any]) -> HttpResponse:
        mailbox, unconfirmed = actions.ask(by=by, at=at, **data)
        if not unconfirmed:
            messages.success(request, _("已保存。"))
            return redirect("notices")
        try:
            send_confirmation(mailbox)
        except NOT_SENT:
            messages.error(request, _("已登记，但是确认邮件没有发出去。请五分钟以后再保存一次，系统会再发。"))
        else:
            messages.success(request, _("已登记。请到邮箱里打开确认的链接，三天之内有效；确认以前不发提醒。"))
        return redirect("notices")

    shown = {"address": kept.address, "wish": kept.wish} if kept else None
    words = {**_words(), "title": _("邮件提醒"), "submit": _("保存")}
    return form_page(request, MailboxForm(request.POST or None, initial=shown), act, words)


@login_required
def notices_mail_stop(request: HttpRequest) -> HttpResponse:
    """Forget the address."""

    def act() -> None:
        actions.stop(by=acting(request), at=moment(request))

    consequences = [_("删去登记的邮箱，以后不再发邮件。系统里的通知不受影响。")]
    words = {**_words(), "title": _("取消邮件提醒"), "submit": _("取消提醒"), "consequences": consequences}
    return confirm_page(request, act, words, done=_("已取消。"))


@login_required
def notices_confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Confirm an address by the link that came to it."""
    by, at = acting(request), moment(request)
    try:
        mailbox = actions.claimed(by=by, at=at, key=key)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("notices")

    def act() -> None:
        actions.confirm(by=by, at=at, mailbox=mailbox)

    consequences = [_("有新通知时写信到 %(address)s。") % {"address": mailbox.address}]
    words = {**_words(), "title": _("确认邮箱"), "submit": _("确认"), "consequences": consequences}
    return confirm_page(request, act, words, done=_("邮箱已确认。"))


def _until(request: HttpRequest) -> datetime:
    """Give when the page was made that was looked at: what came after it is still new."""
    try:
        until = parse_datetime(request.POST.get("until", ""))
    except ValueError:
        until = None
    return until if until is not None and until.tzinfo is not None else moment(request)


def _words() -> dict[str, Any]:
    return {"back": _("通知"), "back_url": reverse("notices")}
