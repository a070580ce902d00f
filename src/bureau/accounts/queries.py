"""Reads: who acts for whom, what there is, and what of it may be seen."""

from datetime import date

from django.db.models import Q, QuerySet

from bureau.accounts.models import (
    Body,
    Delegation,
    Membership,
    Person,
    Region,
    SavedFilter,
    holding_on,
    in_force,
)
from bureau.accounts.permissions import Acting, may
from bureau.accounts.roles import OFFICERS, WITHOUT_SECOND_FACTOR, Action, Kind, Role
from bureau.accounts.scopes import Area, Span, Standing


def memberships_of(person: Person, day: date) -> QuerySet[Membership]:
    """Give the roles that a person has on a day, in bodies that exist on it."""
    return (
        Membership.objects.filter(holding_on(day), holding_on(day, "body__"), person=person)
        .select_related("body", "body__region")
        .order_by("body__path", "role")
    )


def acting_for(person: Person, day: date, *, body: str = "", request_id: str = "") -> Acting | None:
    """Give a person at work for one of his bodies: the one named, or else the first; none if he has none."""
    held = list(memberships_of(person, day))
    if not held:
        return None
    chosen = next((one.body for one in held if one.body.code == body), held[0].body)
    return Acting(
        person=person,
        body=chosen,
        roles=frozenset(Role(one.role) for one in held if one.body_id == chosen.pk),
        delegated=frozenset(
            Action(action)
            for action in Delegation.objects.filter(in_force(day), taker=chosen)
            .filter(holding_on(day, "giver__"))
            .values_list("action", flat=True)
        ),
        area=area_of(chosen, day),
        request_id=request_id,
    )


def area_of(body: Body, day: date) -> Area | None:
    """Give the area of a body: its region, without the parts that another inspection body acts on."""
    if body.region_id is None:
        return None
    within = Span.of(body.region_id)
    if body.kind != Kind.INSPECTION:
        return Area(within)
    others = Body.objects.filter(holding_on(day), within.q("region"), kind=Kind.INSPECTION).exclude(
        Q(region=body.region_id) | Q(path__startswith=body.path)
    )
    return Area(
        within, tuple(Span.of(code) for code in others.values_list("region", flat=True).order_by("region"))
    )


def bodies_acting_on(standing: Standing, day: date) -> list[Body]:
    """Give the province of an enterprise, and the inspection bureau of its area where it exports."""
    kinds = [Kind.PROVINCIAL, Kind.INSPECTION] if standing.exporter else [Kind.PROVINCIAL]
    found = Body.objects.filter(holding_on(day), kind__in=kinds, region__isnull=False).order_by("-kind")
    areas = ((body, area_of(body, day)) for body in found)
    return [body for body, area in areas if area is not None and area.holds(standing.region)]


def bodies_of(person: Person, day: date) -> list[Body]:
    """Give the bodies that a person may act for."""
    return list(dict.fromkeys(one.body for one in memberships_of(person, day)))


def needs_second_factor(person: Person, day: date) -> bool:
    """Tell whether a person works for a body whose people need more than a password to sign in."""
    return memberships_of(person, day).exclude(body__kind__in=WITHOUT_SECOND_FACTOR).exists()


def bodies_visible_to(by: Acting) -> QuerySet[Body]:
    """Give the bodies of the directory; enterprises only to those above them."""
    if not may(by, Action.BODY_READ):
        return Body.objects.none()
    shown = Q(path__startswith=by.body.path)
    if by.roles & OFFICERS and by.body.kind != Kind.ENTERPRISE:
        shown |= ~Q(kind=Kind.ENTERPRISE)
    return Body.objects.filter(shown)


def may_see_body(by: Acting, body: Body) -> bool:
    """Tell whether a body is one of these."""
    return may(by, Action.BODY_READ) and (
        body.path.startswith(by.body.path)
        or (bool(by.roles & OFFICERS) and Kind.ENTERPRISE not in (by.body.kind, body.kind))
    )


def bodies_under(by: Acting, action: Action) -> QuerySet[Body]:
    """Give the bodies on which something may be done: one's own and those below."""
    return Body.objects.filter(path__startswith=by.body.path) if may(by, action) else Body.objects.none()


def people_visible_to(by: Acting) -> QuerySet[Person]:
    """Give the people of the bodies whose people one manages, past ones too."""
    bodies = bodies_under(by, Action.PERSON_MANAGE)
    return Person.objects.filter(memberships__body__in=bodies).distinct()


def may_see_person(by: Acting, person: Person) -> bool:
    """Tell whether a person is one of these."""
    return any(may(by, Action.PERSON_MANAGE, one.body) for one in person.memberships.select_related("body"))


def delegations_visible_to(by: Acting) -> QuerySet[Delegation]:
    """Give the delegations between one's own body and those below, and those to it."""
    if not may(by, Action.DELEGATION_READ):
        return Delegation.objects.none()
    concerned = Q(giver__path__startswith=by.body.path) | Q(taker__path__startswith=by.body.path)
    return Delegation.objects.filter(concerned).select_related("giver", "taker", "given_by", "revoked_by")


def may_see_delegation(by: Acting, delegation: Delegation) -> bool:
    """Tell whether a delegation is one of these."""
    return may(by, Action.DELEGATION_READ) and any(
        body.path.startswith(by.body.path) for body in (delegation.giver, delegation.taker)
    )


def regions_on(day: date, code: str = "") -> QuerySet[Region]:
    """Give the regions of a day, all or those of one."""
    regions = Region.objects.filter(holding_on(day))
    return regions.filter(Span.of(code).q("code")) if code else regions


def filters_of(person: Person, path: str) -> QuerySet[SavedFilter]:
    """Give what a person keeps of a page."""
    return SavedFilter.objects.filter(person=person, path=path)
