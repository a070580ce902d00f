"""The tables of the public store. No column of them can hold a grade that is not published; the database refuses it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

CODE, SHA256 = 18, 64
# Counts below this one are never shown, and cannot be stored.
LEAST = 10


class Listing(models.TextChoices):
    """The two lists that are public."""

    A = "A", _("守信企业")
    D = "D", _("严重失信企业")


class Because(models.TextChoices):
    """Why an entry was withdrawn. One word says both that an enterprise left and that it no longer may stay."""

    ENDED = "ended", _("公示终止：企业退出，或者公示的条件不再具备")
    ANNULLED = "annulled", _("所依据的文书已经撤销")
    REPAIRED = "repaired", _("企业已经改正，完成信用修复")
    MISTAKEN = "mistaken", _("公示有误")
    RENEWED = "renewed", _("由新的公示接续")


# What is said of an A that goes; none of it says what the enterprise is now.
OF_AN_A = (Because.ENDED, Because.MISTAKEN, Because.RENEWED)


class Kind(models.TextChoices):
    """What a change of the register is."""

    RELEASED = "released", _("公示了")
    CORRECTED = "corrected", _("更正了")
    WITHDRAWN = "withdrawn", _("撤下了")
    EXPIRED = "expired", _("到期了")
    DAY = "day", _("当日完毕")


class Measure(models.TextChoices):
    """What is counted for the public."""

    GRADED = "graded", _("已经定级的企业")
    LISTED_A = "listed_a", _("公示的守信企业")
    LISTED_D = "listed_d", _("公示的严重失信企业")


class Entry(models.Model):
    """An entry of the register, by the decision that put it there."""

    listing = models.CharField(max_length=1, choices=Listing)
    code = models.CharField(max_length=CODE)
    name = models.CharField(max_length=200)
    region = models.CharField(max_length=6)
    region_name = models.CharField(max_length=100)
    products = models.JSONField(default=list)
    # Of a D, clause by clause: {"clause": …, "text": …, "facts": […]}. Gone when the entry is withdrawn.
    facts = models.JSONField(null=True)
    decision = models.CharField(max_length=100)
    grounds = models.TextField(blank=True)
    reply = models.TextField(blank=True)
    published_on = models.DateField()
    # The last day on which the entry, or the notice that it was withdrawn, is shown.
    expires_on = models.DateField(db_index=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_because = models.CharField(max_length=10, blank=True, choices=Because)
    # What opens the commitment of the decision in the log.
    opening = models.JSONField(null=True)
    # Of the change that made the entry what it is.
    sequence = models.BigIntegerField(db_index=True)
    # What it is found by; see `words`.
    folded = models.TextField(editable=False)
    words = models.TextField(editable=False)

    class Meta:
        verbose_name_plural = "entries"
        constraints = (
            models.CheckConstraint(name="entry_list_is_public", condition=Q(listing__in=Listing.values)),
            models.CheckConstraint(
                name="entry_facts_are_of_a_d_that_stands",
                condition=Q(listing=Listing.D, withdrawn_on__isnull=True, facts__isnull=False)
                | Q(listing=Listing.A, facts__isnull=True)
                | Q(withdrawn_on__isnull=False, facts__isnull=True),
            ),
            models.CheckConstraint(
                name="entry_is_withdrawn_for_a_reason",
                condition=Q(withdrawn_on__isnull=True, withdrawn_because="")
                | Q(withdrawn_on__isnull=False, withdrawn_because__in=Because.values),
            ),
            models.CheckConstraint(
                name="entry_of_a_says_no_more_than_that_it_ended",
                condition=Q(listing=Listing.D) | Q(withdrawn_because__in=("", *OF_AN_A)),
            ),
            models.CheckConstraint(name="entry_expires", condition=Q(expires_on__gt=F("published_on"))),
            models.UniqueConstraint(name="entry_by_decision", fields=("code", "decision")),
            models.UniqueConstraint(
                name="entry_stands_once", fields=("code",), condition=Q(withdrawn_on__isnull=True)
            ),
        )

    def __str__(self) -> str:
        """Give the name."""
        return self.name


class Change(models.Model):
    """A link of the chain. It stays for ever; what it said of an entry goes when a later one says otherwise."""

    sequence = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField(db_index=True)
    code = models.CharField(max_length=CODE, blank=True, db_index=True)
    decision = models.CharField(max_length=100, blank=True)
    snapshot = models.JSONField(null=True)
    content = models.CharField(max_length=SHA256)
    previous = models.CharField(max_length=SHA256)
    sha256 = models.CharField(max_length=SHA256, unique=True)

    class Meta:
        ordering = ("sequence",)
        constraints = (
            models.CheckConstraint(name="change_is_of_a_kind", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="change_of_a_day_is_empty",
                condition=Q(kind=Kind.DAY, code="") | (~Q(kind=Kind.DAY) & ~Q(code="")),
            ),
        )

    def __str__(self) -> str:
        """Give its number."""
        return str(self.sequence)


class Statistic(models.Model):
    """How many, of a region or of all; nothing stands where it would be few."""

    on = models.DateField()
    measure = models.CharField(max_length=10, choices=Measure)
    region = models.CharField(max_length=6, blank=True)
    count = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ("measure", "region")
        constraints = (
            models.CheckConstraint(name="statistic_is_known", condition=Q(measure__in=Measure.values)),
            models.CheckConstraint(
                name="statistic_is_not_small", condition=Q(count__isnull=True) | Q(count__gte=LEAST)
            ),
            models.UniqueConstraint(name="statistic_once", fields=("measure", "region")),
        )

    def __str__(self) -> str:
        """Give what is counted where."""
        return f"{self.measure} {self.region}"


class Document(models.Model):
    """A public text of the bureau as data: the standard with its rules, a checkpoint of the log."""

    slug = models.SlugField()
    language = models.CharField(max_length=7, blank=True)
    content = models.JSONField()
    sha256 = models.CharField(max_length=SHA256)
    released_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(name="document_once", fields=("slug", "language")),)

    def __str__(self) -> str:
        """Give its name."""
        return self.slug


class Tile(models.Model):
    """A tile of the log of commitments: hashes, and nothing that they were made of."""

    path = models.CharField(max_length=100, unique=True)
    hashes = models.BinaryField()

    def __str__(self) -> str:
        """Give its path."""
        return self.path


class Freshness(models.Model):
    """One row: when the store was last written, and where its chain ends. Writers wait for each other on it."""

    released_at = models.DateTimeField()
    marked_on = models.DateField(null=True)
    sequence = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=SHA256)

    class Meta:
        verbose_name_plural = "freshness"
        constraints = (models.CheckConstraint(name="freshness_is_one_row", condition=Q(pk=1)),)

    def __str__(self) -> str:
        """Give where the chain ends."""
        return str(self.sequence)
