"""What the log of decisions tells the audit."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Event(TextChoices):
    """An event of the log. That a decision was committed to is told by the event of that decision."""

    SIGNED = "ledger.checkpoint_signed", _("签署日志的检查点")
    POCKET = "ledger.pocket_taken", _("下载随身文件")
