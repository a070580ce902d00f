"""What measures tell the audit."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Event(TextChoices):
    """An event of measures."""

    FOLLOWED = "measures.followed", _("措施随等级变动")
    PROPOSED = "measures.proposed", _("提出措施的决定")
    RETURNED = "measures.returned", _("退回措施的决定")
    DONE = "measures.done", _("办结措施")
    ASSIGNED = "measures.assigned", _("指定经办人")
    DRAWN = "measures.drawn", _("抽取检查对象")
