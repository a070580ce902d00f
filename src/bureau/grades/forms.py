"""The question of a day: which day, and what was known when."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bureau.archives.vocabulary import editions, said
from bureau.ui.clock import day
from qualitycredit.model.standard import Standard


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
            raise ValidationError(gettext("这一天还没有到。"))
        return as_of

    def clean_known_at(self) -> datetime | None:
        """Refuse a moment that has not come."""
        known_at: datetime | None = self.cleaned_data["known_at"]
        if known_at is not None and known_at > self.at:
            raise ValidationError(gettext("这一时刻还没有到。"))
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


class AdoptionForm(forms.Form):
    """Asks which edition, how it is read, and from which day; it begins with what holds now."""

    folder = forms.ChoiceField(label=_("版本"))
    valid_from = forms.DateField(
        label=_("施行日期"), widget=forms.DateInput(attrs={"type": "date"}), help_text=_("今天以后的一天。")
    )
    reason = forms.CharField(label=_("理由"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
    ground = forms.CharField(label=_("依据的文书号"), max_length=200)

    def __init__(self, *args: Any, standard: Standard, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        field = self.fields["folder"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as it is written above
        field.choices = [(folder, one.edition) for folder, one in editions().items()]
        self.readings = {f"reading_{one.name}": one.name for one in standard.readings}
        for name, one in zip(self.readings, standard.readings, strict=True):
            self.fields[name] = forms.ChoiceField(
                label=said(one.question),
                choices=[(value, said(label)) for value, label in one.values.items()],
                initial=standard.chosen[one.name],
                widget=forms.RadioSelect,
            )

    def proposal(self) -> dict[str, Any]:
        """Give what is proposed, as the action takes it."""
        data = self.cleaned_data
        plain = {name: value for name, value in data.items() if name not in self.readings}
        return {**plain, "readings": {name: data[field] for field, name in self.readings.items()}}


class RefusalForm(forms.Form):
    """Asks why not."""

    reason = forms.CharField(label=_("理由"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
