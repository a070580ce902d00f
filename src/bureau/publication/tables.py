"""Lists of publication."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bureau.procedures.models import Case
from bureau.publication.models import Ruling
from bureau.publication.queries import shown_of
from bureau.ui.tables import ListTable


class ReadyTable(ListTable):
    """Cases that wait for a publisher, the most urgent first."""

    caption: str | Promise = _("等待发布的事项")
    empty_hint: str | Promise = _("评价或者曝光有了决定，就在这里。")
    number = tables.Column(_("编号"), linkify=("publication_case", {"pk": tables.A("pk")}), order_by="pk")
    kind = tables.Column(_("事项"), accessor="get_kind_display")
    enterprise = tables.Column(_("企业"))
    state = tables.TemplateColumn(template_name="procedures/state.html", verbose_name=_("状态"))
    due_on = tables.TemplateColumn(template_name="procedures/due.html", verbose_name=_("期限"))
    body = tables.Column(_("承办单位"))

    class Meta:
        model = Case
        fields = ("number", "kind", "enterprise", "state", "due_on", "body")
        sequence = fields
        empty_text = _("没有等待发布的事项")
        orderable = False


class RulingTable(ListTable):
    """Rulings, the latest first, and what the public sees of each on a day."""

    caption: str | Promise = _("公示的处理")
    empty_hint: str | Promise = _("换一个范围再查。")
    at = tables.DateColumn(verbose_name=_("日期"), format="Y-m-d", linkify=("ruling", {"pk": tables.A("pk")}))
    enterprise = tables.Column(_("企业"))
    listing = tables.Column(_("名单"), accessor="get_listing_display")
    decision = tables.Column(_("文号"), accessor="decision", default="—")
    state = tables.Column(_("公众看到的"), empty_values=())
    until = tables.Column(_("有效至"), empty_values=())

    class Meta:
        model = Ruling
        fields = ("at", "enterprise", "listing", "decision", "state", "until")
        sequence = fields
        empty_text = _("没有这样的处理")
        orderable = False

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:  # noqa: ANN401 - django-tables2's
        super().__init__(*args, **kwargs)
        self.today = today

    def render_state(self, record: Ruling) -> str:
        """Give what the public sees, as a badge."""
        shown = shown_of(record, self.today)
        return render_to_string("ui/badge.html", {"text": shown.text, "tone": shown.tone})

    def value_state(self, record: Ruling) -> str:
        """Give it as a word."""
        return str(shown_of(record, self.today).text)

    def render_until(self, record: Ruling) -> str:
        """Give the last day on which it is shown."""
        return shown_of(record, self.today).until or "—"
