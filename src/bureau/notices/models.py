"""Up to when someone has looked, and where he wants to be written to. Notices themselves are no rows: see sources.py."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.accounts.models import Body, Person


class Look(models.Model):
    """Up to when a person, at work for a body, has seen what is new of one kind."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="looks")
    body = models.ForeignKey(Body, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        ordering = ("kind",)
        constraints = (models.UniqueConstraint(name="look_once", fields=("person", "body", "kind")),)

    def __str__(self) -> str:
        """Give the kind."""
        return self.kind


class Wish(models.TextChoices):
    """How often someone wants to be written to."""

    NEVER = "never", _("不发邮件")
    DAILY = "daily", _("每天一封")
    SOON = "soon", _("随时，一小时之内最多一封")


class Mailbox(models.Model):
    """Where a person wants to be written to. Nothing is sent to an address that he has not confirmed.

    What was new up to `told_until` has been told; that it moves only once a letter is out is the whole queue.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="mailbox")
    address = models.EmailField(_("邮箱"), max_length=200, blank=True)
    wish = models.CharField(_("多久一封"), max_length=8, choices=Wish, default=Wish.DAILY)
    language = models.CharField(max_length=8)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(_("确认时间"), null=True)
    told_until = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.CheckConstraint(name="mailbox_wish", condition=models.Q(wish__in=Wish.values)),)

    def __str__(self) -> str:
        """Give whose it is; the address is nobody else's business."""
        return str(self.person)
