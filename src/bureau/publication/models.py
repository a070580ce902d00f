"""What was ruled, what is to be written into the public store, and what came of it. All of it only grows."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bureau.accounts.models import Body, Person
from bureau.accounts.scopes import Standing
from bureau.enterprises.models import Enterprise
from bureau.procedures.models import Case
from bureau.store.models import Listing


class Outcome(models.TextChoices):
    """What a publisher ruled."""

    RELEASED = "released", _("予以公示")
    REFUSED = "refused", _("不予公示")


class Writing(models.TextChoices):
    """What is done to the public store."""

    RELEASE = "release", _("公示")
    CORRECT = "correct", _("更正")
    WITHDRAW = "withdraw", _("撤下")


class Result(models.TextChoices):
    """What came of trying to write it."""

    DONE = "done", _("已完成")
    REFUSED = "refused", _("公开数据库不接受")
    OVERTAKEN = "overtaken", _("后来的决定已经取代")
    BEHIND = "behind", _("等待同一企业的另一条公示撤下")
    FAILED = "failed", _("公开数据库没有回应")


FINAL = (Result.DONE, Result.REFUSED, Result.OVERTAKEN)


class Ruling(models.Model):
    """One ruling on one case: by a written rule, or by discretion with its reason; and with which like cases in sight."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="rulings", verbose_name=_("事项"))
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="rulings", verbose_name=_("企业"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("承办单位"))
    listing = models.CharField(_("名单"), max_length=1, choices=Listing)
    outcome = models.CharField(_("处理"), max_length=8, choices=Outcome)
    # The number under which it is published, without a gap for what was refused.
    year = models.PositiveSmallIntegerField(_("年份"), null=True)
    ordinal = models.PositiveIntegerField(_("序号"), null=True)
    clauses = models.JSONField(_("条款"), default=list)
    rule = models.CharField(_("规则"), max_length=8, blank=True)
    rules_sum = models.CharField(max_length=64)
    # Whether it was for the publisher: no rule applied, or the ruling is another one than the rule says.
    discretion = models.BooleanField(_("裁量"))
    likes = models.JSONField(default=list)
    reason = models.TextField(_("理由"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("办理人"))
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("listing", "outcome"), name="ruling_listing"),)
        constraints = (
            models.CheckConstraint(name="ruling_list_is_public", condition=Q(listing__in=Listing.values)),
            models.CheckConstraint(name="ruling_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="ruling_is_numbered_where_released",
                condition=Q(outcome=Outcome.RELEASED, year__isnull=False, ordinal__isnull=False)
                | Q(outcome=Outcome.REFUSED, year__isnull=True, ordinal__isnull=True),
            ),
            models.UniqueConstraint(name="ruling_number", fields=("body", "year", "ordinal")),
        )

    def __str__(self) -> str:
        """Give its number, or that of its case, and about whom."""
        return f"{self.decision or self.case.number} {self.enterprise.name}"

    @property
    def decision(self) -> str:
        """The number under which the public knows it; none where it was refused."""
        return f"{self.body.name}〔{self.year}〕{self.ordinal} 号" if self.ordinal else ""

    @property
    def standing(self) -> Standing:
        """What it is to scopes."""
        return self.enterprise.standing


class Dispatch(models.Model):
    """What is to be written into the public store, word for word. It waits until an attempt settled it."""

    ruling = models.ForeignKey(Ruling, models.PROTECT, related_name="dispatches")
    kind = models.CharField(_("处理"), max_length=8, choices=Writing)
    content = models.JSONField()
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(name="dispatch_kind", condition=Q(kind__in=Writing.values)),
            models.UniqueConstraint(
                name="dispatch_once",
                fields=("ruling", "kind"),
                condition=Q(kind__in=(Writing.RELEASE, Writing.WITHDRAW)),
            ),
        )

    def __str__(self) -> str:
        """Give what is done, of which ruling."""
        return f"{self.get_kind_display()} {self.ruling}"


class Attempt(models.Model):
    """What came of trying to write a dispatch; one of them settles it."""

    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="attempts")
    result = models.CharField(_("结果"), max_length=10, choices=Result)
    said = models.TextField(_("说明"), blank=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(name="attempt_result", condition=Q(result__in=Result.values)),
            models.UniqueConstraint(
                name="attempt_settles_once", fields=("dispatch",), condition=Q(result__in=FINAL)
            ),
        )

    def __str__(self) -> str:
        """Give the result."""
        return str(self.get_result_display())


class Reply(models.Model):
    """What an enterprise says beside its entry, in its own words; the last one is shown."""

    ruling = models.ForeignKey(Ruling, models.PROTECT, related_name="replies")
    text = models.TextField(_("企业的说明"), blank=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("办理人"))
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        """Give the words."""
        return self.text
