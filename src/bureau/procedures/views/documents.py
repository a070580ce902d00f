"""Official documents, as they were sent."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from bureau.accounts.requests import acting, requires
from bureau.accounts.roles import Action
from bureau.audit.actions import record
from bureau.procedures.events import Event
from bureau.procedures.issuing import LANGUAGES, file_of
from bureau.procedures.models import DocumentFile
from bureau.procedures.queries import documents_visible_to
from bureau.ui.clock import moment

TYPES = {
    DocumentFile.Form.PDF: "application/pdf",
    DocumentFile.Form.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@requires(Action.CASE_READ)
@transaction.atomic
def document(request: HttpRequest, pk: int, form: str, language: str) -> HttpResponse:
    """Give a document in a form and a language, byte for byte as it was sent; who took it is written down."""
    by = acting(request)
    found = get_object_or_404(documents_visible_to(by), pk=pk)
    if form not in TYPES or language not in LANGUAGES:
        raise Http404
    kept, content = file_of(found, form, language)
    change = {
        "enterprise": found.case.enterprise_id,
        "number": found.number,
        "form": form,
        "language": language,
        "sha256": kept.sha256,
    }
    record(by=by, at=moment(request), event=Event.DOCUMENT_TAKEN, on=found, change=change)
    answer = HttpResponse(content, content_type=TYPES[DocumentFile.Form(form)])
    name = f"{found.number} {found.content[language]['title']}.{form}"
    answer.headers["Content-Disposition"] = str(content_disposition_header(True, name))  # noqa: FBT003 - as an attachment
    answer.headers["Cache-Control"] = "no-store"
    return answer
