"""Lists of measures."""

import django_tables2 as tables
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bureau.archives.models import Record
from bureau.measures.ledger import TONES, Standing
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


class HonourTable(ListTable):
    """Honours, the latest first."""

    caption: str | Promise = _("荣誉和待遇台账")
    empty_hint: str | Promise = _("荣誉作为“荣誉”一类的记录录入质量档案，出现在这里。")
    subject = tables.Column(_("荣誉"), linkify=("record", {"pk": tables.A("pk")}), default="—")
    enterprise = tables.Column(_("企业"), linkify=("measures_of", {"code": tables.A("enterprise_id")}))
    occurred_on = tables.DateColumn(verbose_name=_("取得"), format="Y-m-d")
    due_on = tables.DateColumn(verbose_name=_("有效期至"), format="Y-m-d")
    body = tables.Column(_("授予单位"), default="—")
    stands = tables.Column(_("状态"))
    decision = tables.Column(_("决定"), linkify=("measure", {"pk": tables.A("decision")}), default="—")

    class Meta:
        model = Record
        fields = ("subject", "enterprise", "occurred_on", "due_on", "body", "stands", "decision")
        sequence = fields
        empty_text = _("没有这样的荣誉")
        orderable = False

    def render_stands(self, value: str) -> str:
        """Say how it stands."""
        standing = Standing(value)
        return format_html('<span class="badge {}">{}</span>', TONES[standing], standing.label)

    def render_decision(self) -> str:
        """Lead to the decision."""
        return gettext("见决定")

    def value_decision(self, value: int) -> int:
        """Give the number of the decision, in a file."""
        return value

    def value_stands(self, value: str) -> str:
        """Say how it stands, in a file."""
        return str(Standing(value).label)
