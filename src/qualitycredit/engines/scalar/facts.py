"""What the steps of a prepared standard read: one enterprise in one world, on one day after the other."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from qualitycredit.model.facts import Dossier, Enterprise, Product, Record
from qualitycredit.model.worlds import World

Values = list[int]
"""The horizon of every step, by its number."""


@dataclass(slots=True)
class Facts:
    """One enterprise on `day` (an ordinal; `today` is the same day) in one world.

    `by_kind` has the records that the world admits, past and to come, in the order of the dossier. `latest` keeps
    what was found to be the latest record of a selection. `grades` maps a world to its grade and that grade's horizon,
    once they are known.
    """

    enterprise: Enterprise
    products: Sequence[Product]
    by_kind: Mapping[str, Sequence[Record]]
    world: World
    today: date = date.min
    day: int = 0
    latest: dict[object, tuple[Record | None, int]] = field(default_factory=dict)
    grades: dict[str, tuple[str, int]] = field(default_factory=dict)


Step = Callable[[Facts, Values], int]
"""The horizon of one node, from the facts and from the values of the steps before it."""


def facts_of(dossier: Dossier, world: World) -> Facts:
    """Sort the records that the world admits by kind; the day is still to be set."""
    by_kind: dict[str, list[Record]] = {}
    for record in dossier.records:
        if not record.contested or world.admits(record):
            if (kind := record.kind) in by_kind:
                by_kind[kind].append(record)
            else:
                by_kind[kind] = [record]
    return Facts(dossier.enterprise, dossier.products, by_kind, world)
