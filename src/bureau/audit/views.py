"""Pages for those who oversee; whoever puts them in place says how far each may see."""

from collections.abc import Callable, Iterable

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bureau.audit.filters import EventFilter, ReadFilter
from bureau.audit.queries import events_of, reads_of
from bureau.audit.tables import EventTable, ReadTable
from bureau.ui.pages import list_page

Oversight = Callable[[HttpRequest], Iterable[str]]
View = Callable[[HttpRequest], HttpResponse]


def events_page(oversight: Oversight) -> View:
    """Give the page of what was done."""

    @login_required
    def events(request: HttpRequest) -> HttpResponse:
        filtered = EventFilter(request.GET, queryset=events_of(oversight(request)))
        words = {
            "title": _("操作日志"),
            "lead": _("本单位和下级单位办理的每一件事。只增不改，谁也不能删除。"),
            "filter": filtered,
        }
        return list_page(request, EventTable(filtered.qs), words)

    return events


def reads_page(oversight: Oversight) -> View:
    """Give the page of what was read."""

    @login_required
    def reads(request: HttpRequest) -> HttpResponse:
        filtered = ReadFilter(request.GET, queryset=reads_of(oversight(request)))
        words = {
            "title": _("查询日志"),
            "lead": _("谁在什么时候为什么查看了企业的内部信息。保存 10 年。"),
            "filter": filtered,
        }
        return list_page(request, ReadTable(filtered.qs), words)

    return reads
