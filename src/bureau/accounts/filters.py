"""Filters of lists."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from bureau.accounts.models import Body, Person
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
