"""Nodes that look at records, as steps of a prepared standard.

Each gives the signed horizon that `Horizons` gives for the same node; what the standard fixes is worked out when the
step is made.
"""

from collections.abc import Iterable
from datetime import date
from operator import attrgetter

from qualitycredit.engines.scalar.conditions import selected
from qualitycredit.engines.scalar.days import FOREVER
from qualitycredit.engines.scalar.facts import Facts, Step, Values
from qualitycredit.engines.scalar.spans import matching, meeting, selecting
from qualitycredit.engines.scalar.verdicts import in_order, series_of
from qualitycredit.model.facts import Record
from qualitycredit.model.nodes import Covered, Exists, Lapsed, Latest, Run


def exists_step(node: Exists) -> Step:
    """Prepare `Exists`."""
    records, selects = matching(node.selection), selecting(node.selection)

    def step(facts: Facts, _: Values) -> int:
        day = facts.day
        return max([selects(record, day) for record in records(facts.by_kind)], default=-FOREVER)

    return step


def latest_record(records: Iterable[Record], today: date) -> tuple[Record | None, int]:
    """Find the latest record that has occurred, and the days until the next one does."""
    last: Record | None = None
    until, day = FOREVER, today.toordinal()
    for record in records:
        if record.occurred_on > today:
            until = min(until, record.occurred_on.toordinal() - day)
        elif last is None or in_order(record) > in_order(last):
            last = record
    return last, until


def latest_step(node: Latest) -> Step:
    """Prepare `Latest`."""
    records, outcomes, or_absent = matching(node.selection), node.outcomes, node.or_absent

    def step(facts: Facts, _: Values) -> int:
        last, until = latest_record(records(facts.by_kind), facts.today)
        return until if (or_absent if last is None else last.outcome in outcomes) else -until

    return step


def covered_step(node: Covered) -> Step:
    """Prepare `Covered`."""
    carries, records, selects = attrgetter(node.flag), matching(node.selection), selecting(node.selection)

    def step(facts: Facts, _: Values) -> int:
        asked = [product.product for product in facts.products if carries(product)]
        if not asked:
            return FOREVER
        valid = dict.fromkeys(asked, -FOREVER)
        for record in records(facts.by_kind):
            if (subject := record.subject) in valid:
                valid[subject] = max(valid[subject], selects(record, facts.day))
        return min(valid.values())

    return step


def lapsed_step(node: Lapsed) -> Step:
    """Prepare `Lapsed`."""
    records, selects, lasts = matching(node.selection), selecting(node.selection), meeting(node.still)

    def step(facts: Facts, _: Values) -> int:
        had: dict[str | None, int] = {}
        has: dict[str | None, int] = {}
        day = facts.day
        for record in records(facts.by_kind):
            subject, horizon = record.subject, selects(record, day)
            had[subject] = max(had.get(subject, -FOREVER), horizon)
            has[subject] = max(has.get(subject, -FOREVER), min(horizon, lasts(record, day)))
        return max([min(had[subject], -has[subject]) for subject in had], default=-FOREVER)

    return step


def run_step(node: Run) -> Step:
    """Prepare `Run`."""
    records, selects, length = matching(node.series), selecting(node.member), node.length

    def step(facts: Facts, _: Values) -> int:
        found = -FOREVER
        for series in series_of(node, records(facts.by_kind)):
            members = [
                selects(record, facts.day) if selected(node.member, record) else -FOREVER for record in series
            ]
            for start in range(len(members) - length + 1):
                found = max(found, min(members[start : start + length]))
        return found

    return step
