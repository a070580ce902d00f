"""Forms: what people fill in."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bureau.enterprises.codes import LENGTH
from bureau.enterprises.models import Enterprise, Succession


def day_field(label: Any, **kwargs: Any) -> forms.DateField:  # noqa: ANN401 - a label in any language
    """Give a field for a day, with the calendar of the browser."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **kwargs)


class EnterpriseForm(forms.Form):
    """A new enterprise."""

    code = forms.CharField(
        label=_("统一社会信用代码"), max_length=LENGTH, help_text=_("18 位，按营业执照填写。")
    )
    name = forms.CharField(label=_("登记名称"), max_length=200)
    established_on = day_field(_("设立日期"))
    region = forms.CharField(
        label=_("行政区划代码"),
        max_length=6,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("6 位行政区划代码，如 330100。"),
    )
    industry = forms.CharField(
        label=_("行业代码"), max_length=8, required=False, help_text=_("GB/T 4754，如 C13。")
    )
    exporter = forms.BooleanField(label=_("出口企业"), required=False)

    def clean_code(self) -> str:
        """Take small letters for capitals."""
        return str(self.cleaned_data["code"]).upper()


class RenameForm(forms.Form):
    """Another name."""

    name = forms.CharField(label=_("新名称"), max_length=200)
    valid_from = day_field(_("变更日期"), help_text=_("以核准变更登记之日为准。"))


class DeregistrationForm(forms.Form):
    """The end of an enterprise."""

    deregistered_on = day_field(_("注销日期"), help_text=_("自该日起企业不再存在。"))


class ProductForm(forms.Form):
    """A product."""

    code = forms.CharField(label=_("产品代码"), max_length=64)
    name = forms.CharField(label=_("产品名称"), max_length=200)
    permit_required = forms.BooleanField(label=_("实行行政许可管理"), required=False)
    statutory_inspection = forms.BooleanField(label=_("依法需要监督检验"), required=False)
    valid_from = day_field(_("开始生产"), required=False, help_text=_("不清楚就不填。"))

    def clean_valid_from(self) -> date | None:
        """Give none for an empty field."""
        return self.cleaned_data["valid_from"] or None


class ProductEndForm(forms.Form):
    """The end of a product."""

    valid_to = day_field(_("停止日期"), help_text=_("自该日起不再生产。"))


class SuccessionForm(forms.Form):
    """Who followed."""

    successor = forms.ModelChoiceField(
        label=_("承继企业"),
        queryset=Enterprise.objects.all(),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("统一社会信用代码。"),
        error_messages={"invalid_choice": _("没有登记这个代码的企业。")},
    )
    kind = forms.ChoiceField(label=_("方式"), choices=Succession.Kind.choices)
    occurred_on = day_field(_("日期"))
    document = forms.CharField(label=_("文书号"), max_length=120)
