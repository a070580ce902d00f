"""The page on which records are found across enterprises."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bureau.accounts.requests import acting, requires
from bureau.accounts.roles import Action
from bureau.archives.filters import RecordFilter
from bureau.archives.queries import COUNTING, records_shown_to
from bureau.archives.tables import FoundTable
from bureau.audit.actions import record_read
from bureau.audit.requests import list_or_file
from bureau.ui.clock import moment

LONGEST = 200


@requires(Action.DOSSIER_READ)
@transaction.atomic
def found(request: HttpRequest) -> HttpResponse:
    """List the records that count within scope, the newest first, or by deadline where one is asked for."""
    by = acting(request)
    record_read(by=by, at=moment(request), on=by.body, subject="", reason=request.get_full_path()[:LONGEST])
    rows = records_shown_to(by).filter(COUNTING, superseded_at__isnull=True).order_by("-occurred_on", "-pk")
    filtered = RecordFilter(request.GET, queryset=rows, request=request)
    words = {
        "title": _("查记录"),
        "lead": _("本单位职责范围之内企业的记录，按种类、结果、期限和异议来查。"),
        "filter": filtered,
    }
    return list_or_file(request, by, FoundTable(filtered.qs), words)
