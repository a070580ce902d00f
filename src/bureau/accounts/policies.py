"""May this be done now, whoever asks: `check_…` refuses with a sentence."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bureau.accounts.matrix import DELEGABLE
from bureau.accounts.models import Body, Delegation, Person
from bureau.accounts.permissions import Acting, is_below
from bureau.accounts.roles import ROLES_IN, Action, Kind, Role

LONGEST_DELEGATION = 366
# What may stand directly below what.
PARENTS = {
    Kind.PROVINCIAL: {Kind.NATIONAL},
    Kind.LOCAL: {Kind.PROVINCIAL, Kind.LOCAL},
    Kind.INSPECTION: {Kind.NATIONAL, Kind.INSPECTION},
    Kind.LABORATORY: {Kind.NATIONAL, Kind.PROVINCIAL, Kind.LOCAL, Kind.INSPECTION},
    Kind.PARTNER: {Kind.NATIONAL, Kind.PROVINCIAL, Kind.LOCAL},
    Kind.ENTERPRISE: {Kind.PROVINCIAL, Kind.LOCAL, Kind.INSPECTION},
}


def check_not_himself(by: Acting, person: Person) -> None:
    """Refuse that someone decides on himself."""
    if by.person == person:
        raise ValidationError(_("自己的角色和状态由另一位管理员决定，不能自己授予、收回或者停用。"))


def check_roles(roles: Iterable[Role], body: Body) -> None:
    """Refuse roles that a body of this kind does not have."""
    strange = [role for role in roles if role not in ROLES_IN[Kind(body.kind)]]
    if strange:
        raise ValidationError(
            _("%(kind)s没有“%(role)s”这一角色。")
            % {"kind": body.get_kind_display(), "role": strange[0].label}
        )


def check_open(body: Body, day: date) -> None:
    """Refuse a body that does not exist on the day."""
    if not body.holds_on(day):
        raise ValidationError(_("%(body)s在这一天不存在或者已经撤销。") % {"body": body})


def check_parent(kind: Kind, parent: Body) -> None:
    """Refuse a body that cannot stand below the other."""
    if Kind(parent.kind) not in PARENTS.get(kind, ()):
        raise ValidationError(
            _("%(parent)s之下不能设立%(kind)s。") % {"parent": parent.get_kind_display(), "kind": kind.label}
        )


def check_closable(body: Body, day: date) -> None:
    """Refuse to close a body that has bodies below it still."""
    if any(part.holds_on(day) for part in body.parts.all()):
        raise ValidationError(_("还有下级单位，先撤销下级单位。"))


def check_delegation(action: Action, by: Acting, taker: Body, *, day: date, expires_on: date) -> None:
    """Refuse a delegation that is not one: to whom, of what, and for how long."""
    if action not in DELEGABLE:
        raise ValidationError(_("“%(action)s”不能授权。") % {"action": action.label})
    if taker == by.body or not is_below(taker, by):
        raise ValidationError(_("只能授权给下级单位。"))
    if not day <= expires_on:
        raise ValidationError(_("有效期已经过去。"))
    if (expires_on - day).days > LONGEST_DELEGATION:
        raise ValidationError(_("授权一次最长 %(days)s 天，到期可以再授。") % {"days": LONGEST_DELEGATION})


def check_revocable(delegation: Delegation) -> None:
    """Refuse to revoke what was revoked."""
    if delegation.revoked_at is not None:
        raise ValidationError(_("这项授权已经收回。"))
