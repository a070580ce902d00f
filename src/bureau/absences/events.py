"""What absences tell the audit."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Event(TextChoices):
    """An event of absences."""

    ENTERED = "absences.entered", _("登记不在岗")
    ENDED = "absences.ended", _("登记回岗")
    PASSED_ON = "absences.passed_on", _("移交经办的工作")
