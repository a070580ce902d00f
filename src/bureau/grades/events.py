"""What grades tell the audit."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Event(TextChoices):
    """An event of grades. What a change of the archive does to a grade is told by the event of that change."""

    REGRADED = "grades.regraded", _("重新定级")
