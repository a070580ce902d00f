"""The plain meaning of a node: yes or no on one day, straight from the definition, with no thought of speed."""

import operator
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

from qualitycredit.engines.columnar import FOREVER
from qualitycredit.model import conditions as c
from qualitycredit.model import nodes as n
from qualitycredit.model.facts import Dossier, Record
from qualitycredit.model.periods import years_before
from tests.unit.columnar.standards import TODAY, signs_of

FAR = 1_500
COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def assert_sound(node: n.Node, *dossiers: Dossier, day: date = TODAY) -> list[tuple[int, int]]:
    """Check that the signs of a node are right today and stay right for as long as they say; give them."""
    found = signs_of(node, *dossiers, day=day)
    for facts, signs in zip(dossiers, found, strict=True):
        for world, sign in zip(("best", "worst"), signs, strict=True):
            assert 0 < abs(sign) <= FOREVER
            for ahead in range(min(abs(sign), FAR, (date.max - day).days + 1)):
                then = day + timedelta(days=ahead)
                assert truth(node, facts, then, world) == (sign > 0), (world, then, facts)
    return found


def truth(node: n.Node, facts: Dossier, day: date, world: str) -> bool:
    """Say whether a node holds on a day."""
    existing = [r for r in facts.records if r.occurred_on <= day and (world == "worst" or not r.contested)]
    match node:
        case n.Constant(value):
            return value
        case n.All(parts):
            return all(truth(part, facts, day, world) for part in parts)
        case n.Any(parts):
            return any(truth(part, facts, day, world) for part in parts)
        case n.Not(part):
            return not truth(part, facts, day, world)
        case n.Flag(column):
            return bool(getattr(facts.enterprise, column))
        case n.HasProduct(flag):
            return any(getattr(product, flag) for product in facts.products)
        case n.Elapsed(column, sign, years):
            since = getattr(facts.enterprise, column)
            return since is not None and (since <= years_before(day, years)) == (sign == ">=")
        case n.EnterpriseDate(column, sign):
            moment = getattr(facts.enterprise, column)
            return moment is not None and COMPARE[sign](moment, day)
        case n.Exists(selection):
            return any(selects(selection, r, day) for r in existing)
        case n.Latest(selection, outcomes, or_absent):
            last = max((r for r in existing if matches(selection, r)), key=order, default=None)
            return or_absent if last is None else last.outcome in outcomes
        case n.RateAtLeast(selection, window, percent, needed):
            data = [
                (r.inspected, r.passed)
                for r in existing
                if selects(selection, r, day) and window.holds(r.occurred_on, day)
            ]
            full = [(inspected, passed) for inspected, passed in data if None not in (inspected, passed)]
            inspected, passed = sum(i or 0 for i, _ in full), sum(p or 0 for _, p in full)
            if inspected == 0:
                return world == "best" or not truth(needed, facts, day, world)
            return 100 * passed >= percent * inspected
        case n.Covered(flag, selection):
            subjects = {r.subject for r in existing if selects(selection, r, day)}
            return all(p.product in subjects for p in facts.products if getattr(p, flag))
        case n.Lapsed(selection, still):
            selected = [r for r in existing if selects(selection, r, day)]
            valid = {r.subject for r in selected if meets(still, r, day)}
            return any(r.subject not in valid for r in selected)
        case n.Run():
            return runs(node, facts, day, world)
        case n.Compare(number, sign, value):
            return COMPARE[sign](amount(number, existing, world), value)
        case _:
            raise AssertionError(node)


def runs(node: n.Run, facts: Dossier, day: date, world: str) -> bool:
    """Say whether some series has a run of members; records still to come keep their places."""

    def series(r: Record) -> tuple[str, str]:
        return r.kind, (r.subject or "") if node.by_subject else ""

    admitted = [r for r in facts.records if matches(node.series, r) and (world == "worst" or not r.contested)]
    for _, group in groupby(sorted(admitted, key=lambda r: (series(r), order(r))), key=series):
        members = [matches(node.member, r) and selects(node.member, r, day) for r in group]
        if any(all(members[i : i + node.length]) for i in range(len(members) - node.length + 1)):
            return True
    return False


def amount(number: n.Number, existing: list[Record], world: str) -> Decimal:
    """Compute a number."""
    match number:
        case n.LatestScore(selection, best, worst):
            scored = [r for r in existing if matches(selection, r) and r.score is not None]
            score = max(scored, key=order).score if scored else None
            return score if score is not None else best if world == "best" else worst
        case n.Total(parts):
            return sum((amount(part, existing, world) for part in parts), Decimal(0))
        case n.Highest(parts):
            return max(amount(part, existing, world) for part in parts)
        case n.Lowest(parts):
            return min(amount(part, existing, world) for part in parts)


def order(r: Record) -> tuple[date, str, str]:
    return r.occurred_on, r.record_id, r.source


def matches(selection: c.Selection, r: Record) -> bool:
    return any(
        p.kind == r.kind and (p.outcomes is None or r.outcome in p.outcomes) for p in selection.patterns
    )


def selects(selection: c.Selection, r: Record, day: date) -> bool:
    return matches(selection, r) and r.occurred_on <= day and meets(selection.condition, r, day)


def meets(condition: c.Condition, r: Record, day: date) -> bool:
    """Say whether a record meets a condition on a day."""

    def seen(field: str) -> date | None:
        moment: date | None = getattr(r, field)
        return None if field == "closed_on" and moment is not None and moment > day else moment

    match condition:
        case c.InWindow(field, window):
            moment = seen(field)
            return moment is not None and window.holds(moment, day)
        case c.Missing(field):
            return seen(field) is None
        case c.BesideToday(field, sign):
            moment = seen(field)
            return moment is not None and COMPARE[sign](moment, day)
        case c.BesideDate(left, sign, right):
            first, second = seen(left), seen(right)
            return None not in (first, second) and COMPARE[sign](first, second)
        case c.BesideNumber(column, sign, value):
            number = getattr(r, column)
            return number is not None and COMPARE[sign](number, value)
        case c.Every(parts):
            return all(meets(part, r, day) for part in parts)
        case c.Some(parts):
            return any(meets(part, r, day) for part in parts)
        case c.Contrary(part):
            return not meets(part, r, day)
