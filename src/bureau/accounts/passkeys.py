"""The form by which a passkey is enrolled: allauth's, in our words, and meant for signing in without a password."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class PasskeyForm(AddWebAuthnForm):
    """A passkey: what it is called, and whether it is all that signing in takes."""

    name = forms.CharField(
        label=_("名称"),
        required=False,
        max_length=100,
        help_text=_("写明是哪一台电脑、哪一把钥匙，以后好认。"),
    )
    passwordless = forms.BooleanField(
        label=_("登录时只用它，不再输入密码"),
        required=False,
        initial=True,
        help_text=_("设备会要求指纹、人脸或者 PIN。不勾选，就只在密码之后作第二步。"),
    )
