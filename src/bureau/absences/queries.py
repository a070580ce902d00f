"""Reads: who is away, who is there in each role, and what is in whose hands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from bureau.absences.holdings import HOLDINGS, WAITING, Holding
from bureau.absences.models import Absence, not_over, on
from bureau.accounts.models import Membership, Person, holding_on
from bureau.accounts.permissions import Acting, may
from bureau.accounts.roles import Action, Role


@dataclass(frozen=True, slots=True)
class Cover:
    """A role of a body: how many have it, and who of them is there today."""

    role: Role
    people: int
    names: tuple[str, ...]

    @property
    def present(self) -> int:
        """How many are there."""
        return len(self.names)


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
    """Give each role of the body that anybody has, with who is there today."""
    away = set(Absence.objects.filter(on(today)).values_list("person", flat=True))
    held: dict[str, dict[int, str]] = {}
    members = _members(by, today).filter(person__is_active=True).order_by("person__name")
    for role, person, name in members.values_list("role", "person", "person__name"):
        held.setdefault(role, {})[person] = name
    return [
        Cover(role, len(people), tuple(name for person, name in people.items() if person not in away))
        for role, people in ((role, held[role]) for role in Role if role in held)
    ]


def present_at(by: Acting, today: date) -> list[Acting]:
    """Give those of the body who are there today, each with what he may do for it."""
    away = Absence.objects.filter(on(today)).values("person")
    members = _members(by, today).filter(person__is_active=True).exclude(person__in=away)
    held: dict[Person, set[Role]] = {}
    for one in members.select_related("person"):
        held.setdefault(one.person, set()).add(Role(one.role))
    return [replace(by, person=person, roles=frozenset(roles)) for person, roles in held.items()]


def stuck_at(by: Acting, today: date) -> list[tuple[str | Promise, int]]:
    """Give how much of each kind waits at the body that nobody who is there today may take up."""
    present = present_at(by, today)
    counted = [(one.title, one.left(by, present)) for one in WAITING.values()]
    return [(title, count) for title, count in counted if count]


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
