"""Lists of leads. Who reported is on no list."""

import django_tables2 as tables
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bureau.leads.models import Lead
from bureau.ui.tables import ListTable

STATE = '{% include "ui/badge.html" with text=record.get_state_display tone=record.tone %}'


class LeadTable(ListTable):
    """Leads, the latest first."""

    caption: str | Promise = _("公众反映")
    empty_hint: str | Promise = _("公众在门户上反映的问题，由 receive_leads 收到这里。")
    number = tables.Column(_("回执号"), linkify=("lead", {"pk": tables.A("pk")}))
    kind = tables.Column(_("反映什么"), accessor="get_kind_display")
    named = tables.Column(_("写明的企业"))
    state = tables.TemplateColumn(STATE, verbose_name=_("状态"))
    received_at = tables.DateTimeColumn(verbose_name=_("收到时间"), format="Y-m-d H:i")
    person = tables.Column(_("办理人"))

    class Meta:
        model = Lead
        fields = ("number", "kind", "named", "state", "received_at", "person")
        sequence = fields
        empty_text = _("没有公众反映")
        orderable = False
