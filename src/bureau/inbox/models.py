"""The tables of the inbox. What lies in them is sealed: whoever reads them learns that somebody wrote, and when."""

from django.db import models

SHA256 = 64


class Letter(models.Model):
    """A report, sealed for the bureau alone; the portal writes it, and the bureau takes it away."""

    number = models.CharField(max_length=16, primary_key=True)
    sealed = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "number")

    def __str__(self) -> str:
        """Give its number."""
        return self.number


class Answer(models.Model):
    """An answer, sealed for whoever has number and secret of the receipt; found by the SHA-256 of both."""

    lookup = models.CharField(max_length=SHA256, primary_key=True)
    sealed = models.BinaryField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Give what it is found by."""
        return self.lookup


class Key(models.Model):
    """One row: the public half of the key for which letters are sealed."""

    public = models.BinaryField()

    class Meta:
        constraints = (models.CheckConstraint(name="key_is_one_row", condition=models.Q(pk=1)),)

    def __str__(self) -> str:
        """Give it in hexadecimal digits."""
        return bytes(self.public).hex()


class Tally(models.Model):
    """How often something was done from one address in one hour; the address itself is not kept."""

    key = models.CharField(max_length=SHA256)
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "tallies"
        constraints = (models.UniqueConstraint(name="tally_once", fields=("key", "hour")),)

    def __str__(self) -> str:
        """Give how often."""
        return str(self.count)
