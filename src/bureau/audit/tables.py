"""Lists of the audit."""

import json

import django_tables2 as tables
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from bureau.audit.catalogue import title
from bureau.audit.models import Event, Read
from bureau.ui.tables import ListTable


class EventTable(ListTable):
    """Events."""

    caption: str | Promise = _("操作日志")
    empty_hint: str | Promise = _("换一个条件再查。")
    at = tables.DateTimeColumn(verbose_name=_("时间"), format="Y-m-d H:i:s")
    event = tables.Column(_("事项"))
    person_name = tables.Column(_("办理人"))
    object_label = tables.Column(_("对象"))
    change = tables.Column(_("变更"))

    def render_event(self, value: str) -> str:
        """Give how the event reads."""
        return title(value)

    def render_person_name(self, record: Event) -> str:
        """Give the person with his body."""
        return f"{record.person_name}（{record.body_code}）"

    def render_change(self, value: object) -> SafeString:
        """Give the change as it was written."""
        return format_html('<code class="change">{}</code>', json.dumps(value, ensure_ascii=False))

    class Meta:
        model = Event
        fields = ("at", "event", "person_name", "object_label", "change")
        empty_text = _("没有符合条件的操作")
        orderable = False


class ReadTable(ListTable):
    """Looks at what is confidential."""

    caption: str | Promise = _("查询日志")
    empty_hint: str | Promise = _("换一个条件再查。")
    at = tables.DateTimeColumn(verbose_name=_("时间"), format="Y-m-d H:i:s")
    person_name = tables.Column(_("查询人"))
    object_label = tables.Column(_("对象"))
    subject = tables.Column(_("企业"))
    reason = tables.Column(_("事由"))

    def render_person_name(self, record: Read) -> str:
        """Give the person with his body."""
        return f"{record.person_name}（{record.body_code}）"

    class Meta:
        model = Read
        fields = ("at", "person_name", "object_label", "subject", "reason")
        empty_text = _("没有符合条件的查询")
        orderable = False
