"""What the store refuses, each with a sentence."""

from django.core.exceptions import ValidationError


class ReleaseRefused(ValidationError):
    """An entry cannot be put into the store, or cannot be changed in it."""


class AlreadyListed(ReleaseRefused):
    """The enterprise stands in the register by another decision, or by this one in other words."""


class NotListed(ReleaseRefused):
    """There is no such entry to correct or to withdraw."""


class PersonalData(ReleaseRefused):
    """A text has the number of a natural person in it."""
