"""Nodes that look at the enterprise, its products or the grades of the worlds, as steps of a prepared standard.

Each gives the signed horizon that `Horizons` gives for the same node.
"""

from operator import attrgetter
from typing import Literal, assert_never

from qualitycredit.engines.scalar.days import ALWAYS, FOREVER, between, certain
from qualitycredit.engines.scalar.facts import Facts, Step, Values
from qualitycredit.model.nodes import (
    Constant,
    Elapsed,
    EnterpriseDate,
    EnterpriseNode,
    Flag,
    GradeIs,
    HasProduct,
    WorldsDiffer,
)
from qualitycredit.model.periods import anniversary


def enterprise_step(node: EnterpriseNode) -> Step:
    """Prepare a node about the enterprise."""
    match node:
        case Constant(value):
            return lambda _facts, _values: certain(value)
        case Flag(column):
            flagged = attrgetter(column)
            return lambda facts, _: FOREVER if flagged(facts.enterprise) else -FOREVER
        case HasProduct(flag):
            carries = attrgetter(flag)
            return lambda facts, _: certain(any(map(carries, facts.products)))
        case Elapsed():
            return _elapsed(node)
        case EnterpriseDate():
            return _date(node)
        case GradeIs(world, grade):
            return _grade_is(world, grade)
        case WorldsDiffer():
            return _worlds_differ
        case _ as unreachable:
            assert_never(unreachable)


def _elapsed(node: Elapsed) -> Step:
    dated, years, reached = attrgetter(node.column), node.years, node.operator == ">="

    def step(facts: Facts, _: Values) -> int:
        found = dated(facts.enterprise)
        if found is None:
            return -FOREVER
        horizon = between(facts.day, anniversary(found, years))
        return horizon if reached else -horizon

    return step


def _date(node: EnterpriseDate) -> Step:
    dated = attrgetter(node.column)
    # Where the date is behind, "<" begins the day after it, "<=" on it; where it is ahead, ">" ends on it, ">=" after.
    later = node.operator in {"<", ">="}
    behind = node.operator in {"<", "<="}

    def step(facts: Facts, _: Values) -> int:
        found = dated(facts.enterprise)
        if found is None:
            return -FOREVER
        turn = found.toordinal() + later
        return between(facts.day, turn) if behind else between(facts.day, ALWAYS, turn)

    return step


def _grade_is(world: Literal["best", "worst"], grade: str) -> Step:
    def step(facts: Facts, _: Values) -> int:
        found, until = facts.grades[world]
        return until if found == grade else -until

    return step


def _worlds_differ(facts: Facts, _: Values) -> int:
    (best, until_best), (worst, until_worst) = facts.grades["best"], facts.grades["worst"]
    until = min(until_best, until_worst)
    return until if best != worst else -until
