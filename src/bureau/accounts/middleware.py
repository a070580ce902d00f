"""What happens to a request before its view: how long it may be signed in, for whom it acts, with what proof."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve
from django.utils.translation import gettext as _

from bureau.accounts.models import Person
from bureau.accounts.queries import acting_for, needs_second_factor
from bureau.accounts.requests import BODY
from bureau.ui.clock import day, moment
from bureau.ui.requests import request_id

Handler = Callable[[HttpRequest], HttpResponse]
SIGNED_IN_AT = "signed_in_at"

# What someone without a second factor may ask for: to enrol one, to leave, and what pages are made of.
ENROLMENT = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "account_set_password",
        "live",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "ready",
        "set_language",
    }
)


class SessionLimitMiddleware:
    """Ends a session so many hours after it began; the time without a request is up to the session's cookie."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign out whoever has been signed in for too long."""
        if request.user.is_authenticated:
            at = moment(request).timestamp()
            since = request.session.setdefault(SIGNED_IN_AT, at)
            if at - since >= settings.SESSION_LONGEST:
                logout(request)
                messages.info(request, _("登录时间已满，为安全起见请重新登录。"))
                return redirect(settings.LOGIN_URL)
        return self.get_response(request)


class ActingMiddleware:
    """Gives the request whoever acts in it: a person, for one of his bodies."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Read memberships and delegations once."""
        acting = None
        if isinstance(person := request.user, Person):
            acting = acting_for(
                person,
                day(moment(request)),
                body=request.session.get(BODY, ""),
                request_id=request_id(),
            )
        request.acting = acting  # type: ignore[attr-defined] # a request has room for it
        return self.get_response(request)


class SecondFactorMiddleware:
    """Sends officers without a second factor to enrol one; nothing else is open to them until then."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let through whoever has a second factor, or needs none."""
        person = request.user
        if (
            isinstance(person, Person)
            and resolve(request.path_info).url_name not in ENROLMENT
            and needs_second_factor(person, day(moment(request)))
            and not _is_enrolled(person)
        ):
            messages.warning(request, _("工作人员须先设置动态口令或者通行密钥，再开始工作。"))
            return redirect("mfa_index")
        return self.get_response(request)


def _is_enrolled(person: Person) -> bool:
    factors = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=person, type__in=factors).exists())
