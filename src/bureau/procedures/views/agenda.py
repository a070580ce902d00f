"""The calendar of deadlines: as a page, and as a file for a calendar of one's own."""

from datetime import date

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bureau.accounts.requests import acting, requires
from bureau.accounts.roles import Action
from bureau.audit.actions import record
from bureau.audit.requests import list_read
from bureau.procedures.agenda import beside, month_of
from bureau.procedures.events import Event
from bureau.procedures.icalendar import icalendar_of
from bureau.ui.clock import day, moment

FIRST_YEAR, LAST_YEAR = 2004, 2200


def _asked(request: HttpRequest, today: date) -> date:
    try:
        found = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return today.replace(day=1)
    return found if FIRST_YEAR <= found.year < LAST_YEAR else today.replace(day=1)


@requires(Action.CASE_READ)
@transaction.atomic
def agenda(request: HttpRequest) -> HttpResponse:
    """Show what is due in a month; one that cannot be is this one."""
    by, today = acting(request), day(moment(request))
    list_read(request, by, by.body)
    first = _asked(request, today)
    before, after = beside(first.year, first.month)
    context = {
        "first": first,
        "before": f"{before:%Y-%m}",
        "after": f"{after:%Y-%m}",
        "weeks": month_of(by, first.year, first.month, today),
    }
    return render(request, "procedures/agenda.html", context)


@requires(Action.CASE_READ)
@transaction.atomic
def agenda_file(request: HttpRequest) -> HttpResponse:
    """Give the deadlines of a year ahead as a file, with an event."""
    by, at = acting(request), moment(request)
    made = icalendar_of(by, day(at), request.build_absolute_uri("/").rstrip("/"))
    count = made.count(b"BEGIN:VEVENT")
    record(by=by, at=at, event=Event.AGENDA_TAKEN, on=by.body, change={"deadlines": count})
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="deadlines.ics"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
