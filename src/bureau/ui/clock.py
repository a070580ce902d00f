"""The one place where the system reads the clock: at the edge of a request or of a command."""

from collections.abc import Callable
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone


def now() -> datetime:
    """Give the present moment."""
    return timezone.now()


def moment(request: HttpRequest) -> datetime:
    """Give the moment of a request: every event in it happens then."""
    at: datetime = request.at  # type: ignore[attr-defined] # set below
    return at


def day(at: datetime) -> date:
    """Give the day of a moment where the bureau works."""
    return timezone.localdate(at)


def local(at: datetime) -> datetime:
    """Give a moment in the time of where the bureau works."""
    return timezone.localtime(at)


class MomentMiddleware:
    """Gives each request its moment."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Read the clock once."""
        request.at = now()  # type: ignore[attr-defined] # a request has room for it
        return self.get_response(request)
