"""What accounts tell the audit."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Event(TextChoices):
    """An event of accounts."""

    BODY_ADDED = "accounts.body_added", _("设立单位")
    BODY_CLOSED = "accounts.body_closed", _("撤销单位")
    PERSON_INVITED = "accounts.person_invited", _("邀请人员")
    LINK_RENEWED = "accounts.link_renewed", _("重发登录链接")
    PASSWORD_SET = "accounts.password_set", _("设置密码")
    ROLE_GIVEN = "accounts.role_given", _("授予角色")
    ROLE_WITHDRAWN = "accounts.role_withdrawn", _("收回角色")
    PERSON_DEACTIVATED = "accounts.person_deactivated", _("停用人员")
    PERSON_REACTIVATED = "accounts.person_reactivated", _("恢复人员")
    DELEGATION_GIVEN = "accounts.delegation_given", _("授权下级单位")
    DELEGATION_REVOKED = "accounts.delegation_revoked", _("收回授权")
    ADMINISTRATOR_APPOINTED = "accounts.administrator_appointed", _("设立首位管理员")
    FILTER_SAVED = "accounts.filter_saved", _("保存筛选")
    FILTER_FORGOTTEN = "accounts.filter_forgotten", _("删去筛选")
