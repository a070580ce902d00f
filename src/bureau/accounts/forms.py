"""Forms: what people fill in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bureau.accounts.matrix import DELEGABLE
from bureau.accounts.models import Body, Region
from bureau.accounts.roles import Action, Kind, Role


class InviteForm(forms.Form):
    """A new person."""

    username = forms.CharField(
        label=_("用户名"), max_length=64, help_text=_("登录时用，定下后不改。字母、数字和 @ . + - _")
    )
    name = forms.CharField(label=_("姓名"), max_length=64)
    body = forms.ModelChoiceField(label=_("单位"), queryset=Body.objects.none())
    roles = forms.MultipleChoiceField(
        label=_("角色"), choices=Role.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined] # a ModelChoiceField
        self.fields["body"].empty_label = None  # type: ignore[attr-defined] # likewise


class RoleForm(forms.Form):
    """One more role."""

    body = forms.ModelChoiceField(label=_("单位"), queryset=Body.objects.none(), empty_label=None)
    role = forms.ChoiceField(label=_("角色"), choices=Role.choices)

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined] # a ModelChoiceField


class BodyForm(forms.Form):
    """A new body below another."""

    name = forms.CharField(label=_("名称"), max_length=120)
    name_en = forms.CharField(label=_("英文名称"), max_length=160)
    code = forms.RegexField(
        label=_("代码"), regex=r"^[0-9A-Z]{2,32}$", help_text=_("大写字母和数字；企业用统一社会信用代码。")
    )
    kind = forms.ChoiceField(
        label=_("类别"), choices=[choice for choice in Kind.choices if choice[0] != Kind.NATIONAL]
    )
    region = forms.ModelChoiceField(
        label=_("区域"),
        queryset=Region.objects.all(),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("6 位行政区划代码，如 330100。"),
    )


class DelegationForm(forms.Form):
    """Something to do for a lower body."""

    action = forms.ChoiceField(
        label=_("事项"), choices=[(action.value, action.label) for action in Action if action in DELEGABLE]
    )
    taker = forms.ModelChoiceField(label=_("被授权单位"), queryset=Body.objects.none(), empty_label=None)
    ground = forms.CharField(label=_("依据"), max_length=200, help_text=_("文件名称和文号。"))
    expires_on = forms.DateField(label=_("有效期至"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.fields["taker"].queryset = bodies  # type: ignore[attr-defined] # a ModelChoiceField


class PasswordForm(forms.Form):
    """The first password, or a new one after it was lost."""

    password = forms.CharField(
        label=_("密码"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        help_text=_("至少 12 个字符；几个不相干的词连在一起，好记也难猜。"),
    )
    again = forms.CharField(
        label=_("再输一次"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )

    def clean_again(self) -> str:
        """Refuse two that differ."""
        if self.cleaned_data["again"] != self.cleaned_data.get("password"):
            raise forms.ValidationError(_("两次输入的密码不同。"))
        return str(self.cleaned_data["again"])


class SavedFilterForm(forms.Form):
    """A name for what is asked of a list of ours."""

    path = forms.CharField(max_length=200)
    query = forms.CharField(max_length=1000)
    name = forms.CharField(max_length=40)

    def clean_path(self) -> str:
        """Refuse what is no page of this system."""
        path: str = self.cleaned_data["path"]
        if not is_page(path):
            raise ValidationError(gettext("这里没有这个页面。"))
        return path


def is_page(path: str) -> bool:
    """Tell whether a path is that of a page of this system."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
