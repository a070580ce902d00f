"""Lists of enterprises."""

import django_tables2 as tables
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bureau.enterprises.models import Enterprise
from bureau.ui.tables import ListTable


class EnterpriseTable(ListTable):
    """Enterprises, with the names of their regions."""

    caption: str | Promise = _("企业名录")
    empty_hint: str | Promise = _("换一个名称、代码或者区域再查；名称写两个字就能查。")
    name = tables.Column(_("名称"), linkify=("enterprise", {"code": tables.A("code")}))
    code = tables.Column(_("统一社会信用代码"))
    region_name = tables.Column(_("区域"), empty_values=())
    industry = tables.Column(_("行业"))
    established_on = tables.DateColumn(verbose_name=_("设立日期"), format="Y-m-d")
    state = tables.TemplateColumn(template_name="enterprises/state.html", verbose_name=_("状态"))

    def render_region_name(self, record: Enterprise, value: str | None) -> str:
        """Give the name of the region, or its code where it is not known."""
        return value or record.region

    class Meta:
        model = Enterprise
        fields = ("name", "code", "region_name", "industry", "established_on", "state")
        empty_text = _("没有符合条件的企业")
        orderable = False
