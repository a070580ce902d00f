"""May this person take this step of this case: the right, on the side and in the body that the case is of."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from bureau.accounts.permissions import Acting, check, may
from bureau.accounts.roles import Action
from bureau.procedures.models import Case
from bureau.procedures.ways.shapes import Way

# Of those who belong to no body above or below that of the case.
OUTSIDERS = (Action.CASE_APPLY, Action.CASE_OPINION)


def may_take(by: Acting, case: Case, way: Way) -> bool:
    """Tell whether he has the right, on this enterprise, in the line of bodies of the case."""
    return way.action is not None and may(by, way.action, case.standing) and _in_line(by, case, way.action)


def check_take(by: Acting, case: Case, way: Way) -> None:
    """Refuse a step to whoever has no right to it."""
    if way.action is None:
        raise PermissionDenied(_("这一步由系统办理。"))
    check(by, way.action, case.standing)
    if not _in_line(by, case, way.action):
        raise PermissionDenied(_("由承办的单位办理：%(body)s。") % {"body": case.body})


def _in_line(by: Acting, case: Case, action: Action) -> bool:
    if action in OUTSIDERS:
        return True
    return case.body.path.startswith(by.body.path) or by.body.path.startswith(case.body.path)
