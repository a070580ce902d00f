"""Decisions, their receipts, and the standard that was adopted for a day.

Decisions and receipts only grow: a decision is replaced by a later one, and never edited.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bureau.accounts.models import Person
from bureau.archives.vocabulary import grade_label, grade_tone, graded_label, standard_with
from bureau.enterprises.models import Enterprise
from qualitycredit.model.standard import Standard


class Cause(models.TextChoices):
    """Why it was graded."""

    CHANGE = "change", _("档案变动")
    DUE = "due", _("期限届满")
    STANDARD = "standard", _("标准或者解释变动")


class Receipt(models.Model):
    """What a set of decisions was computed from, and by what: with it they can be computed again."""

    cause = models.CharField(_("缘由"), max_length=16, choices=Cause)
    as_of = models.DateField(_("定级日期"))
    known_at = models.DateTimeField(_("依据档案截至"))
    standard = models.CharField(_("标准"), max_length=64)
    edition = models.CharField(_("版本"), max_length=64)
    text_sha256 = models.CharField(_("原文 SHA-256"), max_length=64)
    rules_sha256 = models.CharField(_("规则 SHA-256"), max_length=64)
    readings = models.JSONField(_("采用的解释"))
    engine = models.CharField(_("引擎"), max_length=16)
    version = models.CharField(_("程序版本"), max_length=32)
    enterprises = models.PositiveIntegerField(_("企业"))

    class Meta:
        ordering = ("-known_at", "-pk")
        constraints = (models.CheckConstraint(name="receipt_cause", condition=Q(cause__in=Cause.values)),)

    def __str__(self) -> str:
        """Give the standard and the day."""
        return f"{self.standard} {self.edition} {self.as_of}"


class Decision(models.Model):
    """The grade of one enterprise: decided for `as_of` on what was known at `known_at`, in force to `superseded_at`."""

    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="decisions", verbose_name=_("企业"), db_index=False
    )
    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="decisions", verbose_name=_("凭证"))
    as_of = models.DateField(_("定级日期"))
    known_at = models.DateTimeField(_("决定时间"))
    superseded_at = models.DateTimeField(_("被取代时间"), null=True)
    grade = models.CharField(_("等级"), max_length=32)
    best = models.CharField(_("至多"), max_length=32, blank=True)
    worst = models.CharField(_("至少"), max_length=32, blank=True)
    reason = models.CharField(_("未定级的原因"), max_length=64, blank=True)
    met = models.JSONField(_("符合的条款"))
    unknown = models.JSONField(_("未定的条款"))
    next_change_on = models.DateField(_("下次可能变动"), null=True)
    facts_sha256 = models.CharField(_("所依据事实的 SHA-256"), max_length=64)

    class Meta:
        ordering = ("-known_at", "-pk")
        indexes = (
            models.Index(fields=("enterprise", "known_at"), name="decision_enterprise"),
            models.Index(fields=("known_at",), name="decision_known_at"),
            models.Index(
                name="decision_grade", fields=("grade", "enterprise"), condition=Q(superseded_at__isnull=True)
            ),
        )
        constraints = (
            models.UniqueConstraint(
                name="decision_one_in_force",
                fields=("enterprise",),
                condition=Q(superseded_at__isnull=True),
            ),
            models.CheckConstraint(name="decision_has_a_grade", condition=~Q(grade="")),
            models.CheckConstraint(
                name="decision_two_worlds_or_none",
                condition=(Q(best="") & Q(worst="")) | (~Q(best="") & ~Q(worst="")),
            ),
            models.CheckConstraint(
                name="decision_changes_later",
                condition=Q(next_change_on__isnull=True) | Q(next_change_on__gt=F("as_of")),
            ),
            models.CheckConstraint(
                name="decision_superseded_later",
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("known_at")),
            ),
        )

    def __str__(self) -> str:
        """Give how the grade reads."""
        return self.label

    @property
    def label(self) -> str:
        """How the grade reads, with the reason where there is none."""
        return graded_label(self.grade, self.reason)

    @property
    def tone(self) -> str:
        """Whether it is a good grade, a bad one or none."""
        return grade_tone(self.grade)

    @property
    def best_label(self) -> str:
        """How the best grade that is possible reads."""
        return grade_label(self.best or None)

    @property
    def worst_label(self) -> str:
        """How the worst grade that is possible reads."""
        return grade_label(self.worst or None)

    @property
    def in_force(self) -> bool:
        """Whether it is the present one."""
        return self.superseded_at is None


class Due(models.Model):
    """The day on which an enterprise has to be graded again, though nothing new is recorded; none for never.

    It is not after `next_change_on` of the decision in force: which clauses are met may differ before the grade does.
    """

    enterprise = models.OneToOneField(
        Enterprise, models.CASCADE, primary_key=True, related_name="due", verbose_name=_("企业")
    )
    on = models.DateField(_("重新定级日期"), null=True, db_index=True)

    def __str__(self) -> str:
        """Give the day."""
        return str(self.on or "")


class AdoptionState(models.TextChoices):
    """Where a proposal is on its way: it ends with the first step that is taken after it was made."""

    PROPOSED = "proposed", _("已提出")
    ADOPTED = "adopted", _("已批准")
    REFUSED = "refused", _("不批准")
    WITHDRAWN = "withdrawn", _("已撤回")


class Adoption(models.Model):
    """An edition of the standard with its readings, for a day on: proposed by one person, decided by another."""

    state = models.CharField(_("状态"), max_length=16, choices=AdoptionState, default=AdoptionState.PROPOSED)
    folder = models.CharField(_("标准"), max_length=64)
    edition = models.CharField(_("版本"), max_length=64)
    text_sha256 = models.CharField(_("原文 SHA-256"), max_length=64)
    rules_sha256 = models.CharField(_("规则 SHA-256"), max_length=64)
    readings = models.JSONField(_("采用的解释"))
    valid_from = models.DateField(_("施行日期"))
    reason = models.CharField(_("理由"), max_length=400)
    ground = models.CharField(_("依据的文书号"), max_length=200)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    proposed_at = models.DateTimeField(_("提出时间"))
    previewed_at = models.DateTimeField(_("预览时间"), null=True)
    enterprises = models.PositiveIntegerField(_("企业"), default=0)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("决定人")
    )
    decided_at = models.DateTimeField(_("决定时间"), null=True)
    refused_because = models.CharField(_("不批准的理由"), max_length=400, blank=True)
    applied_at = models.DateTimeField(_("全部重新定级时间"), null=True)

    class Meta:
        ordering = ("-proposed_at", "-pk")
        constraints = (
            models.CheckConstraint(name="adoption_state", condition=Q(state__in=AdoptionState.values)),
            models.CheckConstraint(
                name="adoption_by_two",
                condition=~Q(state__in=(AdoptionState.ADOPTED, AdoptionState.REFUSED))
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decided_by=F("proposed_by"))),
            ),
            models.CheckConstraint(
                name="adoption_after_preview",
                condition=~Q(state=AdoptionState.ADOPTED) | Q(previewed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="adoption_refused_for_a_reason",
                condition=~Q(state=AdoptionState.REFUSED) | ~Q(refused_because=""),
            ),
            models.UniqueConstraint(
                name="adoption_one_proposal_at_a_time",
                fields=("state",),
                condition=Q(state=AdoptionState.PROPOSED),
            ),
        )

    def __str__(self) -> str:
        """Give the edition and its first day."""
        return f"{self.edition} {self.valid_from}"

    @property
    def standard(self) -> Standard:
        """The edition under these readings, as it is at hand."""
        return standard_with(self.folder, tuple(sorted(self.readings.items())))

    @property
    def unchanged(self) -> bool:
        """Whether text and rules at hand are those that were proposed."""
        return (self.standard.text_hash, self.standard.rules_hash) == (self.text_sha256, self.rules_sha256)

    @property
    def tone(self) -> str:
        """How the state reads, as a tone of the design system."""
        tones = {AdoptionState.ADOPTED: "good", AdoptionState.PROPOSED: "warn"}
        return tones.get(AdoptionState(self.state), "plain")


class Mover(models.Model):
    """An enterprise that would have another grade on the day of the preview."""

    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="movers")
    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="+", verbose_name=_("企业"))
    before = models.CharField(_("现行等级"), max_length=32)
    after = models.CharField(_("采用以后"), max_length=32)

    class Meta:
        ordering = ("enterprise",)
        indexes = (models.Index(fields=("adoption", "before", "after"), name="mover_cell"),)

    def __str__(self) -> str:
        """Give the two grades."""
        return f"{self.before} → {self.after}"

    @property
    def before_label(self) -> str:
        """How the present grade reads."""
        return grade_label(self.before)

    @property
    def after_label(self) -> str:
        """How the grade would read."""
        return grade_label(self.after)

    @property
    def after_tone(self) -> str:
        """Whether that is a good grade, a bad one or none."""
        return grade_tone(self.after)
