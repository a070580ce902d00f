"""Pages for what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

BAD_REQUEST, NOT_FOUND, FAILED = 400, 404, 500


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a request makes no sense, without asking anything of it or of the store."""
    del request, exception
    return HttpResponse(render_to_string("portal/400.html"), status=BAD_REQUEST)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page."""
    del exception
    return render(request, "portal/404.html", status=NOT_FOUND)


def failed(request: HttpRequest) -> HttpResponse:
    """Say that the portal failed, without asking anything of it or of the store."""
    del request
    return HttpResponse(render_to_string("portal/500.html"), status=FAILED)
