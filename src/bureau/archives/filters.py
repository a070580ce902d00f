"""How records are found across enterprises: by kind, by outcome, and by the deadlines that are coming or have passed."""

from datetime import date, timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from bureau.accounts.models import Region
from bureau.accounts.permissions import Acting
from bureau.accounts.roles import Action
from bureau.accounts.scopes import Span
from bureau.archives.models import Record
from bureau.archives.queries import COUNTING, records_visible_to
from bureau.archives.vocabulary import kinds, said
from bureau.enterprises.facets import Facet
from bureau.enterprises.filters import areas
from bureau.enterprises.models import Enterprise
from bureau.enterprises.queries import named
from bureau.ui.clock import day, moment

PASSED, OPEN = "passed", "open"
DEADLINES = (
    (PASSED, _("已过期限，没有了结")),
    ("30", _("30 天之内到期")),
    ("90", _("90 天之内到期")),
    ("365", _("一年之内到期")),
    (OPEN, _("没有了结")),
)
CONTESTED = (("yes", _("有异议")), ("no", _("没有异议")))


def _kinds() -> list[tuple[str, Any]]:
    return [(kind.name, said(kind.label)) for kind in kinds().values()]


def _outcomes() -> list[tuple[str, Any]]:
    """Give the outcomes of each kind under its name; one word may mean something else in another kind."""
    return [
        (
            said(kind.label),
            [(f"{kind.name}/{outcome.name}", said(outcome.label)) for outcome in kind.outcomes],
        )
        for kind in kinds().values()
        if kind.outcomes
    ]


def due(deadline: str, today: date) -> Q:
    """Ask for deadlines: passed, coming within so many days, or whatever is not closed."""
    unclosed = Q(closed_on__isnull=True)
    if deadline == OPEN:
        return unclosed & Q(due_on__isnull=False)
    if deadline == PASSED:
        return unclosed & Q(due_on__lt=today)
    return unclosed & Q(due_on__gte=today, due_on__lte=today + timedelta(days=int(deadline)))


def _having(by: Acting, wanted: Q) -> Q:
    own = records_visible_to(by).filter(
        COUNTING, wanted, enterprise=OuterRef("pk"), superseded_at__isnull=True
    )
    return Q(Exists(own.select_related(None).order_by()))


def of_kind(by: Acting, kind: str, today: date) -> Q:
    """Ask for enterprises with a record of a kind that counts."""
    del today
    return _having(by, Q(kind=kind))


def with_deadline(by: Acting, deadline: str, today: date) -> Q:
    """Ask for enterprises with a deadline that is coming, or has passed."""
    return _having(by, due(deadline, today))


FACETS = (
    Facet("record", _("有记录"), Action.DOSSIER_READ, _kinds, of_kind),
    Facet("deadline", _("期限"), Action.DOSSIER_READ, lambda: DEADLINES, with_deadline),
)


class RecordFilter(django_filters.FilterSet):
    """Records by enterprise, kind, outcome, deadline, dispute and region."""

    words = django_filters.CharFilter(
        label=_("名称、代码或拼音首字母"),
        method="by_words",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = django_filters.ChoiceFilter(label=_("记录种类"), choices=_kinds, empty_label=_("全部"))
    outcome = django_filters.ChoiceFilter(
        label=_("结果"), choices=_outcomes, method="by_outcome", empty_label=_("全部")
    )
    deadline = django_filters.ChoiceFilter(
        label=_("期限"), choices=DEADLINES, method="by_deadline", empty_label=_("全部")
    )
    contested = django_filters.ChoiceFilter(
        label=_("异议"), choices=CONTESTED, method="by_dispute", empty_label=_("全部")
    )
    region = django_filters.ModelChoiceFilter(
        label=_("区域"), queryset=areas, method="by_region", empty_label=_("全部")
    )

    class Meta:
        model = Record
        fields = ()

    def by_words(self, found: QuerySet[Record], name: str, value: str) -> QuerySet[Record]:
        """Look in code, names and initials of the enterprise."""
        del name
        return found.filter(enterprise__in=Enterprise.objects.filter(named(value)).order_by().values("pk"))

    def by_outcome(self, found: QuerySet[Record], name: str, value: str) -> QuerySet[Record]:
        """Take one outcome of one kind."""
        del name
        kind, _slash, outcome = value.partition("/")
        return found.filter(kind=kind, outcome=outcome)

    def by_deadline(self, found: QuerySet[Record], name: str, value: str) -> QuerySet[Record]:
        """Take those whose deadline is coming, or has passed."""
        del name
        return found.filter(due(value, day(moment(self.request)))).order_by("due_on", "pk")

    def by_dispute(self, found: QuerySet[Record], name: str, value: str) -> QuerySet[Record]:
        """Take those that are in dispute, or the others."""
        del name
        return found.filter(contested=value == "yes")

    def by_region(self, found: QuerySet[Record], name: str, value: Region) -> QuerySet[Record]:
        """Take a region with all below it."""
        del name
        return found.filter(Span.of(value.code).q("enterprise__region"))
