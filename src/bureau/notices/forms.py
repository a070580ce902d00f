"""Forms of notices."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bureau.notices.models import Wish


class MailboxForm(forms.Form):
    """Asks where, and how often."""

    address = forms.EmailField(
        label=_("邮箱"),
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("邮件只说有多少条新通知，不含任何企业的名称、代码和等级。"),
    )
    wish = forms.ChoiceField(label=_("多久一封"), choices=Wish.choices, initial=Wish.DAILY)
