"""Who is checked, drawn at random by weight: the same seed over the same enterprises gives the same draw, to anybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from math import log

from bureau.accounts.permissions import Acting
from bureau.accounts.roles import Action
from bureau.enterprises.models import Enterprise
from bureau.enterprises.queries import enterprises_visible_to
from bureau.measures.catalogue import catalogue
from bureau.measures.models import Task

ORDINARY = 100
_SIZE = 2**256


@dataclass(frozen=True, slots=True)
class Drawn:
    """An enterprise that was drawn, and its weight in hundredths."""

    enterprise: Enterprise
    weight: int


def weights_in_force() -> dict[str, int]:
    """Give the weight of each enterprise that has not the ordinary one: the heaviest of its measures decides."""
    weighing = {one.code: one.weight for one in catalogue().values() if one.weight}
    found: dict[str, int] = {}
    rows = Task.objects.filter(code__in=sorted(weighing), closed_at__isnull=True).order_by()
    for code, measure in rows.values_list("enterprise", "code"):
        found[code] = max(found.get(code, 0), weighing[measure])
    return found


def draw(by: Acting, *, count: int, seed: str) -> list[Drawn]:
    """Draw so many of the enterprises on which someone may act, without putting any back."""
    codes = enterprises_visible_to(by, Action.MEASURE_DO).filter(deregistered_on__isnull=True)
    weights = weights_in_force()
    places = {code: weights.get(code, ORDINARY) for code in codes.order_by().values_list("pk", flat=True)}
    chosen = by_weight(places, count=count, seed=seed)
    found = Enterprise.objects.in_bulk(chosen)
    return [Drawn(found[code], places[code]) for code in chosen]


def by_weight(weights: Mapping[str, int], *, count: int, seed: str) -> list[str]:
    """Choose by exponential clocks: each rings the sooner the heavier it is, and the first to ring are drawn.

    Efraimidis and Spirakis, "Weighted random sampling with a reservoir" (2006).
    """
    rings = sorted((_ring(seed, code, weight), code) for code, weight in weights.items())
    return [code for _, code in rings[:count]]


def _ring(seed: str, code: str, weight: int) -> float:
    number = int.from_bytes(sha256(f"{seed}\n{code}".encode()).digest()) + 1
    return -log(number / (_SIZE + 1)) / weight
