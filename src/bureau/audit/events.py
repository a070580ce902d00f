"""What the audit itself tells."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Event(TextChoices):
    """An event of the audit."""

    LIST_EXPORTED = "audit.list_exported", _("导出名单")
