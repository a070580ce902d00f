"""Commitments to decisions, their places in the log, its tiles and what was signed of it. All of them only grow."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bureau.grades.models import Decision


class Leaf(models.Model):
    """A commitment with its salt, made in the transaction of its decision; without one where it fills the log up."""

    decision = models.OneToOneField(
        Decision, models.PROTECT, null=True, related_name="leaf", verbose_name=_("决定")
    )
    salt = models.BinaryField(_("盐值"))
    commitment = models.BinaryField(_("承诺"))

    def __str__(self) -> str:
        """Give the commitment."""
        return bytes(self.commitment).hex()


class Place(models.Model):
    """Where a commitment stands in the log, from 0. It gets its place when a checkpoint is signed, among others by lot."""

    index = models.BigIntegerField(_("位置"), primary_key=True)
    leaf = models.OneToOneField(Leaf, models.PROTECT, related_name="place", verbose_name=_("承诺"))

    class Meta:
        ordering = ("index",)
        constraints = (models.CheckConstraint(name="place_from_zero", condition=Q(index__gte=0)),)

    def __str__(self) -> str:
        """Give the place."""
        return str(self.index)


class LogTile(models.Model):
    """Hashes of the log, as they are published at a path of C2SP tlog-tiles."""

    path = models.CharField(_("路径"), max_length=100, unique=True)
    content = models.BinaryField(_("内容"))

    def __str__(self) -> str:
        """Give its path."""
        return self.path


class SignedCheckpoint(models.Model):
    """A checkpoint as it was signed; the next one is longer."""

    size = models.BigIntegerField(_("条数"), unique=True)
    text = models.TextField(_("内容"))
    signed_at = models.DateTimeField(_("签署时间"))

    class Meta:
        ordering = ("-size",)
        constraints = (models.CheckConstraint(name="checkpoint_of_something", condition=Q(size__gt=0)),)

    def __str__(self) -> str:
        """Give how long the log was."""
        return str(self.size)
