"""For how many days a decision stays as it is to the last column: its lists of clauses and its `next_change_on` too.

`next_change_on` promises less: until then grade, best, worst and reason stay. A clause may cease to hold below a grade
that another clause gives, and the day of the next change moves when a record begins to hold up what another one holds.

All that a decision says is made of signs by `least`, `greatest` and the contrary, and as the days pass the same sign
comes out on top until one of them turns. So it stays until the first sign turns, of those that the leaves give. Among
the records under one leaf it is enough to look at those that are still to begin: what only ends makes its own leaf
turn, or nothing. They are looked for among all records (`waiting`).
"""

from collections.abc import Iterator
from typing import Final

from sqlglot import exp

from qualitycredit.engines.columnar import signs
from qualitycredit.engines.columnar.extracts import OCCURRED
from qualitycredit.engines.columnar.leaves import Leaves
from qualitycredit.engines.columnar.nodes import Translation
from qualitycredit.engines.columnar.spans import on
from qualitycredit.model.conditions import Condition, Contrary, Every, InWindow, Selection, Some
from qualitycredit.model.nodes import (
    Covered,
    Elapsed,
    EnterpriseDate,
    Exists,
    Lapsed,
    Node,
    RateAtLeast,
    Run,
)
from qualitycredit.model.standard import Standard

REGRADE_ON: Final = "regrade_on"
_DATES: Final = (OCCURRED, "due_on", "closed_on")
# Columns of leaves that are values and no signs; what moves them has a column of its own.
_VALUES: Final = ("surplus", "latest", "score")


def steady_days(standard: Standard, translation: Translation) -> exp.Expr:
    """Give the days for which nothing of the decision changes; to be asked when all nodes have been translated."""
    leaves = translation.leaves
    nodes = standard.nodes()
    selections = dict.fromkeys(selection for node in nodes for selection in _selections(node))
    _await_records(leaves, list(selections))
    turning = [
        translation.sign(node, "worst") for node in nodes if isinstance(node, Elapsed | EnterpriseDate)
    ]
    return signs.least(signs.magnitude(sign) for sign in (*turning, *_leaf_signs(leaves)))


def _selections(node: Node) -> Iterator[Selection]:
    """Give the selections whose signs a leaf is made of; what is latest says by itself when it is followed."""
    match node:
        case Exists(selection) | Covered(_, selection) | Run(member=selection):
            yield selection
        case RateAtLeast(selection, window):
            condition = Every((InWindow(OCCURRED, window), selection.condition))
            yield Selection(selection.patterns, condition)
        case Lapsed(selection, still):
            yield Selection(selection.patterns, Every((selection.condition, still)))
        case _:
            pass


def _leaf_signs(leaves: Leaves) -> Iterator[exp.Expr]:
    for pair in leaves.findings.pairs():
        for side in pair.sides():
            for name, alias in side.columns.items():
                if not name.startswith(_VALUES):
                    yield exp.column(alias)
    runs = (order.runs for series in leaves.series.values() for order in series.orders.values())
    for table in (leaves.latest, leaves.lapses, leaves.goods, leaves.waiting, *runs):
        for name in table.columns.values():
            if not name.startswith(_VALUES):
                yield exp.column(name)


def _await_records(leaves: Leaves, selections: list[Selection]) -> None:
    """Ask for the days until anything happens to a record of which something is still to begin."""
    found = [_awaited(leaves, selection) for selection in selections]
    if found:
        leaves.waiting.column("awaited", exp.Min(this=signs.least(found)), signs.always())
    literals = (each for selection in selections for each in _literals(selection.condition, held=True))
    if all(held for _, held in literals):
        # What holds only from some day on has a date that is not past.
        today = on(leaves.today.day)
        leaves.waiting_among = exp.or_(*(exp.column(name) >= today for name in _DATES))


def _awaited(leaves: Leaves, selection: Selection) -> exp.Expr:
    extract = leaves.waiting_facts
    literals = [(extract.occurred(), True)]
    literals += [(extract.meets(part), held) for part, held in _literals(selection.condition, held=True)]
    moving = [(sign, held) for sign, held in literals if sign not in (signs.always(), signs.never())]
    begins = [
        exp.and_(sign < signs.days(0), sign > signs.never())
        if held
        else exp.and_(sign > signs.days(0), sign < signs.always())
        for sign, held in moving
    ]
    first = signs.least(signs.magnitude(sign) for sign, _ in moving)
    matching = extract.take(selection)
    return exp.case().when(exp.and_(matching, exp.or_(*begins)), first).else_(signs.always())


def _literals(condition: Condition, *, held: bool) -> Iterator[tuple[Condition, bool]]:
    """Give the single conditions, and whether each is asked to hold or not to."""
    match condition:
        case Every(parts) | Some(parts):
            for part in parts:
                yield from _literals(part, held=held)
        case Contrary(part):
            yield from _literals(part, held=not held)
        case _:
            yield condition, held
