"""May this person do it: `may` says, `check` refuses with a sentence. Both ask the matrix, through rules."""

from dataclasses import dataclass

import rules
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from bureau.accounts.matrix import is_entitled, is_entitled_by_delegation
from bureau.accounts.models import Body, Person
from bureau.accounts.roles import AXIS_OF, Action, Axis, Kind, Role
from bureau.accounts.scopes import Area, Scope, Standing


@dataclass(frozen=True)
class Acting:
    """A person at work for a body: what every action takes as `by`. Asking it costs no query."""

    person: Person
    body: Body
    roles: frozenset[Role]
    delegated: frozenset[Action]
    area: Area | None
    request_id: str

    @property
    def username(self) -> str:
        """What the audit keeps of the person."""
        return self.person.username

    @property
    def person_name(self) -> str:
        """What the audit shows of the person."""
        return self.person.name

    @property
    def body_code(self) -> str:
        """What the audit keeps of the body."""
        return self.body.code

    @property
    def axis(self) -> Axis:
        """The side from which the body is concerned with enterprises."""
        return AXIS_OF[Kind(self.body.kind)]


def is_below(body: Body, by: Acting) -> bool:
    """Tell whether a body is the one acted for, or below it."""
    return body.path.startswith(by.body.path)


def scope_of(by: Acting, action: Action) -> Scope:
    """Give how far a right goes; an empty scope where there is none."""
    if not _entitled(by, action):
        return Scope()
    areas, code = (by.area,) if by.area else (), frozenset({by.body.code})
    return {
        Axis.NATION: Scope(everything=True),
        Axis.HOME: Scope(home=areas),
        Axis.BELOW: Scope(home=areas),
        Axis.EXPORT: Scope(export=areas),
        Axis.ASSIGNED: Scope(assigned_to=code),
        Axis.SELF: Scope(enterprises=code),
    }[by.axis]


def _entitled(by: Acting, action: Action) -> bool:
    return is_entitled(by.roles, action, by.axis) or (
        action in by.delegated and is_entitled_by_delegation(by.roles, action)
    )


def _predicate(action: Action) -> rules.Predicate:
    def entitled(by: Acting) -> bool:
        return _entitled(by, action)

    def within(by: Acting, on: Standing | Body | None) -> bool:
        if on is None:
            return True
        return is_below(on, by) if isinstance(on, Body) else scope_of(by, action).holds(on)

    return rules.predicate(entitled, name=f"entitled:{action}") & rules.predicate(
        within, name=f"within:{action}"
    )


RULES = rules.RuleSet()
for _action in Action:
    RULES.add_rule(_action, _predicate(_action))


def may(by: Acting, action: Action, on: Standing | Body | None = None) -> bool:
    """Tell whether it may be done: at all, or on this object."""
    return bool(RULES.test_rule(action, by, on))


def check(by: Acting, action: Action, on: Standing | Body | None = None) -> None:
    """Refuse what may not be done."""
    if not may(by, action):
        raise PermissionDenied(
            _("“%(action)s”不在您在%(body)s的职责之内。需要时请与本单位管理员联系。")
            % {"action": action.label, "body": by.body}
        )
    if not may(by, action, on):
        raise PermissionDenied(_("这不在%(body)s的管辖范围之内。") % {"body": by.body})
