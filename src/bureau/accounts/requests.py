"""What views ask of a request: who acts, and whether he may."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from bureau.accounts.permissions import Acting, check
from bureau.accounts.roles import Action

# Where a session keeps the code of the body that its person chose to work for.
BODY = "body"

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def acting(request: HttpRequest) -> Acting:
    """Give who acts in a request; refuse someone who works for no body."""
    found: Acting | None = request.acting  # type: ignore[attr-defined] # set by the middleware
    if found is None:
        raise PermissionDenied(_("您目前不在任何单位任职。请与单位管理员联系。"))
    return found


def requires(action: Action) -> Callable[[View[P]], View[P]]:
    """Open a view only to those who may do something at all; what it is done to, its query or action checks."""

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            check(acting(request), action)
            return view(request, *args, **kwargs)

        return login_required(checked)

    return wrap
