"""The pages. Each is one question to the store; what is asked about an enterprise is asked of every code alike."""

from typing import Any, Final

from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from bureau.portal.presentation import about, counted
from bureau.portal.provinces import PROVINCES
from bureau.portal.selfcheck import answers_in, outcome_of
from bureau.store.models import Because, Listing
from bureau.store.queries import Asked, counts, document, entries_of, head, search, withdrawn
from bureau.store.snapshots import CODE
from bureau.ui.clock import day, moment

UNAVAILABLE: Final = 503
LONGEST, LAST_PAGE = 100, 40


def home(request: HttpRequest) -> HttpResponse:
    """Show where to search, and what else is here."""
    return render(request, "portal/home.html", _choices())


def searched(request: HttpRequest) -> HttpResponse:
    """Show what was found; a whole code leads to its page."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    if CODE.fullmatch(text.upper()):
        return redirect("entry", text.upper())
    listing, region = request.GET.get("list", ""), request.GET.get("region", "")
    asked = Asked(text, listing if listing in Listing.values else "", region if _is_region(region) else "")
    page = _page(request)
    found = search(asked, on=day(moment(request)), page=page)
    words = {"asked": asked, "found": found, "page": page, "next": page + 1, "last": page == LAST_PAGE}
    return render(request, "portal/search.html", {**words, **_choices()})


def entry(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is published about a code. The way through is the same for one that nobody ever heard of."""
    found = about(code, entries_of(code, day(moment(request))))
    checkpoint = document("checkpoint")
    return render(request, "portal/entry.html", {"found": found, "checkpoint": checkpoint})


def taken_down(request: HttpRequest) -> HttpResponse:
    """List the entries that were withdrawn, each with day and reason."""
    page = _page(request)
    found = withdrawn(day(moment(request)), page=page)
    words = {"found": found, "page": page, "next": page + 1, "last": page == LAST_PAGE, "reasons": Because}
    return render(request, "portal/withdrawn.html", words)


def statistics(request: HttpRequest) -> HttpResponse:
    """Show the counts that are published, on maps."""
    return render(request, "portal/statistics.html", {"counted": counted(counts())})


def standard(request: HttpRequest) -> HttpResponse:
    """Show the standard with its rules and readings, as the bureau released it."""
    return render(request, "portal/standard.html", {"document": document("standard", _language())})


def education(request: HttpRequest) -> HttpResponse:
    """Show what the standard asks of an enterprise, in its own sentences."""
    found = document("standard", _language())
    chapters: dict[str, Any] = {one["grade"]: one for one in found.content["chapters"]} if found else {}
    words = {"document": found, "good": chapters.get("A"), "grave": chapters.get("D")}
    return render(request, "portal/education.html", words)


def self_check(request: HttpRequest) -> HttpResponse:
    """Grade by somebody's own answers, and forget them."""
    found = document("standard", _language())
    words: dict[str, Any] = {"document": found}
    if request.method == "POST" and found:
        answers = answers_in(request.POST.dict())
        outcome = outcome_of(found.content, answers)
        titles = {one["grade"]: one["title"] for one in found.content["chapters"]}
        ends = {"best": titles.get(outcome.best), "worst": titles.get(outcome.worst)}
        words |= {"outcome": outcome, "answers": answers, **ends}
    answer = render(request, "portal/self_check.html", words)
    if request.method == "POST":
        answer["Cache-Control"] = "no-store"
    return answer


def advice(request: HttpRequest) -> HttpResponse:
    """Say how to complain, to object, to apply and to leave."""
    return render(request, "portal/advice.html")


def open_data(request: HttpRequest) -> HttpResponse:
    """Say what can be taken away, and in which forms."""
    return render(request, "portal/data.html")


def live(request: HttpRequest) -> JsonResponse:
    """Say that the process answers."""
    del request
    return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


def ready(request: HttpRequest) -> JsonResponse:
    """Say whether the store answers, and how fresh it is."""
    del request
    try:
        found = head()
    except Error:
        return JsonResponse({"status": "no store"}, status=UNAVAILABLE)
    said = {
        "status": "ok",
        "released_at": found and found.released_at,
        "marked_on": found and found.marked_on,
    }
    return JsonResponse(said, headers={"Cache-Control": "no-store"})


def _choices() -> dict[str, Any]:
    return {"provinces": PROVINCES, "lists": [(one.value, one.label) for one in Listing]}


def _is_region(digits: str) -> bool:
    return digits.isascii() and digits.isdecimal() and len(digits) in {2, 4, 6}


def _page(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return max(1, min(int(text), LAST_PAGE)) if text.isdecimal() and len(text) < LONGEST else 1


def _language() -> str:
    return get_language() or "zh-hans"
