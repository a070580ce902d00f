"""Nodes that compute with numbers, which may be missing: rates and scores, as steps of a prepared standard.

Each gives the signed horizon that `Horizons` gives for the same node. What depends on the world is kept apart from
what depends on the records alone, so that the best world does not read them again.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import assert_never

from qualitycredit.engines.scalar.conditions import COMPARISONS
from qualitycredit.engines.scalar.days import FOREVER
from qualitycredit.engines.scalar.facts import Facts, Step, Values
from qualitycredit.engines.scalar.record_steps import latest_record
from qualitycredit.engines.scalar.spans import Span, matching, meeting, within
from qualitycredit.model.conditions import EVERYTHING
from qualitycredit.model.nodes import Compare, Highest, LatestScore, Lowest, Number, RateAtLeast, Total

Amount = Callable[[Facts], tuple[Decimal, int]]
"""A number, and the days during which it certainly stays."""


def _counts(node: RateAtLeast) -> Span:
    """Prepare the horizon of a record with both numbers being part of the rate."""
    inside = within(node.window)
    if node.selection.condition == EVERYTHING:
        return inside
    meets = meeting(node.selection.condition)
    return lambda record, day: min(inside(record, day), meets(record, day))


def measured_step(node: RateAtLeast) -> Step:
    """Prepare the rate by its data alone, met where there are none.

    For 100 % one short record decides, and the horizon is exact; otherwise it is the next day on which a record enters or leaves.
    """
    records, counts, percent = matching(node.selection), _counts(node), node.percent

    def exact(facts: Facts, _: Values) -> int:
        day = facts.day
        short = [
            -counts(record, day)
            for record in records(facts.by_kind)
            if record.inspected is not None and record.passed is not None and record.passed < record.inspected
        ]
        return min(short, default=FOREVER)

    def step(facts: Facts, _: Values) -> int:
        day, until, inspected, passed = facts.day, FOREVER, 0, 0
        for record in records(facts.by_kind):
            if record.inspected is None or record.passed is None:
                continue
            horizon = counts(record, day)
            until = min(until, abs(horizon))
            if horizon > 0:
                inspected += record.inspected
                passed += record.passed
        return until if 100 * passed >= percent * inspected else -until

    return exact if percent == 100 else step  # noqa: PLR2004 - the whole


def present_step(node: RateAtLeast) -> Step:
    """Prepare whether the rate has data: units were inspected."""
    records, counts = matching(node.selection), _counts(node)

    def step(facts: Facts, _: Values) -> int:
        day = facts.day
        found = [
            counts(record, day)
            for record in records(facts.by_kind)
            if record.inspected and record.passed is not None
        ]
        return max(found, default=-FOREVER)

    return step


def rate_step(node: RateAtLeast, measured: int, present: int, needed: int) -> Step:
    """Prepare a rate from the numbers of three steps: by its data alone, whether it has any, whether it is needed."""

    def exact(facts: Facts, values: Values) -> int:
        without = FOREVER if facts.world.favours(node) else -values[needed]
        return min(values[measured], max(values[present], without))

    def step(facts: Facts, values: Values) -> int:
        without = FOREVER if facts.world.favours(node) else -values[needed]
        found = values[measured]
        until = min(abs(found), abs(without))
        return until if (found if values[present] > 0 else without) > 0 else -until

    return exact if node.percent == 100 else step  # noqa: PLR2004 - the whole


def compare_step(node: Compare, number: Amount) -> Step:
    """Prepare `Compare` of a number that is prepared."""
    holds, value = COMPARISONS[node.operator], node.value

    def step(facts: Facts, _: Values) -> int:
        found, until = number(facts)
        return until if holds(found, value) else -until

    return step


def amount_of(number: Number, known: dict[Number, Amount]) -> Amount:
    """Prepare a number, once: `known` has those that are prepared."""
    if number not in known:
        known[number] = _amount(number, known)
    return known[number]


def _amount(number: Number, known: dict[Number, Amount]) -> Amount:
    match number:
        case LatestScore():
            return _latest_score(number)
        case Total(parts):
            return _joined([amount_of(part, known) for part in parts], lambda values: sum(values, Decimal(0)))
        case Highest(parts):
            return _joined([amount_of(part, known) for part in parts], max)
        case Lowest(parts):
            return _joined([amount_of(part, known) for part in parts], min)
        case _ as unreachable:
            assert_never(unreachable)


def _latest_score(number: LatestScore) -> Amount:
    matches = matching(number.selection)

    def amount(facts: Facts) -> tuple[Decimal, int]:
        if (found := facts.latest.get(matches)) is None:
            scored = (record for record in matches(facts.by_kind) if record.score is not None)
            found = facts.latest[matches] = latest_record(scored, facts.today)
        last, until = found
        if last is None or last.score is None:
            return (number.best if facts.world.favours(number) else number.worst), until
        return last.score, until

    return amount


def _joined(amounts: Sequence[Amount], join: Callable[[list[Decimal]], Decimal]) -> Amount:
    def amount(facts: Facts) -> tuple[Decimal, int]:
        found = [part(facts) for part in amounts]
        return join([value for value, _ in found]), min([until for _, until in found])

    return amount
