"""The facts that are missing or contested, and which of them would settle an open grade."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, assert_never

from qualitycredit.engines.scalar import Evaluation
from qualitycredit.engines.scalar.keeping import PerStandard
from qualitycredit.engines.scalar.prepared import prepared
from qualitycredit.engines.scalar.weighing import grade_among
from qualitycredit.model.facts import Dossier, Record
from qualitycredit.model.nodes import Compare, Highest, LatestScore, Lowest, Number, RateAtLeast, Total
from qualitycredit.model.standard import Standard
from qualitycredit.model.worlds import BEST, WORST, World

Missing = RateAtLeast | LatestScore


@dataclass(frozen=True, slots=True)
class OpenFact:
    """A contested record or a missing number, and the grades (best, worst) that remain once it is decided.

    `if_good`: the objection is upheld, or the number turns out well; `if_bad`: the record stands, or it turns out ill.
    """

    fact: Record | Missing
    if_good: tuple[str, str]
    if_bad: tuple[str, str]

    @property
    def settles(self) -> bool:
        """Whether the grade is settled once this one fact is decided, whichever way."""
        return self.if_good[0] == self.if_good[1] and self.if_bad[0] == self.if_bad[1]


def open_facts(standard: Standard, dossier: Dossier, as_of: date) -> tuple[OpenFact, ...]:
    """Find the open facts on which the grade depends.

    A fact counts where deciding it narrows what the two worlds give. Where no single one does, all open facts of the
    enterprise are given, since only together they settle it.
    """
    contested = [r for r in dossier.records if r.contested and r.occurred_on <= as_of]
    missing = list(_missing(standard, dossier, as_of))
    keys = frozenset(record.key for record in contested)
    rates = frozenset(missing)

    steps = prepared(standard)

    def grades(good: World, bad: World) -> tuple[str, str]:
        return grade_among(steps, dossier, as_of, good), grade_among(steps, dossier, as_of, bad)

    found = []
    for record in contested:
        one = frozenset({record.key})
        found.append(
            OpenFact(
                record,
                grades(BEST, World("worst", keys - one, favourable=False)),
                grades(World("best", one, favourable=True), WORST),
            )
        )
    for node in missing:
        lone = frozenset({node})
        found.append(
            OpenFact(
                node,
                grades(BEST, World("worst", contested=True, favourable=lone)),
                grades(World("best", contested=False, favourable=rates - lone), WORST),
            )
        )
    extremes = grades(BEST, WORST)
    deciding = tuple(fact for fact in found if {fact.if_good, fact.if_bad} != {extremes})
    return deciding or tuple(found)


def _missing(standard: Standard, dossier: Dossier, as_of: date) -> Iterator[Missing]:
    best, worst = (Evaluation(standard, dossier, as_of, world) for world in (BEST, WORST))
    for fact in _needed(standard):
        if isinstance(fact, LatestScore):
            absent = best.latest_scored(fact.selection) is None or worst.latest_scored(fact.selection) is None
        else:
            absent = best.holds(fact) != worst.holds(fact) and not any(r.inspected for r in worst.data(fact))
        if absent:
            yield fact


def _rates_and_scores(standard: Standard) -> tuple[Missing, ...]:
    found: dict[Missing, None] = {}
    for node in standard.nodes():
        if isinstance(node, RateAtLeast):
            found.setdefault(node)
        elif isinstance(node, Compare):
            found.update(dict.fromkeys(_scores(node.number)))
    return tuple(found)


_needed: Final = PerStandard(_rates_and_scores)


def _scores(number: Number) -> Iterator[LatestScore]:
    match number:
        case LatestScore():
            yield number
        case Total(parts) | Highest(parts) | Lowest(parts):
            for part in parts:
                yield from _scores(part)
        case _ as unreachable:
            assert_never(unreachable)
