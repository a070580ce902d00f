"""Lists of bodies, people and delegations."""

from typing import Any

import django_tables2 as tables
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bureau.accounts.models import Body, Delegation, Person
from bureau.ui.tables import ListTable


class BodyTable(ListTable):
    """Bodies."""

    caption: str | Promise = _("单位名录")
    empty_hint: str | Promise = _("换一个名称或者类别再查。")
    name = tables.Column(_("名称"), linkify=("body", {"code": tables.A("code")}), accessor="pk")
    kind = tables.Column(_("类别"))
    region = tables.Column(_("区域"))
    code = tables.Column(_("代码"))

    def render_name(self, record: Body) -> str:
        """Give the name in the reader's language."""
        return str(record)

    class Meta:
        empty_text = _("没有符合条件的单位")
        orderable = False


class RegionTable(ListTable):
    """Regions of GB/T 2260; a name leads to the regions below it."""

    caption: str | Promise = _("行政区划")
    empty_hint: str | Promise = _("换一个名称、代码或者级别再查。")
    name = tables.TemplateColumn(template_name="accounts/region_name.html", verbose_name=_("名称"))
    code = tables.Column(_("代码"))
    level = tables.Column(_("级别"))
    parent = tables.Column(_("上级"))
    valid_from = tables.DateColumn(verbose_name=_("自"), format="Y-m-d")
    valid_to = tables.DateColumn(verbose_name=_("至"), format="Y-m-d")

    class Meta:
        empty_text = _("没有符合条件的区域")
        orderable = False


class PersonTable(ListTable):
    """People with their roles."""

    caption: str | Promise = _("人员")
    empty_hint: str | Promise = _("邀请第一位人员，或者换一个条件再查。")
    name = tables.Column(_("姓名"), linkify=("person", {"username": tables.A("username")}))
    username = tables.Column(_("用户名"))
    memberships = tables.Column(_("角色"), accessor="pk")
    is_active = tables.TemplateColumn(template_name="accounts/state.html", verbose_name=_("状态"))

    def render_memberships(self, record: Any) -> str:  # noqa: ANN401 - a person with his current memberships
        """Give the roles with their bodies."""
        return "；".join(f"{one.body} · {one.get_role_display()}" for one in record.current) or "—"

    class Meta:
        model = Person
        fields = ("name", "username", "memberships", "is_active")
        empty_text = _("还没有人员")
        orderable = False


class DelegationTable(ListTable):
    """Delegations."""

    caption: str | Promise = _("授权")
    empty_hint: str | Promise = _("需要下级单位办理的事项，可以授权给它，到期自动失效。")
    action = tables.Column(_("事项"))
    giver = tables.Column(_("授权单位"))
    taker = tables.Column(_("被授权单位"))
    ground = tables.Column(_("依据"))
    expires_on = tables.DateColumn(verbose_name=_("有效期至"), format="Y-m-d")
    state = tables.TemplateColumn(template_name="accounts/delegation_state.html", verbose_name=_("状态"))

    class Meta:
        model = Delegation
        fields = ("action", "giver", "taker", "ground", "expires_on", "state")
        empty_text = _("没有授权")
        orderable = False
