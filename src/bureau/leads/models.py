"""Leads. Who reported, and how to reach him, is for those alone who take them up."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bureau.accounts.models import Person
from bureau.accounts.scopes import Standing
from bureau.archives.models import Record
from bureau.enterprises.models import Enterprise


class Kind(models.TextChoices):
    """What was reported."""

    FAKE = "fake", _("假冒伪劣、冒充守信企业")
    COMPLAINT = "complaint", _("产品质量问题")
    ENTRY = "entry", _("公示的内容有误")


class State(models.TextChoices):
    """How far a lead is."""

    NEW = "new", _("新收到")
    OPEN = "open", _("办理中")
    ANSWERED = "answered", _("已答复")


class Lead(models.Model):
    """One report of the public, in the words in which it came."""

    number = models.CharField(_("回执号"), max_length=16, unique=True)
    kind = models.CharField(_("反映什么"), max_length=16, choices=Kind)
    region = models.CharField(_("行政区划代码"), max_length=6, db_index=True)
    # By its code alone: a name is never enough.
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, related_name="leads", verbose_name=_("企业")
    )
    exporter = models.BooleanField(_("出口企业"), default=False)
    named = models.CharField(_("写明的企业"), max_length=200)
    code = models.CharField(_("写明的代码"), max_length=18, blank=True)
    product = models.CharField(_("产品"), max_length=200, blank=True)
    text = models.TextField(_("情况"))
    contact = models.CharField(_("联系方式"), max_length=200, blank=True)
    # What the answer is found by, and sealed with: neither leads back to the secret of the receipt.
    lookup = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.NEW)
    received_at = models.DateTimeField(_("收到时间"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("办理人"))
    record = models.ForeignKey(
        Record, models.PROTECT, null=True, related_name="leads", verbose_name=_("记录")
    )
    answer = models.TextField(_("答复"), blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-received_at", "-pk")
        constraints = (
            models.CheckConstraint(name="lead_kind", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="lead_state", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="lead_answered",
                condition=Q(state=State.ANSWERED, answered_at__isnull=False)
                | (~Q(state=State.ANSWERED) & Q(answer="", answered_at__isnull=True)),
            ),
        )

    def __str__(self) -> str:
        """Give its number, and nothing of what it says."""
        return self.number

    @property
    def standing(self) -> Standing:
        """What it is to scopes."""
        return Standing(self.region, self.enterprise_id or "", exporter=self.exporter)

    @property
    def tone(self) -> str:
        """Whether somebody has to do something, as a tone of the design system."""
        return {State.NEW: "bad", State.OPEN: "warn", State.ANSWERED: "good"}[State(self.state)]
