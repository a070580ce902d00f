"""What the explanations of all enterprises have in common: for each phrase its step, and the leaves it stands on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from qualitycredit.engines.scalar.keeping import PerStandard
from qualitycredit.engines.scalar.prepared import prepared
from qualitycredit.explaining.evidence import Evidence
from qualitycredit.model.nodes import All, Any, ClauseHolds, Compare, Covered, Node, Not, RateAtLeast
from qualitycredit.model.standard import Clause, Phrase, Standard


@dataclass(frozen=True, slots=True)
class Ground:
    """The step of a phrase, and the leaves under it, those of other clauses too, each once.

    `bare` is its evidence where no record bears on it, or None where that still depends on the enterprise.
    """

    number: int
    leaves: tuple[Node, ...]
    bare: Evidence | None


@dataclass(frozen=True, slots=True)
class OutlinedClause:
    """A clause, its step, and its phrases, each with its ground if it is computed."""

    clause: Clause
    number: int
    phrases: tuple[tuple[Phrase, Ground | None], ...]


def _outline(standard: Standard) -> tuple[OutlinedClause, ...]:
    steps = prepared(standard)
    nodes = {clause.id: clause.node for clause in standard.clauses}

    def leaves(node: Node) -> Iterator[Node]:
        match node:
            case All(parts) | Any(parts):
                for part in parts:
                    yield from leaves(part)
            case Not(part):
                yield from leaves(part)
            case ClauseHolds(clause):
                yield from leaves(nodes[clause])
            case _:
                yield node

    def ground(node: Node) -> Ground:
        found = tuple(dict.fromkeys(leaves(node)))
        rates = tuple((0, 0) for leaf in found if isinstance(leaf, RateAtLeast))
        depends = any(isinstance(leaf, Covered | Compare) for leaf in found)
        return Ground(steps.numbers[node], found, None if depends else Evidence(rates=rates))

    return tuple(
        OutlinedClause(
            clause,
            steps.clauses[clause.id],
            tuple(
                (phrase, None if phrase.node is None else ground(phrase.node)) for phrase in clause.phrases
            ),
        )
        for clause in standard.clauses
    )


outline: Final = PerStandard(_outline)
"""Outline the explanations of a standard, once."""
