"""How present grades are found."""

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bureau.accounts.models import Region
from bureau.accounts.scopes import Span
from bureau.archives.vocabulary import grade_label, standard
from bureau.enterprises.filters import areas
from bureau.enterprises.models import Enterprise
from bureau.enterprises.queries import named
from bureau.grades.models import Decision
from bureau.grades.queries import lacking, with_before
from bureau.ui.clock import moment

LONGEST = 3660


def _grades() -> list[tuple[str, Any]]:
    law = standard().decision
    return [(one, grade_label(one)) for one in (*law.grades, law.unrated)]


def _reasons() -> list[tuple[str, Any]]:
    law = standard().decision
    rows = (*law.excluded, *law.reasons)
    return [(one, grade_label(one)) for one in dict.fromkeys(row.result for row in rows)]


class DecisionFilter(django_filters.FilterSet):
    """Decisions by enterprise, grade, reason and region."""

    words = django_filters.CharFilter(
        label=_("名称、代码或拼音首字母"),
        method="by_words",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    grade = django_filters.ChoiceFilter(label=_("等级"), choices=_grades, empty_label=_("全部"))
    reason = django_filters.ChoiceFilter(label=_("未定级的原因"), choices=_reasons, empty_label=_("全部"))
    region = django_filters.ModelChoiceFilter(
        label=_("区域"), queryset=areas, method="by_region", empty_label=_("全部")
    )

    industry = django_filters.CharFilter(label=_("行业代码"), method="by_industry")
    # These are not asked for by people: the board leads here with them.
    lacking = django_filters.CharFilter(method="by_lacking", widget=forms.HiddenInput)
    before = django_filters.CharFilter(method="by_before", widget=forms.HiddenInput)
    days = django_filters.NumberFilter(method="by_days", widget=forms.HiddenInput)

    class Meta:
        model = Decision
        fields = ()

    def by_words(self, found: QuerySet[Decision], name: str, value: str) -> QuerySet[Decision]:
        """Look in code, names and initials of the enterprise."""
        del name
        return found.filter(enterprise__in=Enterprise.objects.filter(named(value)).order_by().values("pk"))

    def by_region(self, found: QuerySet[Decision], name: str, value: Region) -> QuerySet[Decision]:
        """Take a region with all below it."""
        del name
        return found.filter(Span.of(value.code).q("enterprise__region"))

    def by_industry(self, found: QuerySet[Decision], name: str, value: str) -> QuerySet[Decision]:
        """Take an industry with all below it."""
        del name
        return found.filter(enterprise__industry__startswith=value.strip().upper())

    def by_lacking(self, found: QuerySet[Decision], name: str, value: str) -> QuerySet[Decision]:
        """Take those that a clause keeps from the best grade."""
        del name
        return lacking(found, value)

    def by_before(self, found: QuerySet[Decision], name: str, value: str) -> QuerySet[Decision]:
        """Take those that had another grade so many days ago, and have a new one since."""
        del name
        days = self.form.cleaned_data.get("days")
        since = moment(self.request) - timedelta(days=min(int(days or 0), LONGEST))
        return with_before(found, since).filter(before=value)

    def by_days(self, found: QuerySet[Decision], name: str, value: object) -> QuerySet[Decision]:
        """Say only how long ago `before` was."""
        del name, value
        return found
