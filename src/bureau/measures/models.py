"""Measures in force about enterprises. Each is opened and closed by the system; what is a task, a person does and proves."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bureau.accounts.models import Body, Person
from bureau.accounts.scopes import Standing
from bureau.enterprises.models import Enterprise
from bureau.measures.catalogue import OUTCOMES, Measure, catalogue


class Task(models.Model):
    """One measure about one enterprise, and where it is a task, how far it is; `subject` where there are several of it."""

    class State(models.TextChoices):
        """Where it is on its way."""

        STANDING = "standing", _("执行中")
        TO_DO = "to_do", _("待办")
        PROPOSED = "proposed", _("待复核")
        DONE = "done", _("已办")
        ENDED = "ended", _("已终止")

    WAITING = (State.TO_DO, State.PROPOSED)

    class Outcome(models.TextChoices):
        """What two officers decided about an honour."""

        WITHDRAWN = "withdrawn", _("撤销")
        SUSPENDED = "suspended", _("暂停")
        KEPT = "kept", _("保留")

    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="measures", verbose_name=_("企业"), db_index=False
    )
    code = models.CharField(_("措施"), max_length=32)
    subject = models.CharField(_("对象"), max_length=200, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("承办单位"))
    state = models.CharField(_("状态"), max_length=16, choices=State)
    grade = models.CharField(_("依据的等级"), max_length=32, blank=True)
    opened_at = models.DateTimeField(_("开始"))
    due_on = models.DateField(_("期限"), null=True)
    ends_on = models.DateField(_("有效期至"), null=True)
    done_at = models.DateTimeField(_("办结时间"), null=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("办理人"))
    outcome = models.CharField(_("决定"), max_length=16, choices=Outcome, blank=True)
    proposed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("提出人")
    )
    returned_because = models.CharField(_("退回理由"), max_length=400, blank=True)
    proof = models.TextField(_("办理情况"), blank=True)
    document = models.CharField(_("文书号"), max_length=200, blank=True)
    assignee = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("经办人")
    )
    closed_at = models.DateTimeField(_("终止时间"), null=True)

    class Meta:
        ordering = ("due_on", "pk")
        indexes = (
            models.Index(fields=("enterprise", "code"), name="measure_enterprise"),
            models.Index(fields=("body", "due_on"), name="measure_body", condition=Q(closed_at__isnull=True)),
        )
        constraints = (
            models.CheckConstraint(
                name="measure_state",
                condition=Q(state__in=("standing", "to_do", "proposed", "done", "ended")),
            ),
            models.CheckConstraint(
                name="measure_done_with_proof",
                condition=~Q(state="done") | (Q(done_by__isnull=False, done_at__isnull=False) & ~Q(proof="")),
            ),
            models.CheckConstraint(name="measure_outcome", condition=Q(outcome__in=("", *OUTCOMES))),
            models.CheckConstraint(
                name="measure_decided_by_two",
                condition=~Q(state="done")
                | Q(outcome="")
                | (Q(proposed_by__isnull=False) & ~Q(proposed_by=F("done_by"))),
            ),
            models.CheckConstraint(
                name="measure_ended_is_closed", condition=~Q(state="ended") | Q(closed_at__isnull=False)
            ),
            models.UniqueConstraint(
                name="measure_once_at_a_time",
                fields=("enterprise", "code", "subject"),
                condition=Q(closed_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        """Give how it reads, and about whom."""
        return f"{self.label} {self.enterprise.name}"

    @property
    def measure(self) -> Measure:
        """What the catalogue says of it."""
        return catalogue()[self.code]

    @property
    def label(self) -> str:
        """How it reads, with its subject."""
        return f"{self.measure.label}：{self.subject}" if self.subject else self.measure.label

    @property
    def standing(self) -> Standing:
        """What it is to scopes."""
        return self.enterprise.standing

    @property
    def tone(self) -> str:
        """Whether it is done, waits or stands."""
        tones = {
            "to_do": "warn",
            "proposed": "warn",
            "done": "good",
            "standing": self.measure.tone,
            "ended": "plain",
        }
        return tones[self.state]

    def is_late_on(self, day: date) -> bool:
        """Tell whether a task was not done in its term."""
        return self.state in self.WAITING and self.due_on is not None and self.due_on < day
