"""Forms of absences."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bureau.accounts.models import Person


class _Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AbsenceForm(forms.Form):
    """Asks who is away, and when."""

    person = forms.ModelChoiceField(label=_("人员"), queryset=Person.objects.none(), empty_label=None)
    first = forms.DateField(label=_("第一天"), widget=_Day)
    last = forms.DateField(label=_("最后一天"), widget=_Day)

    def __init__(self, *args: Any, people: QuerySet[Person], **given: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **given)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - as it is written above
        field.queryset = people.order_by("name")


class PassOnForm(forms.Form):
    """Asks to whom, and why."""

    to = forms.ModelChoiceField(label=_("移交给"), queryset=Person.objects.none())
    reason = forms.CharField(label=_("理由"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, people: QuerySet[Person], **given: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **given)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - as it is written above
        field.queryset = people.order_by("name")
