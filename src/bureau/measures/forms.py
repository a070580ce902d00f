"""Forms on measures."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bureau.accounts.models import Person
from bureau.measures.models import Task


class ProofForm(forms.Form):
    """Asks what was done, and by which document."""

    proof = forms.CharField(
        label=_("办理情况"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("做了什么，结果怎样。"),
    )
    document = forms.CharField(label=_("文书号"), max_length=200, required=False)


class OutcomeForm(ProofForm):
    """Asks what becomes of an honour, why, and by which document."""

    outcome = forms.ChoiceField(label=_("决定"), widget=forms.RadioSelect)
    field_order = ("outcome", "proof", "document")

    def __init__(self, *args: Any, outcomes: Sequence[str], **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as it is written above
        field.choices = [(one.value, one.label) for one in Task.Outcome if one in outcomes]
        self.fields["proof"].label = _("理由和依据的规定")
        self.fields["proof"].help_text = ""
        self.fields["document"].required = True


class ReturnForm(forms.Form):
    """Asks why a proposal is sent back."""

    reason = forms.CharField(label=_("退回理由"), max_length=400, widget=forms.Textarea(attrs={"rows": 4}))


class AssigneeForm(forms.Form):
    """Asks who is to do it."""

    person = forms.ModelChoiceField(label=_("经办人"), queryset=Person.objects.none())

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - as it is written above
        field.queryset = people


class DrawForm(forms.Form):
    """Asks how many to draw, and with which seed; a seed that is known to all before leaves nothing to choose."""

    count = forms.IntegerField(label=_("抽取家数"), min_value=1, max_value=1000)
    seed = forms.CharField(
        label=_("种子"),
        max_length=64,
        help_text=_("事先公开的一个数，如当天的彩票号码；同一种子抽出同样的企业，谁都可以复算。"),
    )
