"""Forms of rulings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bureau.procedures.forms import LONGEST_TERM, text
from bureau.procedures.models import Case
from bureau.procedures.ways import Kind

TERMS = {Kind.EVALUATION: 12, Kind.EXPOSURE: 36}
RELEASE, REFUSE = "release", "refuse"
CHOICES = ((RELEASE, _("予以公示")), (REFUSE, _("不予公示")))


class RulingForm(forms.Form):
    """Asks for the ruling and its reason, for a term, and for the reasons that the public will read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("处理"), choices=CHOICES, widget=forms.RadioSelect)

    def __init__(self, *args: Any, case: Case, grounds: str, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = case.version
        if case.state == "suspended":
            self.fields["outcome"].choices = CHOICES[:1]  # type: ignore[attr-defined] # of a choice
        else:
            self.fields["months"] = forms.IntegerField(
                label=_("期限（月）"), min_value=1, max_value=LONGEST_TERM, initial=TERMS[Kind(case.kind)]
            )
        self.fields["grounds"] = text(
            _("公布的理由"),
            initial=grounds,
            help_text=_("公众逐字看到。不得写自然人的姓名和其他个人信息，不得写到不公示的等级。"),
        )
        self.fields["reason"] = text(
            _("理由"),
            help_text=_("内部保存。与规则不同，或者没有规则可依的，写明为什么，与同类情形是否一致。"),
        )

    def given(self) -> dict[str, Any]:
        """Give what the step takes."""
        left_out = {"version", "outcome"} | (
            {"months", "grounds"} if self.cleaned_data["outcome"] == REFUSE else set()
        )
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}


class ReplyForm(forms.Form):
    """Asks an enterprise for its own words."""

    text = text(
        _("企业的说明"),
        rows=8,
        required=False,
        help_text=_("在公示旁边逐字公布；留空就不再显示。请不要写个人信息。"),
    )
