"""How present grades are found."""

from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from bureau.accounts.models import Region
from bureau.accounts.permissions import Acting
from bureau.accounts.roles import Action
from bureau.accounts.scopes import Span
from bureau.archives.vocabulary import grade_label, standard
from bureau.enterprises.facets import Facet
from bureau.enterprises.filters import areas
from bureau.enterprises.models import Enterprise
from bureau.enterprises.queries import named
from bureau.grades.models import Decision
from bureau.grades.queries import IN_FORCE, decisions_visible_to, lacking, made_on, with_before
from bureau.ui.clock import moment

LONGEST = 3660


def _grades() -> list[tuple[str, Any]]:
    law = standard().decision
    return [(one, grade_label(one)) for one in (*law.grades, law.unrated)]


def _reasons() -> list[tuple[str, Any]]:
    law = standard().decision
    rows = (*law.excluded, *law.reasons)
    return [(one, grade_label(one)) for one in dict.fromkeys(row.result for row in rows)]


def of_grade(by: Acting, grade: str, today: date) -> Q:
    """Ask for enterprises whose present grade is this one, as far as someone may know of it."""
    del today
    own = decisions_visible_to(by).filter(IN_FORCE, grade=grade, enterprise=OuterRef("pk"))
    return Q(Exists(own.select_related(None).order_by()))


FACET = Facet("grade", _("等级"), Action.GRADE_READ, _grades, of_grade)


class Move(TextChoices):
    """How a decision differs from the one before it."""

    CHANGED = "changed", _("等级有变")
    WORSE = "worse", _("等级下降")
    BETTER = "better", _("等级上升")
    FIRST = "first", _("首次定级")
    SAME = "same", _("等级未变，依据有变")


def _falls(better: str, worse: str) -> Q:
    """Ask for decisions that go from any better grade to a worse one; the names of two columns say which way."""
    grades = standard().decision.grades
    pairs = [Q(**{better: one, f"{worse}__in": grades[place + 1 :]}) for place, one in enumerate(grades[:-1])]
    return reduce(or_, pairs)


def by(move: Move) -> Q:
    """Ask for the decisions that differ so from those before them."""
    return {
        Move.CHANGED: Q(before__isnull=False) & ~Q(grade=F("before")),
        Move.WORSE: _falls("before", "grade"),
        Move.BETTER: _falls("grade", "before"),
        Move.FIRST: Q(before__isnull=True),
        Move.SAME: Q(grade=F("before")),
    }[move]


class Found(django_filters.FilterSet):
    """Decisions by enterprise, grade and region."""

    words = django_filters.CharFilter(
        label=_("名称、代码或拼音首字母"),
        method="by_words",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    grade = django_filters.ChoiceFilter(label=_("等级"), choices=_grades, empty_label=_("全部"))
    region = django_filters.ModelChoiceFilter(
        label=_("区域"), queryset=areas, method="by_region", empty_label=_("全部")
    )

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


class DecisionFilter(Found):
    """Present decisions, by the reason for no grade and by industry as well."""

    reason = django_filters.ChoiceFilter(label=_("未定级的原因"), choices=_reasons, empty_label=_("全部"))
    industry = django_filters.CharFilter(label=_("行业代码"), method="by_industry")
    # These are not asked for by people: the board leads here with them.
    lacking = django_filters.CharFilter(method="by_lacking", widget=forms.HiddenInput)
    before = django_filters.CharFilter(method="by_before", widget=forms.HiddenInput)
    days = django_filters.NumberFilter(method="by_days", widget=forms.HiddenInput)

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


class MovedFilter(Found):
    """Decisions of a day, by how they differ from those before; `beside_earlier` has told these."""

    day = django_filters.DateFilter(
        label=_("日期"), method="by_day", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    moved = django_filters.ChoiceFilter(
        label=_("变动"), choices=Move.choices, method="by_move", empty_label=_("全部")
    )

    def by_day(self, found: QuerySet[Decision], name: str, value: date) -> QuerySet[Decision]:
        """Take those made on a day."""
        del name
        return found.filter(made_on(value))

    def by_move(self, found: QuerySet[Decision], name: str, value: str) -> QuerySet[Decision]:
        """Take those that differ so from the ones before."""
        del name
        return found.filter(by(Move(value)))
