"""Pages on oneself: coming in, one's account, and for which body one works."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlsafe_base64_decode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from bureau.accounts import actions
from bureau.accounts.forms import PasswordForm, SavedFilterForm, is_page
from bureau.accounts.models import Person
from bureau.accounts.presentation import rights_of
from bureau.accounts.queries import bodies_of, memberships_of
from bureau.accounts.requests import BODY, acting
from bureau.audit.actors import System
from bureau.ui.clock import day, moment
from bureau.ui.pages import form_page
from bureau.ui.requests import request_id


@sensitive_post_parameters()
@never_cache
def welcome(request: HttpRequest, key: str, token: str) -> HttpResponse:
    """Let a person who was invited choose his password; the link works once, and for three days."""
    try:
        person = Person.objects.filter(pk=int(urlsafe_base64_decode(key)), is_active=True).first()
    except ValueError as error:
        raise Http404 from error
    if person is None or not default_token_generator.check_token(person, token):
        return render(request, "accounts/link_spent.html", status=410)

    def act(data: dict[str, object]) -> HttpResponse:
        by = System(request_id=request_id(), username=person.username, person_name=person.name)
        actions.choose_password(by=by, at=moment(request), person=person, password=str(data["password"]))
        messages.success(request, _("密码已设好，请登录。"))
        return redirect("account_login")

    words = {
        "title": _("%(person)s，请设置密码") % {"person": person},
        "lead": _("您的用户名是 %(username)s。登录后再设置动态口令或者通行密钥。")
        % {"username": person.username},
        "submit": _("设置密码"),
    }
    return form_page(request, PasswordForm(request.POST or None), act, words)


@login_required
def own_account(request: HttpRequest) -> HttpResponse:
    """Show one's own account: bodies, roles, ways to sign in."""
    by, today = acting(request), day(moment(request))
    context = {
        "memberships": memberships_of(by.person, today),
        "bodies": bodies_of(by.person, today),
        "rights": rights_of(by),
    }
    return render(request, "accounts/own.html", context)


@login_required
@require_POST
def act_for(request: HttpRequest) -> HttpResponse:
    """Work for another of one's bodies from now on."""
    code = request.POST.get("body", "")
    if code in {body.code for body in bodies_of(acting(request).person, day(moment(request)))}:
        request.session[BODY] = code
    return redirect("own_account")


@login_required
@require_POST
def filter_save(request: HttpRequest) -> HttpResponse:
    """Keep what is asked of a list, and go back to it."""
    form = SavedFilterForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("没有保存：请先筛选，再给这个筛选起一个 40 字以内的名称。"))
        return redirect(_back(request))
    given = form.cleaned_data
    try:
        saved = actions.save_filter(by=acting(request), at=moment(request), **given)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("已保存筛选“%(name)s”。") % {"name": saved})
    return redirect(f"{given['path']}?{given['query']}")


@login_required
@require_POST
def filter_forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one of one's own, and go back to its list."""
    by = acting(request)
    saved = get_object_or_404(by.person.saved_filters, pk=pk)
    actions.forget_filter(by=by, at=moment(request), saved=saved)
    return redirect(saved.path)


def _back(request: HttpRequest) -> str:
    path = request.POST.get("path", "")
    return path if is_page(path) else "/"
