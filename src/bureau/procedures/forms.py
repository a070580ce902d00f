"""Forms of steps: what a step needs is said by its way, and asked for here."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bureau.accounts.models import Body, holding_on
from bureau.accounts.roles import Kind as BodyKind
from bureau.procedures.models import Case
from bureau.procedures.ways.shapes import Way

YES_NO = ((True, _("是")), (False, _("否")))
LEVELS = (("early", _("预警")), ("yellow", _("黄牌警告")))
LONGEST_TERM = 60
LONGEST_TEXT = 4000


def _truth(value: str) -> bool:
    return value == "True"


def text(label: Any, *, rows: int = 4, **more: Any) -> forms.CharField:  # noqa: ANN401 - a label in any language
    """Give a field for several lines."""
    return forms.CharField(
        label=label, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


def _day(label: Any) -> forms.DateField:  # noqa: ANN401 - likewise
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}))


def _laboratories(case: Case, today: date) -> list[tuple[str, str]]:
    province = f"{case.enterprise.region[:2]}0000"
    found = Body.objects.filter(holding_on(today), kind=BodyKind.LABORATORY)
    near = sorted(found, key=lambda one: (one.region_id != province, one.path))
    return [(one.code, str(one)) for one in near]


class StepForm(forms.Form):
    """Asks for what a step needs, and carries which version of the case was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, way: Way, today: date, draft: str = "", **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = case.version
        for name in way.fields:
            self.fields[name] = self._field(name, case, today)
        if way.reason:
            self.fields["reason"] = text(_("理由和说明"), rows=6, initial=draft)

    @staticmethod
    def _field(name: str, case: Case, today: date) -> forms.Field:
        if name == "laboratory":
            return forms.ChoiceField(label=_("检验单位"), choices=_laboratories(case, today))
        if name == "confirmed":
            return forms.TypedChoiceField(
                label=_("是否确认、同意"), choices=YES_NO, coerce=_truth, widget=forms.RadioSelect
            )
        if name == "months":
            return forms.IntegerField(
                label=_("期限（月）"),
                min_value=1,
                max_value=LONGEST_TERM,
                initial=36 if case.kind == "exposure" else 12,
            )
        if name == "level":
            return forms.ChoiceField(label=_("方式"), choices=LEVELS, widget=forms.RadioSelect)
        if name == "put_right_by":
            return _day(_("整改期限"))
        labels = {"document": _("文书号"), "recipient": _("送达机关")}
        return forms.CharField(label=labels[name], max_length=200)

    def given(self) -> dict[str, Any]:
        """Give what the step takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ReasonForm(forms.Form):
    """Asks for a reason."""

    reason = text(_("理由和事实"), rows=6)


class RepairForm(ReasonForm):
    """Asks what was put right, and for the promise that the public will read."""

    promise = text(_("公开承诺"), help_text=_("准予修复以后公开。"))


class OrderForm(ReasonForm):
    """Asks what is to be put right, with which help, and by when."""

    help_offered = text(_("我们提供的帮助"))
    put_right_by = _day(_("整改期限"))


class WordingForm(forms.Form):
    """Asks for the words of a document, in both languages."""

    zh_title = forms.CharField(label=_("标题"), max_length=100)
    zh_body = text(_("正文"), rows=10, help_text=_("空行或者换行分段；大括号里的项目由系统填写。"))
    en_title = forms.CharField(label=_("英文标题"), max_length=200)
    en_body = text(_("英文正文"), rows=10)


def _days(value: str, year: int | None) -> list[date]:
    try:
        found = sorted({date.fromisoformat(one) for one in value.split()})
    except ValueError:
        raise ValidationError(gettext("请每行写一个日期，如 2027-01-01。")) from None
    if any(one.year != year for one in found):
        raise ValidationError(gettext("日期不在这一年。"))
    return found


class HolidayForm(forms.Form):
    """Asks for the official notice of a year's holidays."""

    year = forms.IntegerField(label=_("年份"), min_value=2004, max_value=2100)
    document = forms.CharField(label=_("放假通知的文书号"), max_length=200)
    days_off = text(_("放假的日子（不含照常休息的周末）"), help_text=_("每行一个日期，如 2027-01-01。"))
    days_worked = text(_("调休上班的周末"), required=False)

    def clean_days_off(self) -> Sequence[date]:
        """Read the days off."""
        return _days(self.cleaned_data["days_off"], self.cleaned_data.get("year"))

    def clean_days_worked(self) -> Sequence[date]:
        """Read the weekends worked."""
        return _days(self.cleaned_data["days_worked"], self.cleaned_data.get("year"))
