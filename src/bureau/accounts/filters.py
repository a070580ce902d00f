"""Filters of lists."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from bureau.accounts.models import Body, Person, Region
from bureau.accounts.roles import Kind


class BodyFilter(django_filters.FilterSet):
    """Bodies by name and kind."""

    words = django_filters.CharFilter(
        label=_("名称或代码"), method="named", widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = django_filters.ChoiceFilter(label=_("类别"), choices=Kind.choices, empty_label=_("全部"))

    class Meta:
        model = Body
        fields = ()

    def named(self, bodies: QuerySet[Body], name: str, value: str) -> QuerySet[Body]:
        """Look in both names and in the code."""
        del name
        return bodies.filter(Q(name__contains=value) | Q(name_en__icontains=value) | Q(code__iexact=value))


class RegionFilter(django_filters.FilterSet):
    """Regions by name or the beginning of a code, level, and the region above."""

    words = django_filters.CharFilter(
        label=_("名称或代码"), method="named", widget=forms.TextInput(attrs={"type": "search"})
    )
    level = django_filters.ChoiceFilter(label=_("级别"), choices=Region.Level.choices, empty_label=_("全部"))
    parent = django_filters.CharFilter(field_name="parent", lookup_expr="exact", label=_("上级代码"))

    class Meta:
        model = Region
        fields = ()

    def named(self, regions: QuerySet[Region], name: str, value: str) -> QuerySet[Region]:
        """Look in both names, and at the beginning of the code."""
        del name
        return regions.filter(
            Q(name__contains=value) | Q(name_en__icontains=value) | Q(code__startswith=value)
        )


class PersonFilter(django_filters.FilterSet):
    """People by name."""

    words = django_filters.CharFilter(
        label=_("姓名或用户名"), method="named", widget=forms.TextInput(attrs={"type": "search"})
    )

    class Meta:
        model = Person
        fields = ()

    def named(self, people: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """Look in both names."""
        del name
        return people.filter(Q(name__contains=value) | Q(username__icontains=value))
