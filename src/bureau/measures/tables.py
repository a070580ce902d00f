"""Lists of measures."""

import django_tables2 as tables
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bureau.measures.models import Task
from bureau.ui.tables import ListTable


class TaskTable(ListTable):
    """Measures, the most urgent first."""

    caption: str | Promise = _("监管措施")
    empty_hint: str | Promise = _("换一个范围或者措施再查。措施随等级自动开始和终止。")
    label = tables.Column(_("措施"), linkify=("measure", {"pk": tables.A("pk")}), order_by="code")
    enterprise = tables.Column(_("企业"), linkify=("measures_of", {"code": tables.A("enterprise_id")}))
    state = tables.TemplateColumn(template_name="measures/state.html", verbose_name=_("状态"))
    due_on = tables.DateColumn(verbose_name=_("期限"), format="Y-m-d")
    assignee = tables.Column(_("经办人"))
    body = tables.Column(_("承办单位"))

    class Meta:
        model = Task
        fields = ("label", "enterprise", "state", "due_on", "assignee", "body")
        sequence = fields
        empty_text = _("没有这样的措施")
        orderable = False
