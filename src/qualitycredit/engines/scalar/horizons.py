"""How long each verdict stays: the same nodes read as signed horizons.

A horizon is one whole number: its sign is the verdict, its magnitude the days from today during which that verdict
certainly stays, FOREVER where it never changes. Then `any` is max, `all` is min and `not` is the negation, and the
first day on which a grade may change falls out of the same walk as the grade (docs/adr, signed horizons).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import assert_never

from qualitycredit.engines.scalar.conditions import COMPARISONS, selected
from qualitycredit.engines.scalar.days import ALWAYS, FOREVER, between, certain
from qualitycredit.engines.scalar.verdicts import in_order, series_of
from qualitycredit.model.conditions import (
    BesideDate,
    BesideNumber,
    BesideToday,
    Condition,
    Contrary,
    Every,
    InWindow,
    Missing,
    Selection,
    Some,
)
from qualitycredit.model.facts import Dossier, Record
from qualitycredit.model.nodes import (
    All,
    Any,
    ClauseHolds,
    Compare,
    Constant,
    Covered,
    Elapsed,
    EnterpriseDate,
    EnterpriseNode,
    Exists,
    Flag,
    GradeIs,
    HasProduct,
    Highest,
    Lapsed,
    Latest,
    LatestScore,
    Lowest,
    Node,
    Not,
    Number,
    RateAtLeast,
    Run,
    Total,
    WorldsDiffer,
)
from qualitycredit.model.periods import Window, anniversary
from qualitycredit.model.standard import Standard
from qualitycredit.model.worlds import World


@dataclass(slots=True)
class Horizons:
    """One enterprise from one day on, in one world. `grades` maps a world to its grade and that grade's horizon."""

    standard: Standard
    dossier: Dossier
    today: date
    world: World
    grades: dict[str, tuple[str, int]] = field(default_factory=dict)
    clauses: dict[str, int] = field(default_factory=dict)
    by_kind: dict[str, list[Record]] = field(default_factory=dict)
    day: int = 0

    def __post_init__(self) -> None:
        """Keep the records that the world admits, those still to come as well."""
        self.day = self.today.toordinal()
        for record in self.dossier.records:
            if self.world.admits(record):
                self.by_kind.setdefault(record.kind, []).append(record)

    def between(self, enter: int, leave: int = FOREVER) -> int:
        """Give the horizon of what holds from the day `enter` until before the day `leave` (ordinals)."""
        return between(self.day, enter, leave)

    def matching(self, selection: Selection) -> list[Record]:
        """Give the admitted records that match a pattern, past and to come."""
        kinds = dict.fromkeys(pattern.kind for pattern in selection.patterns)
        return [r for kind in kinds for r in self.by_kind.get(kind, ()) if selected(selection, r)]

    def occurred(self, record: Record) -> int:
        """Give the horizon of a record's existence."""
        return self.between(record.occurred_on.toordinal())

    def in_window(self, record: Record, window: Window) -> int:
        """Give the horizon of a record's day lying in a window."""
        return self.between(record.occurred_on.toordinal(), window.leaves(record.occurred_on))

    def selects(self, selection: Selection, record: Record) -> int:
        """Give the horizon of a record, that matches a pattern, being selected."""
        return min(self.occurred(record), self.meets(selection.condition, record))

    def meets(self, condition: Condition, record: Record) -> int:
        """Give the horizon of a condition on a record."""
        match condition:
            case InWindow(name, window):
                day: date | None = getattr(record, name)
                return -FOREVER if day is None else self.between(day.toordinal(), window.leaves(day))
            case Missing(name):
                day = getattr(record, name)
                if name == "closed_on" and day is not None:
                    return self.between(ALWAYS, day.toordinal())
                return certain(day is None)
            case BesideToday(name, sign):
                day = getattr(record, name)
                return -FOREVER if day is None else self._beside_today(day, sign, closing=name == "closed_on")
            case BesideDate(left, sign, right):
                first, second = getattr(record, left), getattr(record, right)
                if first is None or second is None or not COMPARISONS[sign](first, second):
                    return -FOREVER
                closing = "closed_on" in (left, right)
                return self.between(record.closed_on.toordinal()) if closing and record.closed_on else FOREVER
            case BesideNumber(number, sign, value):
                found = getattr(record, number)
                return certain(found is not None and COMPARISONS[sign](found, value))
            case Every(parts):
                return min((self.meets(part, record) for part in parts), default=FOREVER)
            case Some(parts):
                return max((self.meets(part, record) for part in parts), default=-FOREVER)
            case Contrary(part):
                return -self.meets(part, record)
            case _ as unreachable:
                assert_never(unreachable)

    def _beside_today(self, day: date, sign: str, *, closing: bool = False) -> int:
        ordinal = day.toordinal()
        first = ordinal if closing else ALWAYS
        spans = {
            "<": (ordinal + 1, FOREVER),
            "<=": (ordinal, FOREVER),
            ">": (first, ordinal),
            ">=": (first, ordinal + 1),
        }
        return self.between(*spans[sign])

    def clause(self, clause_id: str) -> int:
        """Give the horizon of a clause."""
        if clause_id not in self.clauses:
            self.clauses[clause_id] = self.horizon(self.standard.clause(clause_id).node)
        return self.clauses[clause_id]

    def horizon(self, node: Node) -> int:
        """Give the horizon of a node."""
        match node:
            case All(parts):
                return min((self.horizon(part) for part in parts), default=FOREVER)
            case Any(parts):
                return max((self.horizon(part) for part in parts), default=-FOREVER)
            case Not(part):
                return -self.horizon(part)
            case Exists(selection):
                return max((self.selects(selection, r) for r in self.matching(selection)), default=-FOREVER)
            case ClauseHolds(clause):
                return self.clause(clause)
            case RateAtLeast():
                return self._rate(node)
            case Latest(selection, outcomes, or_absent):
                last, until = self._latest(self.matching(selection))
                return until if (or_absent if last is None else last.outcome in outcomes) else -until
            case Covered(flag, selection):
                return self._covered(flag, selection)
            case Lapsed():
                return self._lapsed(node)
            case Run():
                return self._run(node)
            case Compare(number, sign, value):
                found, until = self._number(number)
                return until if COMPARISONS[sign](found, value) else -until
            case _:
                return self._about_enterprise(node)

    def _about_enterprise(self, node: EnterpriseNode) -> int:
        enterprise = self.dossier.enterprise
        match node:
            case Constant(value):
                return certain(value)
            case Flag(column):
                return certain(bool(getattr(enterprise, column)))
            case HasProduct(flag):
                return certain(any(getattr(product, flag) for product in self.dossier.products))
            case Elapsed(column, sign, years):
                day = getattr(enterprise, column)
                if day is None:
                    return -FOREVER
                elapsed = self.between(anniversary(day, years))
                return elapsed if sign == ">=" else -elapsed
            case EnterpriseDate(column, sign):
                day = getattr(enterprise, column)
                return -FOREVER if day is None else self._beside_today(day, sign)
            case GradeIs(world, grade):
                found, until = self.grades[world]
                return until if found == grade else -until
            case WorldsDiffer():
                (best, until_best), (worst, until_worst) = self.grades["best"], self.grades["worst"]
                until = min(until_best, until_worst)
                return until if best != worst else -until
            case _ as unreachable:
                assert_never(unreachable)

    def _latest(self, records: Iterable[Record]) -> tuple[Record | None, int]:
        last: Record | None = None
        until = FOREVER
        for record in records:
            if record.occurred_on > self.today:
                until = min(until, record.occurred_on.toordinal() - self.day)
            elif last is None or in_order(record) > in_order(last):
                last = record
        return last, until

    def _rate(self, node: RateAtLeast) -> int:
        data = [
            (record, min(self.in_window(record, node.window), self.meets(node.selection.condition, record)))
            for record in self.matching(node.selection)
            if record.inspected is not None and record.passed is not None
        ]
        without = FOREVER if self.world.favours(node) else -self.horizon(node.needed)
        if node.percent == 100:  # noqa: PLR2004 - then one short record decides, and the horizon is exact
            short = max((h for r, h in data if (r.passed or 0) < (r.inspected or 0)), default=-FOREVER)
            present = max((h for r, h in data if r.inspected), default=-FOREVER)
            return min(-short, max(present, without))
        current = [record for record, horizon in data if horizon > 0]
        inspected = sum(record.inspected or 0 for record in current)
        passed = sum(record.passed or 0 for record in current)
        moves = [abs(horizon) for _, horizon in data] + [abs(without)]
        holds = without > 0 if inspected == 0 else 100 * passed >= node.percent * inspected
        return min(moves) if holds else -min(moves)

    def _covered(self, flag: str, selection: Selection) -> int:
        valid: dict[str | None, int] = {}
        for record in self.matching(selection):
            valid[record.subject] = max(valid.get(record.subject, -FOREVER), self.selects(selection, record))
        flagged = (product.product for product in self.dossier.products if getattr(product, flag))
        return min((valid.get(product, -FOREVER) for product in flagged), default=FOREVER)

    def _lapsed(self, node: Lapsed) -> int:
        had: dict[str | None, int] = {}
        has: dict[str | None, int] = {}
        for record in self.matching(node.selection):
            selects = self.selects(node.selection, record)
            had[record.subject] = max(had.get(record.subject, -FOREVER), selects)
            still = min(selects, self.meets(node.still, record))
            has[record.subject] = max(has.get(record.subject, -FOREVER), still)
        return max((min(had[subject], -has[subject]) for subject in had), default=-FOREVER)

    def _run(self, node: Run) -> int:
        found = -FOREVER
        for series in series_of(node, self.matching(node.series)):
            members = [self.selects(node.member, r) if selected(node.member, r) else -FOREVER for r in series]
            for start in range(len(members) - node.length + 1):
                found = max(found, min(members[start : start + node.length]))
        return found

    def _number(self, number: Number) -> tuple[Decimal, int]:
        match number:
            case LatestScore(selection, best, worst):
                last, until = self._latest(r for r in self.matching(selection) if r.score is not None)
                if last is None or last.score is None:
                    return (best if self.world.favours(number) else worst), until
                return last.score, until
            case Total(parts) | Highest(parts) | Lowest(parts):
                numbers = [self._number(part) for part in parts]
                values = [value for value, _ in numbers]
                joined = {Total: sum(values, Decimal(0)), Highest: max(values), Lowest: min(values)}[
                    type(number)
                ]
                return joined, min(until for _, until in numbers)
            case _ as unreachable:
                assert_never(unreachable)
