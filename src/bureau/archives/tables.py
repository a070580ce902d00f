"""Lists of archives."""

import django_tables2 as tables
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bureau.archives.models import Batch, Record
from bureau.ui.tables import ListTable


class RecordTable(ListTable):
    """Records on their way."""

    caption: str | Promise = _("待核对")
    empty_hint: str | Promise = _("同事录入以后，在这里核对。")
    entered_at = tables.DateTimeColumn(verbose_name=_("录入时间"), format="Y-m-d H:i")
    enterprise = tables.Column(_("企业"), linkify=("dossier", {"code": tables.A("enterprise_id")}))
    kind = tables.Column(_("记录种类"), linkify=("record", {"pk": tables.A("pk")}))
    outcome = tables.Column(_("结果"))
    change = tables.Column(_("变动"))
    entered_by = tables.Column(_("录入人"))

    def render_kind(self, record: Record) -> str:
        """Give how the kind reads."""
        return record.kind_label

    def render_outcome(self, record: Record) -> str:
        """Give how the outcome reads."""
        return record.outcome_label

    class Meta:
        model = Record
        fields = ("entered_at", "enterprise", "kind", "outcome", "change", "entered_by")
        empty_text = _("没有待核对的记录")
        orderable = False


class UnfinishedTable(RecordTable):
    """Records that their recorders have to finish."""

    caption: str | Promise = _("待完成")
    empty_hint: str | Promise = _("存为草稿的、核对时退回的，在这里接着办。")
    state = tables.Column(_("状态"))
    returned_because = tables.Column(_("退回理由"))

    class Meta:
        model = Record
        orderable = False
        fields = ("entered_at", "enterprise", "kind", "outcome", "state", "returned_because", "entered_by")
        sequence = fields
        exclude = ("change",)
        empty_text = _("没有待完成的记录")


class FoundTable(ListTable):
    """Records that count, across enterprises."""

    caption: str | Promise = _("查记录")
    empty_hint: str | Promise = _("换一个种类、期限或者区域再查。")
    most = 10_000
    enterprise = tables.Column(_("企业"), linkify=("dossier", {"code": tables.A("enterprise_id")}))
    code = tables.Column(_("统一社会信用代码"), accessor="enterprise_id")
    kind = tables.Column(_("记录种类"), linkify=("record", {"pk": tables.A("pk")}))
    outcome = tables.Column(_("结果"))
    occurred_on = tables.DateColumn(verbose_name=_("发生日期"), format="Y-m-d")
    due_on = tables.DateColumn(verbose_name=_("期限"), format="Y-m-d")
    closed_on = tables.DateColumn(verbose_name=_("了结日期"), format="Y-m-d")
    source = tables.Column(_("提供单位"))

    def render_kind(self, record: Record) -> str:
        """Give how the kind reads."""
        return record.kind_label

    def value_kind(self, record: Record) -> str:
        """Give the same for a file."""
        return record.kind_label

    def render_outcome(self, record: Record) -> str:
        """Give how the outcome reads."""
        return record.outcome_label

    def value_outcome(self, record: Record) -> str:
        """Give the same for a file."""
        return record.outcome_label

    class Meta:
        model = Record
        fields = ("enterprise", "code", "kind", "outcome", "occurred_on", "due_on", "closed_on", "source")
        empty_text = _("没有符合条件的记录")
        orderable = False


class BatchTable(ListTable):
    """Sheets of records."""

    caption: str | Promise = _("批量导入")
    empty_hint: str | Promise = _("先下载模板，填好再导入。")
    verifies = False
    entered_at = tables.DateTimeColumn(verbose_name=_("录入时间"), format="Y-m-d H:i")
    name = tables.TemplateColumn(template_name="archives/batch_name.html", verbose_name=_("文件名"))
    kind = tables.Column(_("记录种类"))
    count = tables.Column(_("记录"))
    state = tables.TemplateColumn(template_name="archives/state.html", verbose_name=_("状态"))
    entered_by = tables.Column(_("录入人"))

    def render_kind(self, record: Batch) -> str:
        """Give how the kind reads."""
        return record.kind_label

    class Meta:
        model = Batch
        fields = ("entered_at", "name", "kind", "count", "state", "entered_by")
        empty_text = _("没有批量导入")
        orderable = False
