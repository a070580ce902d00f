"""What notices tell the audit."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Event(TextChoices):
    """An event of notices."""

    SEEN = "notices.seen", _("看过通知")
    ASKED = "notices.asked", _("登记邮箱")
    CONFIRMED = "notices.confirmed", _("确认邮箱")
    STOPPED = "notices.stopped", _("取消邮箱")
    MAILED = "notices.mailed", _("发出提醒邮件")
