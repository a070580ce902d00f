"""What allauth asks of us: nobody signs himself up, secrets are encrypted, a sign-in service knows our people."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bureau.accounts.models import Person


def name_tried(request: HttpRequest, credentials: dict[str, str] | None = None) -> str:
    """Give the name by which someone tries to sign in, for the count of what went wrong."""
    return (credentials or {}).get("username") or request.POST.get("login", "")


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in with a password."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: people are invited by the administrator of their body."""
        del request
        return False

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's signature
        """Send nothing: people have no mail address here; what happened is in the audit and on their own pages."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: what is kept of them is encrypted with a key that is not in the database."""

    def encrypt(self, text: str) -> str:
        """Encrypt a secret."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt a secret."""
        return _fernet().decrypt(encrypted_text.encode()).decode()


class SignInServiceAdapter(DefaultSocialAccountAdapter):
    """Sign-in by the service of a government: it says who someone is, and we say whether he works here."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Connect the account of the service to the person with the same user name, the first time it is used."""
        if sociallogin.is_existing:
            return
        claims = sociallogin.account.extra_data
        # Newer versions of allauth keep the claims one level down.
        claims = claims.get("userinfo", claims)
        person = Person.objects.filter(username=claims.get("preferred_username", ""), is_active=True).first()
        if person is None:
            messages.error(request, _("统一登录的账号在本系统没有对应人员。请与单位管理员联系。"))
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, person)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Refuse: people are invited."""
        del request, sociallogin
        return False


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.ENCRYPTION_KEY.encode()).digest()))
