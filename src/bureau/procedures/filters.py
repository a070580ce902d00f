"""How cases are found."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bureau.accounts.requests import acting
from bureau.enterprises.models import Enterprise
from bureau.enterprises.queries import named
from bureau.procedures.models import Case
from bureau.procedures.queries import mine, own
from bureau.procedures.ways import Kind
from bureau.ui.clock import day, moment

MINE, LATE, OWN, STANDING, ALL = "mine", "late", "own", "standing", "all"
SHOWN = (
    (MINE, _("我可以办的")),
    (LATE, _("逾期的")),
    (OWN, _("本单位在办的")),
    (STANDING, _("结果生效中的")),
    (ALL, _("全部，含已结案")),
)


class CaseFilter(django_filters.FilterSet):
    """Cases by whose turn it is, kind, enterprise, and deadline."""

    show = django_filters.ChoiceFilter(label=_("范围"), choices=SHOWN, method="by_turn", empty_label=None)
    kind = django_filters.ChoiceFilter(label=_("事项"), choices=Kind.choices, empty_label=_("全部"))
    words = django_filters.CharFilter(
        label=_("名称、代码或拼音首字母"),
        method="by_words",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    due = django_filters.DateFilter(
        label=_("期限在"),
        field_name="due_on",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    class Meta:
        model = Case
        fields = ()

    def by_turn(self, found: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        """Take those that wait for this person, that are late, of his body, in effect, or all."""
        del name
        by: Any = acting(self.request)
        if value == MINE:
            return found.filter(pk__in=mine(by).order_by().values("pk"))
        if value == LATE:
            return found.filter(pk__in=own(by).order_by().values("pk"), due_on__lt=day(moment(self.request)))
        if value == STANDING:
            return found.filter(standing_outcome=True, closed_at__isnull=True)
        return found.filter(pk__in=own(by).order_by().values("pk")) if value == OWN else found

    def by_words(self, found: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        """Look in code, names and initials of the enterprise."""
        del name
        return found.filter(enterprise__in=Enterprise.objects.filter(named(value)).order_by().values("pk"))
