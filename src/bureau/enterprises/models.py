"""Enterprises, their names, their products, and who followed whom."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bureau.accounts.models import Valid
from bureau.accounts.scopes import Standing
from bureau.enterprises.codes import LENGTH


def _ends_after_it_begins(name: str) -> models.CheckConstraint:
    open_ended = Q(valid_to__isnull=True) | Q(valid_from__isnull=True)
    return models.CheckConstraint(name=name, condition=open_ended | Q(valid_to__gt=F("valid_from")))


class Enterprise(models.Model):
    """A legal person: what is graded. Its name here is that of today; all names are in `Name`."""

    code = models.CharField(_("统一社会信用代码"), max_length=LENGTH, primary_key=True)
    name = models.CharField(_("登记名称"), max_length=200)
    established_on = models.DateField(_("设立日期"))
    deregistered_on = models.DateField(_("注销日期"), null=True, blank=True)
    # The code alone: an archive may name regions that no longer are.
    region = models.CharField(_("行政区划代码"), max_length=6, db_index=True)
    industry = models.CharField(_("行业代码"), max_length=8, blank=True, db_index=True)
    exporter = models.BooleanField(_("出口企业"), default=False)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                name="deregistered_after_it_was_established",
                condition=Q(deregistered_on__isnull=True) | Q(deregistered_on__gte=F("established_on")),
            ),
            models.CheckConstraint(
                name="region_is_six_digits", condition=Q(region__gte="000000", region__lte="999999")
            ),
        )

    def __str__(self) -> str:
        """Give the name."""
        return self.name

    @property
    def standing(self) -> Standing:
        """What the enterprise is to scopes."""
        return Standing(self.region, self.code, exporter=self.exporter)

    def exists_on(self, day: date) -> bool:
        """Tell whether it exists on a day."""
        return self.established_on <= day and (self.deregistered_on is None or day < self.deregistered_on)


class Name(Valid):
    """A name that an enterprise has, or had for a time."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="names")
    name = models.CharField(_("名称"), max_length=200)
    initials = models.CharField(_("拼音首字母"), max_length=200, editable=False)

    class Meta:
        ordering = ("-valid_from", "-pk")
        constraints = (
            models.UniqueConstraint(
                name="one_name_at_a_time", fields=("enterprise",), condition=Q(valid_to__isnull=True)
            ),
            _ends_after_it_begins("name_ends_after_it_begins"),
        )

    def __str__(self) -> str:
        """Give the name."""
        return self.name


class Product(Valid):
    """A product that an enterprise makes; without a first day it has made it ever since we know of it."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="products")
    code = models.CharField(_("产品代码"), max_length=64)
    name = models.CharField(_("产品名称"), max_length=200)
    permit_required = models.BooleanField(_("实行行政许可管理"), default=False)
    statutory_inspection = models.BooleanField(_("依法需要监督检验"), default=False)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(name="product_once", fields=("enterprise", "code")),
            _ends_after_it_begins("product_ends_after_it_begins"),
        )

    def __str__(self) -> str:
        """Give the name with the code."""
        return f"{self.name}（{self.code}）"


class Succession(models.Model):
    """One enterprise followed another, by an act with a document. Records stay with whom they are about."""

    class Kind(models.TextChoices):
        """How one follows another."""

        MERGER = "merger", _("合并")
        DIVISION = "division", _("分立")
        CONVERSION = "conversion", _("改制")
        REREGISTRATION = "reregistration", _("重新登记")

    predecessor = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="successions", verbose_name=_("原企业")
    )
    successor = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="origins", verbose_name=_("承继企业")
    )
    kind = models.CharField(_("方式"), max_length=16, choices=Kind)
    occurred_on = models.DateField(_("日期"))
    document = models.CharField(_("文书号"), max_length=120)

    class Meta:
        ordering = ("occurred_on", "pk")
        constraints = (
            models.UniqueConstraint(name="succession_once", fields=("predecessor", "successor")),
            models.CheckConstraint(name="nobody_follows_himself", condition=~Q(predecessor=F("successor"))),
            models.CheckConstraint(name="succession_has_a_document", condition=~Q(document="")),
        )

    def __str__(self) -> str:
        """Give who followed whom."""
        return f"{self.predecessor} → {self.successor}"
