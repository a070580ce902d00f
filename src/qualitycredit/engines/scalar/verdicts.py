"""The definition: each node of a standard is a plain yes or no about one enterprise, on a day, in a world."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import assert_never

from qualitycredit.engines.scalar.conditions import COMPARISONS, meets, selected
from qualitycredit.model.conditions import Selection
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
from qualitycredit.model.periods import years_before
from qualitycredit.model.standard import Standard
from qualitycredit.model.worlds import World


def in_order(record: Record) -> tuple[date, str, str]:
    """Order records by day, then record_id, then source."""
    return record.occurred_on, record.record_id, record.source


def series_of(run: Run, records: Iterable[Record]) -> Iterator[list[Record]]:
    """Give the ordered series that a run looks at: one a kind, or one a kind and subject."""
    series: dict[tuple[str, str | None], list[Record]] = {}
    for record in sorted(records, key=in_order):
        series.setdefault((record.kind, record.subject if run.by_subject else None), []).append(record)
    yield from series.values()


@dataclass(slots=True)
class Evaluation:
    """One enterprise on one day in one world.

    `grades` holds the grades of the two worlds once they are known; only reasons for no grade ask for them.
    """

    standard: Standard
    dossier: Dossier
    today: date
    world: World
    grades: dict[str, str] = field(default_factory=dict)
    clauses: dict[str, bool] = field(default_factory=dict)
    by_kind: dict[str, list[Record]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Keep the records that exist: they have happened, and the world admits them."""
        for record in self.dossier.records:
            if record.occurred_on <= self.today and self.world.admits(record):
                self.by_kind.setdefault(record.kind, []).append(record)

    def matching(self, selection: Selection) -> list[Record]:
        """Give the existing records that match a pattern of the selection, whatever their dates."""
        kinds = dict.fromkeys(pattern.kind for pattern in selection.patterns)
        return [r for kind in kinds for r in self.by_kind.get(kind, ()) if selected(selection, r)]

    def select(self, selection: Selection) -> list[Record]:
        """Give the existing records that match the selection and meet its condition."""
        return [
            record for record in self.matching(selection) if meets(selection.condition, record, self.today)
        ]

    def clause(self, clause_id: str) -> bool:
        """Say whether a clause holds."""
        if clause_id not in self.clauses:
            self.clauses[clause_id] = self.holds(self.standard.clause(clause_id).node)
        return self.clauses[clause_id]

    def holds(self, node: Node) -> bool:
        """Say whether a node holds."""
        match node:
            case All(parts):
                return all(self.holds(part) for part in parts)
            case Any(parts):
                return any(self.holds(part) for part in parts)
            case Not(part):
                return not self.holds(part)
            case Exists(selection):
                return bool(self.select(selection))
            case ClauseHolds(clause):
                return self.clause(clause)
            case RateAtLeast():
                return self._rate(node)
            case Latest(selection, outcomes, or_absent):
                last = max(self.select(selection), key=in_order, default=None)
                return or_absent if last is None else last.outcome in outcomes
            case Covered(flag, selection):
                subjects = {record.subject for record in self.select(selection)}
                return all(
                    product.product in subjects for product in self.dossier.products if getattr(product, flag)
                )
            case Lapsed():
                return bool(self.lapsed(node))
            case Run():
                return any(True for _ in self.runs(node))
            case Compare(number, sign, value):
                return COMPARISONS[sign](self.number(number), value)
            case _:
                return self._about_enterprise(node)

    def _about_enterprise(self, node: EnterpriseNode) -> bool:
        enterprise = self.dossier.enterprise
        match node:
            case Constant(value):
                return value
            case Flag(column):
                return bool(getattr(enterprise, column))
            case HasProduct(flag):
                return any(getattr(product, flag) for product in self.dossier.products)
            case Elapsed(column, sign, years):
                day = getattr(enterprise, column)
                if day is None:
                    return False
                elapsed: bool = day <= years_before(self.today, years)
                return elapsed if sign == ">=" else not elapsed
            case EnterpriseDate(column, sign):
                day = getattr(enterprise, column)
                return day is not None and COMPARISONS[sign](day, self.today)
            case GradeIs(world, grade):
                return self.grades[world] == grade
            case WorldsDiffer():
                return self.grades["best"] != self.grades["worst"]
            case _ as unreachable:
                assert_never(unreachable)

    def data(self, node: RateAtLeast) -> list[Record]:
        """Give the records that a rate is computed from: in its window, with both numbers."""
        return [
            record
            for record in self.select(node.selection)
            if record.inspected is not None
            and record.passed is not None
            and node.window.holds(record.occurred_on, self.today)
        ]

    def _rate(self, node: RateAtLeast) -> bool:
        data = self.data(node)
        inspected = sum(record.inspected or 0 for record in data)
        if inspected == 0:
            return self.world.favours(node) or not self.holds(node.needed)
        return 100 * sum(record.passed or 0 for record in data) >= node.percent * inspected

    def lapsed(self, node: Lapsed) -> list[Record]:
        """Give the records of subjects that have some, none of which still meets the condition."""
        records = self.select(node.selection)
        valid = {record.subject for record in records if meets(node.still, record, self.today)}
        return [record for record in records if record.subject not in valid]

    def runs(self, node: Run) -> Iterator[list[Record]]:
        """Yield each run of adjacent records that are all members."""
        for series in series_of(node, self.matching(node.series)):
            for start in range(len(series) - node.length + 1):
                run = series[start : start + node.length]
                if all(selected(node.member, r) and meets(node.member.condition, r, self.today) for r in run):
                    yield run

    def number(self, number: Number) -> Decimal:
        """Compute a number."""
        match number:
            case LatestScore(selection, best, worst):
                last = self.latest_scored(selection)
                if last is None or last.score is None:
                    return best if self.world.favours(number) else worst
                return last.score
            case Total(parts):
                return sum((self.number(part) for part in parts), Decimal(0))
            case Highest(parts):
                return max(self.number(part) for part in parts)
            case Lowest(parts):
                return min(self.number(part) for part in parts)
            case _ as unreachable:
                assert_never(unreachable)

    def latest_scored(self, selection: Selection) -> Record | None:
        """Give the latest selected record that has a score."""
        scored = (record for record in self.select(selection) if record.score is not None)
        return max(scored, key=in_order, default=None)
