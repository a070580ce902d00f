"""Records, a row a version. What was verified is never edited: triggers of the database see to it."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bureau.accounts.models import Body, Person
from bureau.archives.facts import NAMES, Facts
from bureau.archives.vocabulary import kind_label, outcome_label
from bureau.enterprises.models import Enterprise


class State(models.TextChoices):
    """Where a version is on its way; see states.py."""

    DRAFT = "draft", _("草稿")
    AWAITING = "awaiting", _("待核对")
    RETURNED = "returned", _("已退回")
    WITHDRAWN = "withdrawn", _("已撤回")
    VERIFIED = "verified", _("已核对")


class Change(models.TextChoices):
    """What a version does to the one before it."""

    ENTRY = "entry", _("录入")
    CORRECTION = "correction", _("更正")
    ANNULMENT = "annulment", _("撤销记录")
    CONTEST = "contest", _("标明异议")
    SETTLEMENT = "settlement", _("异议了结")


OPEN = (State.DRAFT, State.AWAITING, State.RETURNED)


def _not_before(name: str, later: str) -> models.CheckConstraint:
    empty = Q(**{f"{later}__isnull": True})
    return models.CheckConstraint(name=name, condition=empty | Q(**{f"{later}__gte": F("occurred_on")}))


class Record(models.Model):
    """One version of one fact. It counts from `recorded_at`, when a second officer verified it, to `superseded_at`."""

    source = models.CharField(_("提供单位"), max_length=64)
    record_id = models.CharField(_("记录编号"), max_length=128)
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="records", verbose_name=_("企业"), db_index=False
    )
    kind = models.CharField(_("记录种类"), max_length=48)
    outcome = models.CharField(_("结果"), max_length=48, blank=True)
    subject = models.CharField(_("产品代码或者资质名称"), max_length=200, blank=True)
    occurred_on = models.DateField(_("发生日期"))
    due_on = models.DateField(_("期限"), null=True, blank=True)
    closed_on = models.DateField(_("了结日期"), null=True, blank=True)
    inspected = models.BigIntegerField(_("检验数"), null=True, blank=True)
    passed = models.BigIntegerField(_("合格数"), null=True, blank=True)
    score = models.DecimalField(_("得分"), max_digits=18, decimal_places=4, null=True, blank=True)
    contested = models.BooleanField(_("在异议之中"), default=False)
    document = models.CharField(_("文书号"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("记入时间"), null=True)
    superseded_at = models.DateTimeField(_("被取代时间"), null=True)

    change = models.CharField(_("变动"), max_length=16, choices=Change, default=Change.ENTRY)
    reason = models.CharField(_("理由"), max_length=400, blank=True)
    ground = models.CharField(_("变动依据的文书号"), max_length=200, blank=True)
    state = models.CharField(_("状态"), max_length=16, choices=State)
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+", verbose_name=_("录入单位"))
    entered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("录入人"), db_index=False
    )
    entered_at = models.DateTimeField(_("录入时间"), null=True)
    verified_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("核对人"), db_index=False
    )
    returned_because = models.CharField(_("退回理由"), max_length=400, blank=True)

    class Meta:
        ordering = ("occurred_on", "record_id", "source", "recorded_at", "pk")
        indexes = (
            # Enterprises are found by kind of record, and by deadlines, from these indexes alone.
            models.Index(
                name="record_enterprise", fields=("enterprise", "kind", "superseded_at", "state", "change")
            ),
            models.Index(
                name="record_deadline",
                fields=("enterprise", "due_on", "state", "change"),
                condition=Q(closed_on__isnull=True, superseded_at__isnull=True, due_on__isnull=False),
            ),
            # Lists across enterprises: the newest of all, and of a kind. What the condition does not say, each row does.
            models.Index(name="record_newest", fields=("occurred_on", "id"), condition=Q(superseded_at=None)),
            models.Index(
                name="record_of_kind", fields=("kind", "occurred_on", "id"), condition=Q(superseded_at=None)
            ),
            models.Index(
                name="record_due",
                fields=("due_on",),
                condition=Q(closed_on__isnull=True, superseded_at__isnull=True, due_on__isnull=False),
            ),
            models.Index(name="record_open", fields=("body", "entered_at"), condition=Q(state__in=OPEN)),
        )
        constraints = (
            models.CheckConstraint(name="record_state", condition=Q(state__in=State.values)),
            models.CheckConstraint(name="record_change", condition=Q(change__in=Change.values)),
            _not_before("record_due_after_it_happened", "due_on"),
            _not_before("record_closed_after_it_happened", "closed_on"),
            models.CheckConstraint(
                name="record_numbers",
                condition=(Q(inspected__isnull=True) | Q(inspected__gte=0))
                & (Q(passed__isnull=True) | Q(passed__gte=0))
                & (Q(inspected__isnull=True) | Q(passed__isnull=True) | Q(passed__lte=F("inspected"))),
            ),
            models.CheckConstraint(
                name="record_counts_once_verified",
                condition=Q(state=State.VERIFIED, recorded_at__isnull=False)
                | (~Q(state=State.VERIFIED) & Q(recorded_at__isnull=True, superseded_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="record_superseded_later",
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gt=F("recorded_at")),
            ),
            models.CheckConstraint(
                name="record_seen_by_two",
                condition=Q(entered_by__isnull=True)
                | ~Q(state=State.VERIFIED)
                | (Q(verified_by__isnull=False) & ~Q(verified_by=F("entered_by"))),
            ),
            models.CheckConstraint(
                name="record_changed_for_a_reason",
                condition=Q(change=Change.ENTRY) | (~Q(reason="") & ~Q(ground="")),
            ),
            models.CheckConstraint(
                name="record_returned_for_a_reason",
                condition=~Q(state=State.RETURNED) | ~Q(returned_because=""),
            ),
            models.UniqueConstraint(
                name="record_version_once", fields=("source", "record_id", "recorded_at")
            ),
            models.UniqueConstraint(
                name="record_one_in_force",
                fields=("source", "record_id"),
                condition=Q(state=State.VERIFIED, superseded_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="record_one_change_at_a_time",
                fields=("source", "record_id"),
                condition=Q(state__in=OPEN),
            ),
        )

    def __str__(self) -> str:
        """Give what it is, of whom, and its number."""
        return f"{kind_label(self.kind)} {self.record_id}"

    @property
    def kind_label(self) -> str:
        """How the kind reads."""
        return kind_label(self.kind)

    @property
    def outcome_label(self) -> str:
        """How the outcome reads."""
        return outcome_label(self.kind, self.outcome)

    @property
    def facts(self) -> Facts:
        """What it says."""
        values: dict[str, Any] = {name: getattr(self, name) for name in NAMES}
        return Facts(**values)

    @property
    def in_force(self) -> bool:
        """Whether it counts today."""
        return self.state == State.VERIFIED and self.superseded_at is None and self.change != Change.ANNULMENT


class Transfer(models.Model):
    """One time that an archive as a whole came in, or went out, as the library's three tables."""

    class Direction(models.TextChoices):
        """Which way."""

        IN = "in", _("转入")
        OUT = "out", _("转出")

    direction = models.CharField(_("方向"), max_length=8, choices=Direction)
    at = models.DateTimeField(_("时间"))
    enterprises = models.PositiveIntegerField(_("企业"))
    products = models.PositiveIntegerField(_("产品"))
    records = models.PositiveIntegerField(_("记录"))
    fingerprint = models.CharField(_("指纹"), max_length=64, blank=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        """Give which way, and how much."""
        return f"{self.get_direction_display()} {self.enterprises}"


class Reply(models.Model):
    """The enterprise's own words beside a fact, whatever its version; the latest is shown. Replies only grow."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="replies")
    source = models.CharField(_("提供单位"), max_length=64)
    record_id = models.CharField(_("记录编号"), max_length=128)
    words = models.TextField(_("企业的说明"))
    at = models.DateTimeField(_("时间"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("说明人"))

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("source", "record_id"), name="reply_fact"),)
        constraints = (models.CheckConstraint(name="reply_says_something", condition=~Q(words="")),)

    def __str__(self) -> str:
        """Give the words."""
        return self.words


class Evidence(models.Model):
    """The scan of a document behind a version; the file itself lies under its SHA-256."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="evidence")
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    media_type = models.CharField(_("类型"), max_length=32)
    size = models.PositiveIntegerField(_("字节数"))
    name = models.CharField(_("文件名"), max_length=200)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("附上人"))
    added_at = models.DateTimeField(_("附上时间"))

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(name="evidence_once", fields=("record", "sha256")),)

    def __str__(self) -> str:
        """Give the name of the file."""
        return self.name


class Batch(models.Model):
    """A sheet of records of one kind, entered as one and verified as one; the file lies under its SHA-256."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("录入单位"))
    kind = models.CharField(_("记录种类"), max_length=48)
    name = models.CharField(_("文件名"), max_length=200)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    state = models.CharField(_("状态"), max_length=16, choices=State, default=State.DRAFT)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("录入人"))
    entered_at = models.DateTimeField(_("录入时间"))
    verified_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("核对人")
    )
    returned_because = models.CharField(_("退回理由"), max_length=400, blank=True)
    rows = models.PositiveIntegerField(_("行数"), default=0)
    count = models.PositiveIntegerField(_("记录"), default=0)

    class Meta:
        ordering = ("-entered_at", "-pk")
        constraints = (
            models.CheckConstraint(name="batch_state", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="batch_seen_by_two",
                condition=~Q(state=State.VERIFIED)
                | (Q(verified_by__isnull=False) & ~Q(verified_by=F("entered_by"))),
            ),
        )

    def __str__(self) -> str:
        """Give what it is, and the name of the file."""
        return f"{kind_label(self.kind)} {self.name}"

    @property
    def kind_label(self) -> str:
        """How the kind reads."""
        return kind_label(self.kind)


class BatchRow(models.Model):
    """A record of a batch, and the row of the sheet that it begins in."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="entries")
    record = models.OneToOneField(Record, models.PROTECT, related_name="batch_row")
    row = models.PositiveIntegerField(_("行"))

    class Meta:
        ordering = ("row",)

    def __str__(self) -> str:
        """Give the row."""
        return str(self.row)
