"""How often one address may ask for what is dear, where no proxy in front sees to it.

Counts are kept in the memory of this process for a minute, by address; of IPv6 by the network that one customer has.
"""

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

MINUTE: Final = 60
TOO_MANY: Final = 429
# Names of addresses at which something is searched.
DEAR: Final = frozenset({"search", "api:entries", "api:reconciliation"})
# The part of an address of IPv6 that tells customers apart.
CUSTOMER: Final = 64


class LimitMiddleware:
    """Refuses a search to an address that asked too often in this minute."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; what is asked for is known when its view is."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[object, ...],
        kwargs: dict[str, object],
    ) -> HttpResponse | None:
        """Count what is dear, and refuse what is too much."""
        del view, args, kwargs
        match = request.resolver_match
        most: int = getattr(settings, "SEARCHES_A_MINUTE")  # noqa: B009 - of the portal's settings alone
        if match is None or match.view_name not in DEAR or not most:
            return None
        if counted(f"search:{address_of(request)}") <= most:
            return None
        return refusal(request)


def refusal(request: HttpRequest) -> HttpResponse:
    """Say that it was too much, without asking anything of the store."""
    headers = {"Retry-After": str(MINUTE), "Cache-Control": "no-store"}
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": "too many requests in this minute"}, status=TOO_MANY, headers=headers)
    return HttpResponse(render_to_string("portal/429.html"), status=TOO_MANY, headers=headers)


def counted(key: str) -> int:
    """Count one more in this minute, and give how many there were."""
    cache.add(key, 0, MINUTE)
    try:
        return cache.incr(key)
    except ValueError:  # the minute ended in between
        cache.set(key, 1, MINUTE)
        return 1


def address_of(request: HttpRequest) -> str:
    """Give where a request came from: what the proxy in front says, where there is one, or else the other end."""
    said = str(request.META.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER:
        said = request.headers.get("X-Forwarded-For", said).rpartition(",")[2].strip()
    try:
        found = ip_address(said)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        found = IPv6Address(int(found) >> CUSTOMER << CUSTOMER)
    return str(found)
