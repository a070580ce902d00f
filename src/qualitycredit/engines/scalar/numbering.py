"""The nodes of a standard as numbered steps, each after those that it rests on."""

from operator import itemgetter

from qualitycredit.engines.scalar.days import FOREVER
from qualitycredit.engines.scalar.enterprise_steps import enterprise_step
from qualitycredit.engines.scalar.facts import Step
from qualitycredit.engines.scalar.number_steps import (
    Amount,
    amount_of,
    compare_step,
    measured_step,
    present_step,
    rate_step,
)
from qualitycredit.engines.scalar.record_steps import (
    covered_step,
    exists_step,
    lapsed_step,
    latest_step,
    run_step,
)
from qualitycredit.model.conditions import Pattern
from qualitycredit.model.nodes import (
    All,
    Any,
    ClauseHolds,
    Compare,
    Constant,
    Covered,
    EnterpriseNode,
    Exists,
    Lapsed,
    Latest,
    Node,
    Not,
    Number,
    RateAtLeast,
    Run,
)
from qualitycredit.model.standard import Standard


class Numbering:
    """Steps in the making. Equal nodes are one step; a rate is three, and a clause is the step of its node.

    `rests_on` has the steps that each step reads, `looks_at` the records; `always` are steps that can differ between
    enterprises without records, `assuming` those that take a missing fact to be good or bad.
    """

    def __init__(self, standard: Standard) -> None:
        self.numbers: dict[Node, int] = {}
        self.steps: list[Step] = []
        self.rests_on: list[tuple[int, ...]] = []
        self.looks_at: list[tuple[Pattern, ...]] = []
        self.always: set[int] = set()
        self.assuming: list[int] = []
        self._clauses = {clause.id: clause.node for clause in standard.clauses}
        self._amounts: dict[Number, Amount] = {}

    def number(self, node: Node) -> int:
        """Give the number of the step of a node, making the step where there is none."""
        if node not in self.numbers:
            self.numbers[node] = self._made(node)
        return self.numbers[node]

    def above(self, start: set[int]) -> frozenset[int]:
        """Give these steps and all that rest on them."""
        found = set(start)
        for number, parts in enumerate(self.rests_on):
            if not found.isdisjoint(parts):
                found.add(number)
        return frozenset(found)

    def _made(self, node: Node) -> int:
        match node:
            case ClauseHolds(clause):
                return self.number(self._clauses[clause])
            case All(parts):
                return self._least(*(self.number(part) for part in parts))
            case Any(parts):
                return self._greatest(*(self.number(part) for part in parts))
            case Not(part):
                number = self.number(part)
                return self._add(lambda _, values: -values[number], (number,))
            case RateAtLeast():
                return self._rate(node)
            case Exists(selection):
                return self._add(exists_step(node), looks_at=selection.patterns)
            case Latest(selection):
                return self._add(latest_step(node), looks_at=selection.patterns)
            case Lapsed(selection):
                return self._add(lapsed_step(node), looks_at=selection.patterns)
            case Run(member=member):
                return self._add(run_step(node), looks_at=member.patterns)
            case Constant():
                return self._add(enterprise_step(node))
            case _:
                return self._varying(node)

    def _varying(self, node: Compare | Covered | EnterpriseNode) -> int:
        match node:
            case Compare():
                step = compare_step(node, amount_of(node.number, self._amounts))
                self.assuming.append(self._add_always(step))
                return self.assuming[-1]
            case Covered():
                return self._add_always(covered_step(node))
            case _:
                return self._add_always(enterprise_step(node))

    def _add(self, step: Step, rests_on: tuple[int, ...] = (), looks_at: tuple[Pattern, ...] = ()) -> int:
        self.steps.append(step)
        self.rests_on.append(rests_on)
        self.looks_at.append(looks_at)
        return len(self.steps) - 1

    def _add_always(self, step: Step, rests_on: tuple[int, ...] = ()) -> int:
        number = self._add(step, rests_on)
        self.always.add(number)
        return number

    def _least(self, *parts: int) -> int:
        if len(parts) == 1:
            return parts[0]
        if not parts:
            return self._add(lambda _facts, _values: FOREVER)
        pick = itemgetter(*parts)
        return self._add(lambda _, values: min(pick(values)), parts)

    def _greatest(self, *parts: int) -> int:
        if len(parts) == 1:
            return parts[0]
        if not parts:
            return self._add(lambda _facts, _values: -FOREVER)
        pick = itemgetter(*parts)
        return self._add(lambda _, values: max(pick(values)), parts)

    def _rate(self, node: RateAtLeast) -> int:
        patterns = node.selection.patterns
        measured = self._add(measured_step(node), looks_at=patterns)
        present = self._add(present_step(node), looks_at=patterns)
        needed = self.number(node.needed)
        rests_on = (measured, present, needed)
        self.assuming.append(self._add_always(rate_step(node, *rests_on), rests_on))
        return self.assuming[-1]
