"""Forms of leads."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 2000


class AnswerForm(forms.Form):
    """Asks for the answer."""

    text = forms.CharField(
        label=_("答复"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("反映的人凭回执看到。只说办理的情况，不写企业的等级，不写别人的个人信息。"),
    )


class TieForm(forms.Form):
    """Asks for the number of a record."""

    number = forms.CharField(
        label=_("记录编号"),
        max_length=128,
        help_text=_("先把查实的情况录入企业的质量档案，再把编号写在这里。"),
    )
