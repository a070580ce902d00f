"""How rulings are found."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from bureau.enterprises.models import Enterprise
from bureau.enterprises.queries import named
from bureau.publication.models import Dispatch, Outcome, Ruling, Writing
from bureau.publication.policies import SHOWN
from bureau.publication.sending import waiting
from bureau.store.models import Listing

STANDING, WAITING, WITHDRAWN, REFUSED = "standing", "waiting", "withdrawn", "refused"
SHOW = (
    (STANDING, _("公示中")),
    (WAITING, _("等待写入公开数据库")),
    (WITHDRAWN, _("已撤下")),
    (REFUSED, _("不予公示")),
)


class RulingFilter(django_filters.FilterSet):
    """Rulings by what the public sees of them, list, and enterprise."""

    show = django_filters.ChoiceFilter(
        label=_("范围"), choices=SHOW, method="by_state", empty_label=_("全部")
    )
    listing = django_filters.ChoiceFilter(label=_("名单"), choices=Listing.choices, empty_label=_("全部"))
    words = django_filters.CharFilter(
        label=_("名称、代码或拼音首字母"),
        method="by_words",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    class Meta:
        model = Ruling
        fields = ()

    def by_state(self, found: QuerySet[Ruling], name: str, value: str) -> QuerySet[Ruling]:
        """Take those that are shown, wait, are gone, or never were to be shown."""
        del name
        gone = Exists(Dispatch.objects.filter(ruling=OuterRef("pk"), kind=Writing.WITHDRAW))
        if value == STANDING:
            return found.filter(~gone, outcome=Outcome.RELEASED, case__state__in=SHOWN)
        if value == WAITING:
            return found.filter(Exists(waiting().filter(ruling=OuterRef("pk"))))
        return found.filter(gone) if value == WITHDRAWN else found.filter(outcome=Outcome.REFUSED)

    def by_words(self, found: QuerySet[Ruling], name: str, value: str) -> QuerySet[Ruling]:
        """Look in code, names and initials of the enterprise."""
        del name
        return found.filter(enterprise__in=Enterprise.objects.filter(named(value)).order_by().values("pk"))
