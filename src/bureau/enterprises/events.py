"""What enterprises tell the audit."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Event(TextChoices):
    """An event of enterprises."""

    REGISTERED = "enterprises.registered", _("登记企业")
    RENAMED = "enterprises.renamed", _("变更企业名称")
    CHANGED = "enterprises.changed", _("变更企业登记事项")
    DEREGISTERED = "enterprises.deregistered", _("注销企业")
    PRODUCT_ADDED = "enterprises.product_added", _("登记产品")
    PRODUCT_ENDED = "enterprises.product_ended", _("停止产品")
    SUCCEEDED = "enterprises.succeeded", _("登记企业承继")
