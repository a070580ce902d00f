"""What is found among all records of an enterprise: settled ones, and contested ones beside them.

The best world is what the settled records say; the worst joins to it what the contested ones say. What speaks against
an enterprise is seldom there, while nearly every enterprise has inspections that give its rates: so they are tables
apart, and each record is looked at by the few aggregates that it can move.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from sqlglot import exp

from qualitycredit.engines.columnar import signs
from qualitycredit.engines.columnar.extracts import OCCURRED, Extract
from qualitycredit.engines.columnar.records import contestable, missing
from qualitycredit.engines.columnar.spans import Today
from qualitycredit.engines.columnar.tables import ENTERPRISE, Greatest, Side, Totals, counted
from qualitycredit.model.conditions import Every, InWindow, Selection
from qualitycredit.model.nodes import RateAtLeast, WorldName
from qualitycredit.model.standard import Kind

_ZERO = exp.Literal.number(0)
_Table = TypeVar("_Table", Greatest, Totals)
DISPUTED: Final = "contested"


@dataclass(slots=True)
class Pair(Generic[_Table]):
    """The same aggregates over settled records and over contested ones: one table, grouped by both, read twice.

    Where they are `apart`, each side is a table of its own, and the facts are read twice: that takes less memory where
    nearly every enterprise has rows, and hardly any of them is contested.
    """

    extract: Extract
    table: _Table
    apart: bool = False
    settled: Side = field(init=False)
    contested: Side = field(init=False)

    def __post_init__(self) -> None:
        """Begin without columns."""
        self.settled = Side(f"settled_{self.table.name}", self.table, exp.not_(_disputed()))
        self.contested = Side(f"contested_{self.table.name}", self.table, _disputed())

    def sides(self) -> Iterator[Side]:
        """Give the sides that are read."""
        return (side for side in (self.settled, self.contested) if side.columns)

    def queries(self) -> Iterator[tuple[str, exp.Select]]:
        """Give the queries of the extract, of the table on it, and of its sides."""
        if not self.table.columns:
            return
        yield self.extract.name, self.extract.query(sifted=isinstance(self.table, Greatest))
        if not self.apart:
            yield self.table.name, self.table.query(self.extract.name, ENTERPRISE, DISPUTED)
        for side in self.sides():
            yield side.name, self._alone(side) if self.apart else side.query()

    def _alone(self, side: Side) -> exp.Select:
        query = self.table.query(self.extract.name, ENTERPRISE, where=side.condition)
        kept = [each for each in query.expressions if each.alias_or_name in {ENTERPRISE, *side.columns}]
        return query.select(*kept, append=False)


@dataclass(slots=True)
class Findings:
    """Aggregates over the records of an enterprise."""

    kinds: Mapping[str, Kind]
    today: Today
    names: Counter[str]
    found: Pair[Greatest] = field(init=False)
    rates: Pair[Greatest] = field(init=False)
    totals: Pair[Totals] = field(init=False)

    def __post_init__(self) -> None:
        """Begin with empty tables."""
        found, rates, totals = (
            Extract(f"facts_of_{name}", self.today) for name in ("found", "rates", "totals")
        )
        self.found = Pair(found, Greatest("found", self.names))
        self.rates = Pair(rates, Greatest("rates", self.names), apart=True)
        self.totals = Pair(totals, Totals("totals", self.names))

    def exists(self, selection: Selection, world: WorldName) -> exp.Expr:
        """Give the sign of some record being selected."""
        return self._most(self.found, "exists", selection, world)

    def short(self, node: RateAtLeast, world: WorldName) -> exp.Expr:
        """Give the sign of some record in the window having passed less than was inspected."""
        less = exp.column("passed") < exp.column("inspected")
        return self._most(self.found, "short", _data(node), world, less)

    def present(self, node: RateAtLeast, world: WorldName) -> exp.Expr:
        """Give the sign of some record in the window having inspected anything."""
        some = exp.and_(exp.column("inspected") > _ZERO, exp.not_(missing("passed")))
        return self._most(self.rates, "present", _data(node), world, some)

    def surplus(self, node: RateAtLeast, world: WorldName) -> exp.Expr:
        """Give what has passed in the window beyond the share asked for, in hundredths of a unit."""
        data, extract = _data(node), self.totals.extract
        inside = [extract.take(data), _complete(), signs.holds(extract.selected(data))]
        passed, inspected = (
            exp.Sum(this=counted(inside, exp.column(name))) for name in ("passed", "inspected")
        )
        beyond = exp.Literal.number(100) * passed - exp.Literal.number(node.percent) * inspected
        first, *rest = self._totals("surplus", beyond, _ZERO, data, world)
        return first + rest[0] if rest else first

    def moves(self, node: RateAtLeast, world: WorldName) -> exp.Expr:
        """Give the days until a record enters or leaves the window."""
        data, extract = _data(node), self.totals.extract
        span = signs.magnitude(extract.selected(data))
        nearest = exp.Min(this=counted([extract.take(data), _complete()], span))
        return signs.least(self._totals("moves", nearest, signs.always(), data, world))

    def pairs(self) -> tuple[Pair[Greatest] | Pair[Totals], ...]:
        """Give the pairs of tables, those without columns as well."""
        return self.found, self.rates, self.totals

    def _most(
        self,
        pair: Pair[Greatest],
        stem: str,
        selection: Selection,
        world: WorldName,
        *further: exp.Expr,
    ) -> exp.Expr:
        chosen = [pair.extract.take(selection), *further]
        column = pair.table.greatest(stem, chosen, pair.extract.selected(selection))
        columns = [pair.settled.take(column)]
        if self._disputed(selection, world):
            columns.append(pair.contested.take(column))
        return signs.greatest(columns)

    def _totals(
        self, stem: str, aggregate: exp.Expr, absent: exp.Expr, selection: Selection, world: WorldName
    ) -> list[exp.Expr]:
        column = self.totals.table.column(stem, aggregate, absent)
        columns = [self.totals.settled.take(column)]
        if self._disputed(selection, world):
            columns.append(self.totals.contested.take(column))
        return columns

    def _disputed(self, selection: Selection, world: WorldName) -> bool:
        return world == "worst" and contestable(self.kinds, selection.patterns)


def _disputed() -> exp.Expr:
    return exp.column(DISPUTED)


def _data(node: RateAtLeast) -> Selection:
    condition = Every((InWindow(OCCURRED, node.window), node.selection.condition))
    return Selection(node.selection.patterns, condition)


def _complete() -> exp.Expr:
    return exp.and_(*(exp.not_(missing(name)) for name in ("inspected", "passed")))
