"""The pocket file of a decision, for officers and for the enterprise that it is about."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from bureau.accounts.requests import acting, requires
from bureau.accounts.roles import Action
from bureau.audit.actions import record, record_read
from bureau.grades.queries import decisions_visible_to
from bureau.ledger.events import Event
from bureau.ledger.pockets import pocket_of
from bureau.ui.clock import moment


@requires(Action.DOSSIER_READ)
@transaction.atomic
def pocket(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the pocket file of a decision to those who may see the records that are in it, and write down who took it."""
    by, at = acting(request), moment(request)
    decision = get_object_or_404(decisions_visible_to(by, Action.DOSSIER_READ), pk=pk)
    code = decision.enterprise_id
    try:
        found = pocket_of(decision)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("grade", code)
    record_read(by=by, at=at, on=decision, subject=code)
    record(by=by, at=at, event=Event.POCKET, on=decision, change={"index": found.proof.index})
    answer = HttpResponse(found.to_json(), content_type="application/json")
    name = f"{code}-{decision.as_of:%Y%m%d}-{decision.pk}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
