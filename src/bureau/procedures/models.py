"""Cases and their steps. Steps only grow: triggers of the database refuse to change one."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bureau.accounts.models import Body, Person
from bureau.accounts.scopes import Standing
from bureau.archives.models import Record
from bureau.enterprises.models import Enterprise
from bureau.procedures.ways import PROCEDURES, Kind
from bureau.procedures.ways.shapes import Procedure, State, Words

# Steps that lead from no state of a procedure, or to none.
OPEN, TRANSFER = "open", "transfer"
OUTSIDE = {OPEN: _("立案"), TRANSFER: _("移交")}


class Case(models.Model):
    """One procedure about one enterprise, by the body that acts on it; `state` says how far it is."""

    kind = models.CharField(_("事项"), max_length=16, choices=Kind)
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="cases", verbose_name=_("企业"), db_index=False
    )
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("承办单位"))
    record = models.ForeignKey(
        Record, models.PROTECT, null=True, related_name="cases", verbose_name=_("记录")
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    laboratory = models.ForeignKey(
        Body, models.PROTECT, null=True, related_name="+", verbose_name=_("检验单位")
    )
    state = models.CharField(_("状态"), max_length=24)
    opened_at = models.DateTimeField(_("立案时间"))
    entered_at = models.DateTimeField(_("进入现状态的时间"))
    due_on = models.DateField(_("期限"), null=True)
    # Working days whose last day nobody can tell until the year's notice of holidays is entered.
    waiting_days = models.PositiveSmallIntegerField(_("待定期限的工作日"), default=0)
    late_since = models.DateField(_("逾期"), null=True)
    closed_at = models.DateTimeField(_("结案时间"), null=True)
    standing_outcome = models.BooleanField(_("结果生效中"), default=False)
    version = models.PositiveIntegerField(_("版本"), default=0)
    data = models.JSONField(_("内容"), default=dict)

    class Meta:
        ordering = ("due_on", "pk")
        indexes = (
            models.Index(fields=("enterprise", "kind"), name="case_enterprise"),
            models.Index(fields=("due_on",), name="case_due", condition=Q(closed_at__isnull=True)),
            models.Index(fields=("body", "kind"), name="case_body", condition=Q(closed_at__isnull=True)),
        )
        constraints = (
            models.CheckConstraint(name="case_kind", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="case_state",
                condition=models.Q(
                    *(Q(kind=kind, state__in=list(one.states)) for kind, one in PROCEDURES.items()),
                    _connector=Q.OR,
                ),
            ),
            models.UniqueConstraint(
                name="case_once_at_a_time",
                fields=("enterprise", "kind", "body"),
                condition=Q(closed_at__isnull=True, record__isnull=True, standing_outcome=False)
                & ~Q(kind__in=(Kind.UNDOING, Kind.RECTIFICATION)),
            ),
            models.UniqueConstraint(
                name="case_one_outcome_stands",
                fields=("enterprise", "kind", "body"),
                condition=Q(closed_at__isnull=True, standing_outcome=True),
            ),
            models.UniqueConstraint(
                name="case_one_objection_to_a_record",
                fields=("record",),
                condition=Q(closed_at__isnull=True, kind=Kind.OBJECTION),
            ),
        )

    def __str__(self) -> str:
        """Give the number, what it is, and about whom."""
        return f"{self.number} {self.procedure.label} {self.enterprise.name}"

    @property
    def number(self) -> str:
        """The number of the case, as papers name it."""
        return f"{self.opened_at:%Y}-{self.pk or 0:06d}"

    @property
    def procedure(self) -> Procedure:
        """The states and ways of its kind."""
        return PROCEDURES[self.kind]

    @property
    def state_now(self) -> State:
        """The state in which it is."""
        return self.procedure.states[self.state]

    @property
    def state_label(self) -> Words:
        """How its state reads."""
        return self.state_now.label

    @property
    def tone(self) -> str:
        """Whether it is late, on its way, in effect, or ended, as a tone of the design system."""
        if self.late_since:
            return "bad"
        if self.closed_at:
            return "plain"
        return self.state_now.tone if self.standing_outcome else "warn"

    @property
    def standing(self) -> Standing:
        """What it is to scopes: where its enterprise is, and which laboratory was asked."""
        whose = self.enterprise.standing
        assigned = frozenset({self.laboratory.code}) if self.laboratory else frozenset()
        return Standing(whose.region, whose.enterprise, exporter=whose.exporter, assigned=assigned)

    def is_late_on(self, day: date) -> bool:
        """Tell whether its deadline has passed: the last day counts."""
        return self.closed_at is None and self.due_on is not None and self.due_on < day


class Step(models.Model):
    """One step of a case, as it was taken: by whom, from which state to which, why, and with what."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    name = models.CharField(_("步骤"), max_length=24)
    state = models.CharField(_("原状态"), max_length=24, blank=True)
    to = models.CharField(_("新状态"), max_length=24)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("办理人"))
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+", verbose_name=_("单位"))
    at = models.DateTimeField(_("时间"))
    reason = models.TextField(_("理由"), blank=True)
    data = models.JSONField(_("内容"), default=dict)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("person", "case"), name="step_person"),)

    def __str__(self) -> str:
        """Give how the step reads."""
        return str(self.label)

    @property
    def label(self) -> Words:
        """How the step reads."""
        way = self.case.procedure.step(self.name)
        return way.label if way else OUTSIDE[self.name]

    @property
    def to_label(self) -> Words:
        """How the state reads to which it led."""
        return self.case.procedure.states[self.to].label


class Interest(models.Model):
    """Someone declared that he has an interest in a case, and takes no step in it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="interests")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("办理人"))
    reason = models.CharField(_("缘由"), max_length=400)
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(name="interest_once", fields=("case", "person")),)

    def __str__(self) -> str:
        """Give whose it is."""
        return str(self.person)


class HolidayNotice(models.Model):
    """The official notice of a year's holidays, as somebody entered it: days off, and weekends worked instead."""

    year = models.PositiveSmallIntegerField(_("年份"), unique=True)
    document = models.CharField(_("文书号"), max_length=200)
    days_off = models.JSONField(_("放假的日子"))
    days_worked = models.JSONField(_("调休上班的日子"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("录入人"))
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ("-year",)

    def __str__(self) -> str:
        """Give the year."""
        return str(self.year)

    def works_on(self, day: date) -> bool:
        """Tell whether people work on a day of the year."""
        said = day.isoformat()
        days: dict[str, Any] = {"off": self.days_off, "worked": self.days_worked}
        return said in days["worked"] or (said not in days["off"] and day.isoweekday() <= 5)  # noqa: PLR2004 - Friday


class Document(models.Model):
    """An official document that a step made: its number, to whom it goes, and its words. It stays as it is."""

    step = models.OneToOneField(Step, models.PROTECT, related_name="document")
    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("单位"))
    code = models.CharField(_("文书"), max_length=64)
    year = models.PositiveSmallIntegerField(_("年份"))
    sequence = models.PositiveIntegerField(_("顺序号"))
    number = models.CharField(_("文书号"), max_length=64, unique=True)
    at = models.DateTimeField(_("时间"))
    content = models.JSONField(_("内容"))

    class Meta:
        ordering = ("at", "pk")
        constraints = (models.UniqueConstraint(name="document_number", fields=("body", "year", "sequence")),)

    def __str__(self) -> str:
        """Give its number."""
        return self.number

    @property
    def title(self) -> str:
        """How it is called, to the reader."""
        language = "en" if (get_language() or "").startswith("en") else "zh"
        return str(self.content[language]["title"])

    @property
    def standing(self) -> Standing:
        """What it is to scopes."""
        return self.case.standing


class DocumentFile(models.Model):
    """A document as it was sent, in one form and language; the bytes lie under their SHA-256."""

    class Form(models.TextChoices):
        """How it is written."""

        PDF = "pdf", "PDF"
        DOCX = "docx", "Word"

    document = models.ForeignKey(Document, models.PROTECT, related_name="files")
    form = models.CharField(_("格式"), max_length=8, choices=Form)
    language = models.CharField(_("语言"), max_length=2)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveIntegerField(_("字节数"))
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(name="document_file_once", fields=("document", "form", "language")),
        )

    def __str__(self) -> str:
        """Give the form and the language."""
        return f"{self.get_form_display()} {self.language}"


class Wording(models.Model):
    """A body's own words of a document, in the place of those of the catalogue, once a second officer has confirmed them."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("单位"))
    code = models.CharField(_("文书"), max_length=64)
    texts = models.JSONField(_("内容"))
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    proposed_at = models.DateTimeField(_("提出时间"))
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("复核人")
    )
    decided_at = models.DateTimeField(_("复核时间"), null=True)
    in_force = models.BooleanField(_("采用"), default=False)
    returned_because = models.CharField(_("退回理由"), max_length=400, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                name="wording_one_proposal", fields=("body", "code"), condition=Q(decided_by__isnull=True)
            ),
            models.CheckConstraint(
                name="wording_seen_by_two",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="wording_decided_first", condition=Q(in_force=False) | Q(decided_by__isnull=False)
            ),
        )

    def __str__(self) -> str:
        """Give the title."""
        return str(self.texts["zh"]["title"])
