"""Filters of the audit."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from bureau.audit.catalogue import EVENTS
from bureau.audit.models import Event, Read

DAY = forms.DateInput(attrs={"type": "date"})


class TraceFilter(django_filters.FilterSet):
    """Entries by person, body and day."""

    person = django_filters.CharFilter(label=_("姓名或用户名"), method="by_person")
    body = django_filters.CharFilter(label=_("单位代码"), field_name="body_code")
    since = django_filters.DateFilter(label=_("自"), field_name="at__date", lookup_expr="gte", widget=DAY)
    until = django_filters.DateFilter(label=_("至"), field_name="at__date", lookup_expr="lte", widget=DAY)

    def by_person(self, entries: QuerySet[Event], name: str, value: str) -> QuerySet[Event]:
        """Look for a user name or a name."""
        del name
        return entries.filter(Q(username=value) | Q(person_name__contains=value))


class EventFilter(TraceFilter):
    """Events by what they are."""

    event = django_filters.ChoiceFilter(
        label=_("事项"), choices=lambda: list(EVENTS.items()), empty_label=_("全部")
    )

    class Meta:
        model = Event
        fields = ()


class ReadFilter(TraceFilter):
    """Looks by enterprise."""

    subject = django_filters.CharFilter(label=_("企业代码"))

    class Meta:
        model = Read
        fields = ()
