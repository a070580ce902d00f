"""By what apps above let enterprises be found, such as the grade; each adds itself in `ready`.

A facet is offered to those who may do an action, and finds only what its asker may know of an enterprise: what he may
not know of is as if it were not there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise

from bureau.accounts.permissions import Acting, may
from bureau.accounts.roles import Action

Choices = Callable[[], Iterable[tuple[str, Any]]]


@dataclass(frozen=True, slots=True)
class Facet:
    """Its name in an address, its title, to whom it is offered, what is to be chosen from, and the query of a choice."""

    name: str
    title: str | Promise
    action: Action
    choices: Choices
    query: Callable[[Acting, str, date], Q]


FACETS: list[Facet] = []


def offer(facet: Facet) -> None:
    """Add a facet; one that is there already is not added again."""
    if facet not in FACETS:
        FACETS.append(facet)


def facets_for(by: Acting) -> list[Facet]:
    """Give the facets that someone may use."""
    return [one for one in FACETS if may(by, one.action)]
