"""The dossier of an enterprise. Every look at it is written down."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from bureau.accounts.permissions import Acting, may
from bureau.accounts.requests import acting, requires
from bureau.accounts.roles import Action, Axis
from bureau.archives.models import State
from bureau.archives.replies import latest_replies
from bureau.archives.timeline import facts_of, sections_of
from bureau.audit.actions import record_read
from bureau.audit.queries import reads_about
from bureau.enterprises.marks import marks_on
from bureau.enterprises.models import Enterprise
from bureau.enterprises.queries import enterprises_visible_to, with_regions
from bureau.ui.clock import day, moment

LATEST = 20
HIDDEN = (State.WITHDRAWN, State.DRAFT)


def may_see_reads(by: Acting, enterprise: Enterprise) -> bool:
    """Tell whether someone may see who looked: internal control, and the enterprise itself."""
    return by.axis == Axis.SELF or may(by, Action.READS_READ, enterprise.standing)


@requires(Action.DOSSIER_READ)
@transaction.atomic
def dossier(request: HttpRequest, code: str) -> HttpResponse:
    """Show all that the archive has on an enterprise."""
    by, at = acting(request), moment(request)
    found = get_object_or_404(with_regions(enterprises_visible_to(by, Action.DOSSIER_READ)), code=code)
    record_read(by=by, at=at, on=found, subject=found.code)
    products = list(found.products.all())
    records = found.records.exclude(state__in=HIDDEN).select_related("body", "entered_by", "verified_by")
    if by.axis == Axis.SELF:
        records = records.filter(state=State.VERIFIED)
    facts = facts_of(records, {one.code: one.name for one in products}, latest_replies([code]))
    context = {
        "marks": marks_on(by, code),
        "enterprise": found,
        "names": found.names.all(),
        "products": products,
        "successions": found.successions.select_related("successor"),
        "origins": found.origins.select_related("predecessor"),
        "sections": sections_of(facts),
        "count": len(facts),
        "today": day(at),
        "may_enter": may(by, Action.RECORD_ENTER, found.standing),
        "reads": reads_about(found.code)[:LATEST] if may_see_reads(by, found) else None,
    }
    return render(request, "archives/dossier.html", context)
