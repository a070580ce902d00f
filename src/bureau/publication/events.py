"""What publication tells the audit."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Event(TextChoices):
    """An event of publication."""

    RULED = "publication.ruled", _("决定公示或者不公示")
    DISPATCHED = "publication.dispatched", _("交公开数据库")
    SETTLED = "publication.settled", _("公开数据库的结果")
    REPLIED = "publication.replied", _("企业对公示的说明")
