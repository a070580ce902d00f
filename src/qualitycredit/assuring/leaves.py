"""What a clause stands on at its leaves, followed through the clauses that it refers to."""

from collections.abc import Iterator

from qualitycredit.model.conditions import Pattern, Selection
from qualitycredit.model.nodes import (
    All,
    Any,
    ClauseHolds,
    Compare,
    Covered,
    Exists,
    Lapsed,
    Latest,
    LatestScore,
    Node,
    Not,
    Number,
    RateAtLeast,
    Run,
    children,
)
from qualitycredit.model.standard import Standard


def leaves(standard: Standard, node: Node) -> Iterator[Node]:
    """Yield the nodes under `node` that have no others under them, and rates."""
    match node:
        case ClauseHolds(clause):
            yield from leaves(standard, standard.clause(clause).node)
        case All() | Any() | Not():
            for child in children(node):
                yield from leaves(standard, child)
        case _:
            yield node


def scores(number: Number) -> Iterator[LatestScore]:
    """Yield the scores that a number is made of."""
    if isinstance(number, LatestScore):
        yield number
        return
    for part in number.parts:
        yield from scores(part)


def selections(leaf: Node) -> tuple[Selection, ...]:
    """Give the records that a leaf looks at."""
    match leaf:
        case Exists(selection) | Latest(selection) | RateAtLeast(selection) | Lapsed(selection):
            return (selection,)
        case Covered(selection=selection):
            return (selection,)
        case Run(series, member):
            return series, member
        case Compare(number):
            return tuple(score.selection for score in scores(number))
        case _:
            return ()


def patterns(leaf: Node) -> tuple[Pattern, ...]:
    """Give the kinds and outcomes that a leaf looks at."""
    return tuple(pattern for selection in selections(leaf) for pattern in selection.patterns)


def open_facts(standard: Standard, clause: str) -> tuple[str, ...]:
    """Name the kinds that may be contested or missing under a clause; none proves that it is never unknown."""
    found: dict[str, None] = {}
    for leaf in leaves(standard, ClauseHolds(clause)):
        for pattern in patterns(leaf):
            kind = standard.kinds[pattern.kind]
            if isinstance(leaf, RateAtLeast | Compare) or kind.contestable(pattern.outcomes):
                found.setdefault(kind.name)
    return tuple(found)
