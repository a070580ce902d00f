"""The page that says what enterprises are asked, and how much of it need not have been."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bureau.accounts.requests import acting, requires
from bureau.accounts.roles import Action
from bureau.procedures.asked import declared, times_asked


@requires(Action.CASE_READ)
def burden(request: HttpRequest) -> HttpResponse:
    """Show every field that is asked of an enterprise, why, and how often it was."""
    times = times_asked(acting(request))
    rows = [(one, times[one.of]) for one in declared()]
    context = {
        "rows": rows,
        "fields": len(rows),
        "asked": sum(count for _one, count in rows),
        "needless": sum(count for one, count in rows if one.held),
        "needless_fields": sum(1 for one, _count in rows if one.held),
    }
    return render(request, "procedures/burden.html", context)
