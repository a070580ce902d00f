"""Lists of enterprises."""

from typing import Any

import django_tables2 as tables
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bureau.accounts.permissions import Acting
from bureau.enterprises.marks import Mark, Marker, markers_for
from bureau.enterprises.models import Enterprise
from bureau.ui.tables import ListTable

# As many codes as a database takes in one question.
MOST = 5000
BADGE = '<a class="mark" href="{}"><span class="badge {}">{}</span></a>'


class MarkColumn(tables.Column):
    """What an app above says of each enterprise; it is asked once for all the rows of a page."""

    def __init__(self, marker: Marker, by: Acting) -> None:
        super().__init__(marker.title, empty_values=())
        self.marker, self.by = marker, by
        self.marks: dict[str, Mark] | None = None

    def _mark_of(self, table: tables.Table, record: Enterprise) -> Mark | None:
        if self.marks is None:
            rows = table.paginated_rows if hasattr(table, "page") else table.rows
            codes = [row.record.code for row in rows]
            parts = (codes[start : start + MOST] for start in range(0, len(codes), MOST))
            self.marks = {
                code: mark for part in parts for code, mark in self.marker.marks(self.by, part).items()
            }
        return self.marks.get(record.code)

    def render(self, table: tables.Table, record: Enterprise) -> SafeString:
        """Show the mark of one."""
        found = self._mark_of(table, record)
        # A template for each cell would take longer than all the rest of the page.
        return format_html(BADGE, found.url, found.tone, found.text) if found else SafeString("—")

    def value(self, table: tables.Table, record: Enterprise) -> str:
        """Give the words of the mark of one, for a file."""
        found = self._mark_of(table, record)
        return found.text if found else ""


class EnterpriseTable(ListTable):
    """Enterprises, with the names of their regions."""

    caption: str | Promise = _("企业名录")
    empty_hint: str | Promise = _("换一个名称、代码或者区域再查；名称写两个字就能查。")
    most = 10_000
    name = tables.Column(_("名称"), linkify=("enterprise", {"code": tables.A("code")}))
    code = tables.Column(_("统一社会信用代码"))
    region_name = tables.Column(_("区域"), empty_values=())
    industry = tables.Column(_("行业"))
    established_on = tables.DateColumn(verbose_name=_("设立日期"), format="Y-m-d")
    state = tables.Column(_("状态"), accessor="deregistered_on", empty_values=())

    def render_region_name(self, record: Enterprise, value: str | None) -> str:
        """Give the name of the region, or its code where it is not known."""
        return value or record.region

    def render_state(self, record: Enterprise) -> SafeString:
        """Say whether it exists, and whether it exports."""
        badges = [(tone, text) for text, tone in self._states(record)]
        return format_html_join(" ", '<span class="badge {}">{}</span>', badges)

    def value_state(self, record: Enterprise) -> str:
        """Say the same in a file."""
        return " ".join(text for text, _tone in self._states(record))

    @staticmethod
    def _states(record: Enterprise) -> list[tuple[str, str]]:
        standing = (gettext("已注销"), "warn") if record.deregistered_on else (gettext("存续"), "good")
        return [standing, (gettext("出口"), "")] if record.exporter else [standing]

    def __init__(self, *args: Any, by: Acting, **given: Any) -> None:  # noqa: ANN401 - the table's
        markers = [(f"mark_{place}", one) for place, one in enumerate(markers_for(by))]
        columns = [(name, MarkColumn(one, by)) for name, one in markers]
        super().__init__(*args, extra_columns=columns, **given)

    class Meta:
        model = Enterprise
        fields = ("name", "code", "region_name", "industry", "established_on", "state")
        empty_text = _("没有符合条件的企业")
        orderable = False
