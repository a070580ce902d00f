"""How far the audit, which knows nothing of bodies, may be read by someone: handed to it by the configuration."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.http import HttpRequest

from bureau.accounts.models import Body
from bureau.accounts.permissions import check
from bureau.accounts.queries import bodies_under
from bureau.accounts.requests import acting
from bureau.accounts.roles import Action


def overseen(action: Action) -> Callable[[HttpRequest], QuerySet[Body, str]]:
    """Give a function from a request to the codes of the bodies whose entries its sender may read."""

    def codes(request: HttpRequest) -> QuerySet[Body, str]:
        by = acting(request)
        check(by, action)
        return bodies_under(by, action).values_list("code", flat=True)

    return codes
