"""How measures are found."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bureau.accounts.requests import acting
from bureau.archives.models import Record
from bureau.enterprises.models import Enterprise
from bureau.enterprises.queries import named
from bureau.measures.catalogue import catalogue
from bureau.measures.ledger import Standing
from bureau.measures.models import Task
from bureau.measures.queries import to_do
from bureau.ui.clock import day, moment

TO_DO, MINE, LATE, OPEN, ALL = "to_do", "mine", "late", "open", "all"
SHOWN = (
    (TO_DO, _("本单位要办的")),
    (MINE, _("指定我经办的")),
    (LATE, _("逾期的")),
    (OPEN, _("有效的")),
    (ALL, _("全部，含已终止")),
)


def _codes() -> list[tuple[str, str]]:
    return [(one.code, one.label) for one in catalogue().values()]


class ByEnterprise(django_filters.FilterSet):
    """What is about an enterprise, by its code, names and initials."""

    words = django_filters.CharFilter(
        label=_("名称、代码或拼音首字母"),
        method="by_words",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def by_words(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Look in code, names and initials of the enterprise."""
        del name
        return found.filter(enterprise__in=Enterprise.objects.filter(named(value)).order_by().values("pk"))


class HonourFilter(ByEnterprise):
    """Honours by how they stand, and enterprise."""

    stands = django_filters.ChoiceFilter(label=_("状态"), choices=Standing.choices, empty_label=_("全部"))
    field_order = ("stands", "words")

    class Meta:
        model = Record
        fields = ()


class TaskFilter(ByEnterprise):
    """Measures by whose turn it is, which they are, and enterprise."""

    show = django_filters.ChoiceFilter(label=_("范围"), choices=SHOWN, method="by_turn", empty_label=None)
    code = django_filters.ChoiceFilter(label=_("措施"), choices=_codes, empty_label=_("全部"))

    due = django_filters.DateFilter(
        label=_("期限在"),
        field_name="due_on",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    class Meta:
        model = Task
        fields = ()

    def by_turn(self, found: QuerySet[Task], name: str, value: str) -> QuerySet[Task]:
        """Take the tasks of the body, those of this person, late ones, those in force, or all."""
        del name
        by = acting(self.request)
        if value == ALL:
            return found
        if value == OPEN:
            return found.filter(closed_at__isnull=True)
        tasks = found.filter(pk__in=to_do(by).order_by().values("pk"))
        if value == MINE:
            return tasks.filter(assignee=by.person)
        return tasks.filter(due_on__lt=day(moment(self.request))) if value == LATE else tasks
