"""Lists of cases."""

import django_tables2 as tables
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bureau.procedures.models import Case, HolidayNotice
from bureau.ui.tables import ListTable


class CaseTable(ListTable):
    """Cases, the most urgent first."""

    caption: str | Promise = _("办理事项")
    empty_hint: str | Promise = _("换一个范围或者事项再查。")
    number = tables.Column(_("编号"), linkify=("case", {"pk": tables.A("pk")}), order_by="pk")
    kind = tables.Column(_("事项"), accessor="get_kind_display")
    enterprise = tables.Column(_("企业"))
    state = tables.TemplateColumn(template_name="procedures/state.html", verbose_name=_("状态"))
    due_on = tables.TemplateColumn(template_name="procedures/due.html", verbose_name=_("期限"))
    body = tables.Column(_("承办单位"))

    class Meta:
        model = Case
        fields = ("number", "kind", "enterprise", "state", "due_on", "body")
        sequence = fields
        empty_text = _("没有这样的事项")
        orderable = False


class HolidayTable(ListTable):
    """Notices of holidays."""

    caption: str | Promise = _("放假安排")
    empty_hint: str | Promise = _(
        "2004 年至 2026 年的放假安排随系统所带；以后各年由国家质检部门按放假通知录入。"
    )
    year = tables.Column(_("年份"))
    document = tables.Column(_("文书号"))
    person = tables.Column(_("录入人"))
    at = tables.DateTimeColumn(verbose_name=_("时间"), format="Y-m-d H:i")

    class Meta:
        model = HolidayNotice
        fields = ("year", "document", "person", "at")
        sequence = fields
        empty_text = _("没有另外录入过")
        orderable = False
