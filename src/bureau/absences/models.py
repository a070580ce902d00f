"""Absences, from a day to a day; whoever came back earlier says so, and nothing is deleted."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bureau.accounts.models import Person


class Absence(models.Model):
    """Somebody is away from one day to another, both counted, unless he is back before."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="absences", verbose_name=_("人员"))
    first = models.DateField(_("自"))
    last = models.DateField(_("至"))
    back_on = models.DateField(_("提前回岗"), null=True)
    entered_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("登记人"), db_index=False
    )
    at = models.DateTimeField(_("登记时间"))

    class Meta:
        ordering = ("first", "pk")
        constraints = (
            models.CheckConstraint(name="absence_begins_first", condition=Q(last__gte=F("first"))),
        )

    def __str__(self) -> str:
        """Give whose it is, and when."""
        return f"{self.person} {self.first} – {self.last}"

    def covers(self, day: date) -> bool:
        """Tell whether somebody is away on a day."""
        return self.first <= day <= self.last and (self.back_on is None or day < self.back_on)


def on(day: date) -> Q:
    """Ask a query the same."""
    return Q(first__lte=day, last__gte=day) & (Q(back_on=None) | Q(back_on__gt=day))


def not_over(day: date) -> Q:
    """Ask for absences of a day or of days to come."""
    return Q(last__gte=day) & (Q(back_on=None) | Q(back_on__gt=day))
