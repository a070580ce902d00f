"""Reads: who is away, who is there in each role, and what is in whose hands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from bureau.absences.holdings import HOLDINGS, Holding
from bureau.absences.models import Absence, not_over, on
from bureau.accounts.models import Membership, Person, holding_on
from bureau.accounts.permissions import Acting, may
from bureau.accounts.roles import Action, Role


@dataclass(frozen=True, slots=True)
class Cover:
    """A role of a body: how many have it, and how many of them are there today."""

    role: Role
    people: int
    present: int


def people_of(by: Acting, today: date) -> QuerySet[Person]:
    """Give the people on whose absence someone may decide: himself, and those of his body where that is his work."""
    own = Q(pk=by.person.pk)
    if may(by, Action.WORK_PASS):
        own |= Q(pk__in=_members(by, today).values("person"))
    return Person.objects.filter(own, is_active=True)


def colleagues_of(by: Acting, person: Person, today: date) -> QuerySet[Person]:
    """Give who of the body could take somebody's work: all who are there today, but himself."""
    away = Absence.objects.filter(on(today)).values("person")
    members = _members(by, today).values("person")
    return Person.objects.filter(pk__in=members, is_active=True).exclude(pk__in=away).exclude(pk=person.pk)


def absences_visible_to(by: Acting, today: date) -> QuerySet[Absence]:
    """Give the absences of today and of days to come that someone may know of."""
    found = Absence.objects.filter(not_over(today), person__in=people_of(by, today))
    return found.select_related("person", "entered_by")


def may_see_absence(by: Acting, absence: Absence, today: date) -> bool:
    """Tell whether an absence is one of these."""
    return absences_visible_to(by, today).filter(pk=absence.pk).exists()


def is_away(person: Person, day: date) -> bool:
    """Tell whether somebody is away on a day."""
    return Absence.objects.filter(on(day), person=person).exists()


def cover_of(by: Acting, today: date) -> list[Cover]:
    """Give each role of the body that anybody has, with how many are there today."""
    away = set(Absence.objects.filter(on(today)).values_list("person", flat=True))
    held: dict[str, set[int]] = {}
    for role, person in _members(by, today).filter(person__is_active=True).values_list("role", "person"):
        held.setdefault(role, set()).add(person)
    return [Cover(role, len(held[role]), len(held[role] - away)) for role in Role if role in held]


def in_hand(by: Acting, people: Sequence[int]) -> dict[int, list[tuple[str | Promise, int]]]:
    """Give what each of some people has in hand; a query for each kind, however many there are."""
    counted = [(one.title, one.count(by, people)) for one in HOLDINGS.values()]
    return {
        person: [(title, found[person]) for title, found in counted if found.get(person)] for person in people
    }


def held_by(by: Acting, person: Person) -> list[Holding]:
    """Give the kinds of work of which somebody has any in hand."""
    return [one for one in HOLDINGS.values() if one.count(by, [person.pk]).get(person.pk)]


def _members(by: Acting, today: date) -> QuerySet[Membership]:
    return Membership.objects.filter(holding_on(today), body=by.body).order_by()
