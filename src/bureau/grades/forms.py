"""The question of a day: which day, and what was known when."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.ui.clock import day


class MomentForm(forms.Form):
    """Asks for which day, by what was known at which moment."""

    as_of = forms.DateField(
        label=_("定级日期"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    known_at = forms.DateTimeField(
        label=_("当时是"),
        help_text=_("只算到这一时刻为止已经核对的记录；不填，算到那一天结束。"),
        required=False,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.at = at

    def clean_as_of(self) -> date:
        """Refuse a day that has not come."""
        as_of: date = self.cleaned_data["as_of"]
        if as_of > day(self.at):
            raise ValidationError(say("这一天还没有到。"))
        return as_of

    def clean_known_at(self) -> datetime | None:
        """Refuse a moment that has not come."""
        known_at: datetime | None = self.cleaned_data["known_at"]
        if known_at is not None and known_at > self.at:
            raise ValidationError(say("这一时刻还没有到。"))
        return known_at

    def clean(self) -> dict[str, Any]:
        """Take the end of the day where no moment is given, or now while that day lasts."""
        found = self.cleaned_data
        if "as_of" in found and found.get("known_at", self.at) is None:
            ends = timezone.make_aware(datetime.combine(found["as_of"], time.max))
            found["known_at"] = min(ends, self.at)
        return found


class SpanForm(forms.Form):
    """Asks over how many days."""

    days = forms.TypedChoiceField(
        label=_("多长时间以来"),
        coerce=int,
        choices=((7, _("一周")), (30, _("一个月")), (90, _("三个月")), (365, _("一年"))),
        initial=30,
        required=False,
        empty_value="30",
    )
