"""Pages for what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

BAD_REQUEST, FORBIDDEN, NOT_FOUND, FAILED = 400, 403, 404, 500


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a request makes no sense."""
    del exception
    return render(request, "ui/400.html", status=BAD_REQUEST)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form came without the sign that it is ours, which most often means that it is old."""
    del reason
    return render(request, "ui/stale.html", status=FORBIDDEN)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say why someone may not do this, in the words of the permission that refused."""
    return render(request, "ui/403.html", {"reason": str(exception)}, status=FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing here, or nothing that this reader may see: both look alike."""
    del exception
    return render(request, "ui/404.html", status=NOT_FOUND)


def failed(request: HttpRequest) -> HttpResponse:
    """Say that the system failed, without asking anything of it."""
    del request
    return HttpResponse(render_to_string("ui/500.html"), status=FAILED)
