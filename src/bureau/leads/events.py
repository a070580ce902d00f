"""What leads tell the audit."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Event(TextChoices):
    """An event of leads."""

    RECEIVED = "leads.received", _("收到公众反映")
    OPENED = "leads.opened", _("受理公众反映")
    RECORDED = "leads.recorded", _("公众反映查实并已录入记录")
    ANSWERED = "leads.answered", _("答复公众反映")
    PASSED_ON = "leads.passed_on", _("移交公众反映")
