"""Files of evidence: attached to what does not count yet, and served only to those who may read the dossier."""

from typing import Any

import structlog
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from bureau.accounts.requests import acting, requires
from bureau.accounts.roles import Action
from bureau.archives import actions
from bureau.archives.forms import EvidenceForm
from bureau.archives.models import OPEN, Evidence
from bureau.archives.queries import records_shown_to, records_visible_to
from bureau.archives.safe import Damaged, fetch
from bureau.audit.actions import record_read
from bureau.ui.clock import moment
from bureau.ui.pages import form_page

LOG = structlog.get_logger(__name__)


@requires(Action.RECORD_ENTER)
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach a scan."""
    by = acting(request)
    found = get_object_or_404(records_visible_to(by, Action.RECORD_ENTER).filter(state__in=OPEN), pk=pk)

    def act(data: dict[str, Any]) -> HttpResponse:
        file = data["file"]
        actions.attach(by=by, at=moment(request), record=found, name=file.name, content=file.read())
        messages.success(request, _("已附上。"))
        return redirect("record", pk)

    words = {
        "title": _("附上文书扫描件"),
        "lead": str(found),
        "submit": _("附上"),
        "back_url": reverse("record", args=[pk]),
        "back": str(found),
        "template": "archives/upload.html",
    }
    return form_page(request, EvidenceForm(request.POST or None, request.FILES or None), act, words)


@requires(Action.DOSSIER_READ)
@transaction.atomic
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a file, as it was attached, to be saved; browsers may run nothing in it."""
    by = acting(request)
    shown = Evidence.objects.filter(record__in=records_shown_to(by)).select_related("record")
    found = get_object_or_404(shown, pk=pk)
    record_read(by=by, at=moment(request), on=found, subject=found.record.enterprise_id)
    try:
        content = fetch(found.sha256)
    except Damaged as error:
        LOG.error("evidence damaged", evidence=found.pk, sha256=found.sha256)  # noqa: TRY400 - no trace is needed
        raise Http404 from error
    answer = HttpResponse(content, content_type=found.media_type)
    answer["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"  # noqa: FBT003 - Django's
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
