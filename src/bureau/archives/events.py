"""What archives tell the audit."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Event(TextChoices):
    """An event of archives."""

    ENTERED = "archives.entered", _("录入记录")
    AMENDED = "archives.amended", _("修改待核对的记录")
    WITHDRAWN = "archives.withdrawn", _("撤回待核对的记录")
    VERIFIED = "archives.verified", _("核对记录")
    RETURNED = "archives.returned", _("退回记录")
    ATTACHED = "archives.attached", _("附上文书扫描件")
    BATCH_ENTERED = "archives.batch_entered", _("批量录入")
    BATCH_VERIFIED = "archives.batch_verified", _("核对批量录入")
    BATCH_RETURNED = "archives.batch_returned", _("退回批量录入")
    BATCH_WITHDRAWN = "archives.batch_withdrawn", _("撤回批量录入")
    LOADED = "archives.loaded", _("载入档案")
    EXPORTED = "archives.exported", _("导出档案")
    REPLIED = "archives.replied", _("企业说明")
    IMPOSED = "archives.imposed", _("按办理结果变动记录")
