"""Reports from the public: a form, a receipt, and the answer. Whether anything is known of an enterprise plays no part.

Nothing that is typed here is looked up anywhere: it is sealed and put into the inbox, and the page that follows is the
same whatever it says.
"""

from typing import Any, Final

from django import forms
from django.conf import settings
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from bureau.inbox.posting import NoKey, Receipt, TooMany, look, post
from bureau.inbox.router import INBOX
from bureau.portal.limits import address_of
from bureau.portal.provinces import PROVINCES
from bureau.ui.clock import moment

KINDS: Final = (
    ("fake", _("假冒伪劣、冒充守信企业")),
    ("complaint", _("产品质量问题")),
    ("entry", _("公示的内容有误")),
)
TOO_MANY, UNAVAILABLE = 429, 503
LONGEST: Final = 3000


class ReportForm(forms.Form):
    """Asks what happened, and where; nobody has to say who he is."""

    kind = forms.ChoiceField(label=_("反映什么"), choices=KINDS, widget=forms.RadioSelect)
    region = forms.ChoiceField(
        label=_("企业所在的省"),
        choices=[("", _("请选择")), *((f"{one.code}0000", one.name) for one in PROVINCES)],
    )
    enterprise = forms.CharField(label=_("企业名称"), max_length=200)
    code = forms.RegexField(
        regex=r"^[0-9A-HJ-NP-RT-UW-Y]{18}$",
        label=_("统一社会信用代码"),
        required=False,
        help_text=_("营业执照和标签上有，18 位。不知道可以不写。"),
    )
    product = forms.CharField(label=_("产品"), max_length=200, required=False)
    text = forms.CharField(
        label=_("情况"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("什么时候、在哪里、买到或者看到了什么。"),
    )
    contact = forms.CharField(
        label=_("联系方式"),
        max_length=200,
        required=False,
        help_text=_("可以不写。只有办理的人员看得到。"),
    )


class AnswerForm(forms.Form):
    """Asks for both halves of a receipt."""

    number = forms.CharField(label=_("回执号"), max_length=40)
    secret = forms.CharField(label=_("查询码"), max_length=60)

    def clean_number(self) -> str:
        """Take it as it is meant."""
        return _plain(self.cleaned_data["number"])

    def clean_secret(self) -> str:
        """Take it as it is meant."""
        return _plain(self.cleaned_data["secret"])


def _plain(text: str) -> str:
    return "".join(letter for letter in text.upper() if letter.isalnum())


def report(request: HttpRequest) -> HttpResponse:
    """Take a report, and give a receipt."""
    form = ReportForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _shown(request, {"form": form})
    receipt: Receipt | None = None
    status, wrong = 200, ""
    try:
        receipt = post(form.cleaned_data, address=address_of(request), at=moment(request))
    except TooMany:
        status, wrong = TOO_MANY, "many"
    except (NoKey, Error):
        status, wrong = UNAVAILABLE, "down"
    return _shown(request, {"form": form, "receipt": receipt, "wrong": wrong}, status)


def answer(request: HttpRequest) -> HttpResponse:
    """Show the answer to a receipt; one that there never was reads as one without an answer yet."""
    form = AnswerForm(request.POST or None)
    words: dict[str, Any] = {"form": form}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            words["answer"] = look(**form.cleaned_data, address=address_of(request), at=moment(request))
            words["asked"] = True
        except TooMany:
            status, words["wrong"] = TOO_MANY, "many"
        except Error:
            status, words["wrong"] = UNAVAILABLE, "down"
    return _shown(request, words, status, "portal/answer.html")


def _shown(
    request: HttpRequest, words: dict[str, Any], status: int = 200, template: str = "portal/report.html"
) -> HttpResponse:
    if INBOX not in settings.DATABASES:
        raise Http404
    response = render(request, template, words, status=status)
    response["Cache-Control"] = "no-store"
    return response
