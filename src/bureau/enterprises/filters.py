"""How enterprises are found."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bureau.accounts.models import Region
from bureau.accounts.permissions import Acting
from bureau.accounts.requests import acting
from bureau.enterprises.facets import Facet, facets_for
from bureau.enterprises.models import Enterprise
from bureau.enterprises.queries import in_region, named
from bureau.ui.clock import day, moment

STATES = (("standing", _("存续")), ("gone", _("已注销")))
YES_NO = (("yes", _("是")), ("no", _("否")))


def areas(request: HttpRequest) -> QuerySet[Region]:
    """Give the regions to choose from: provinces to the nation, and to others the prefectures of their own area."""
    area = acting(request).area
    if area is None:
        return Region.objects.filter(level=Region.Level.PROVINCE)
    return Region.objects.filter(area.within.q("code"), level__lte=Region.Level.PREFECTURE)


def _filter_of(facet: Facet, by: Acting, request: HttpRequest) -> django_filters.Filter:
    def chosen(found: QuerySet[Enterprise], name: str, value: str) -> QuerySet[Enterprise]:
        del name
        return found.filter(facet.query(by, value, day(moment(request))))

    return django_filters.ChoiceFilter(
        field_name=facet.name,
        label=facet.title,
        choices=facet.choices,
        method=chosen,
        empty_label=_("全部"),
    )


class EnterpriseFilter(django_filters.FilterSet):
    """Enterprises by code, name, first letters, region, industry, export, whether they exist, and the facets of apps above."""

    words = django_filters.CharFilter(
        label=_("名称、代码或拼音首字母"),
        method="by_words",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    region = django_filters.ModelChoiceFilter(
        label=_("区域"), queryset=areas, method="by_region", empty_label=_("全部")
    )
    industry = django_filters.CharFilter(label=_("行业代码"), method="by_industry")
    exporter = django_filters.ChoiceFilter(
        label=_("出口企业"), choices=YES_NO, method="by_export", empty_label=_("全部")
    )
    state = django_filters.ChoiceFilter(
        label=_("状态"), choices=STATES, method="by_state", empty_label=_("全部")
    )

    class Meta:
        model = Enterprise
        fields = ()

    def __init__(self, *args: Any, request: HttpRequest, **given: Any) -> None:  # noqa: ANN401 - django-filter's
        super().__init__(*args, request=request, **given)
        by = acting(request)
        for facet in facets_for(by):
            made = _filter_of(facet, by, request)
            made.parent = self
            self.filters[facet.name] = made

    def by_words(self, found: QuerySet[Enterprise], name: str, value: str) -> QuerySet[Enterprise]:
        """Look in code, names and initials."""
        del name
        return found.filter(named(value))

    def by_region(self, found: QuerySet[Enterprise], name: str, value: Region) -> QuerySet[Enterprise]:
        """Take a region with all below it."""
        del name
        return found.filter(in_region(value.code))

    def by_industry(self, found: QuerySet[Enterprise], name: str, value: str) -> QuerySet[Enterprise]:
        """Take an industry with all below it."""
        del name
        return found.filter(industry__startswith=value.strip().upper())

    def by_export(self, found: QuerySet[Enterprise], name: str, value: str) -> QuerySet[Enterprise]:
        """Take exporters, or the others."""
        del name
        return found.filter(exporter=value == "yes")

    def by_state(self, found: QuerySet[Enterprise], name: str, value: str) -> QuerySet[Enterprise]:
        """Take those that exist, or those that were deregistered."""
        del name
        return found.filter(deregistered_on__isnull=value == "standing")
