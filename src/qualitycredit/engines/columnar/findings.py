"""What is found among all records of an enterprise: settled ones, and contested ones beside them.

The best world is what the settled records say; the worst joins to it what the contested ones say. Few records are
contested, so the second table costs little.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlglot import exp

from qualitycredit.engines.columnar import signs
from qualitycredit.engines.columnar.extracts import OCCURRED, Extract
from qualitycredit.engines.columnar.records import contestable, missing
from qualitycredit.engines.columnar.spans import Today
from qualitycredit.engines.columnar.tables import ENTERPRISE, Table, counted
from qualitycredit.model.conditions import Every, InWindow, Selection
from qualitycredit.model.nodes import RateAtLeast, WorldName
from qualitycredit.model.standard import Kind

_ZERO = exp.Literal.number(0)


@dataclass(slots=True)
class Findings:
    """Aggregates over the records of an enterprise."""

    kinds: Mapping[str, Kind]
    today: Today
    names: Counter[str]
    extract: Extract = field(init=False)
    settled: Table = field(init=False)
    contested: Table = field(init=False)

    def __post_init__(self) -> None:
        """Begin with empty tables."""
        self.extract = Extract("facts_of_findings", self.today)
        self.settled = Table("settled", self.names)
        self.contested = Table("contested", self.names)

    def exists(self, selection: Selection, world: WorldName) -> exp.Expr:
        """Give the sign of some record being selected."""
        return signs.greatest(self._most("exists", selection, world))

    def short(self, node: RateAtLeast, world: WorldName) -> exp.Expr:
        """Give the sign of some record in the window having passed less than was inspected."""
        less = exp.column("passed") < exp.column("inspected")
        return signs.greatest(self._most("short", _data(node), world, less))

    def present(self, node: RateAtLeast, world: WorldName) -> exp.Expr:
        """Give the sign of some record in the window having inspected anything."""
        some = exp.and_(exp.column("inspected") > _ZERO, exp.not_(missing("passed")))
        return signs.greatest(self._most("present", _data(node), world, some))

    def surplus(self, node: RateAtLeast, world: WorldName) -> exp.Expr:
        """Give what has passed in the window beyond the share asked for, in hundredths of a unit."""
        data = _data(node)
        inside = [self.extract.take(data), _complete(), signs.holds(self.extract.selected(data))]
        passed, inspected = (
            exp.Sum(this=counted(inside, exp.column(name))) for name in ("passed", "inspected")
        )
        beyond = exp.Literal.number(100) * passed - exp.Literal.number(node.percent) * inspected
        first, *rest = self._columns("surplus", beyond, _ZERO, data, world)
        return first + rest[0] if rest else first

    def moves(self, node: RateAtLeast, world: WorldName) -> exp.Expr:
        """Give the days until a record enters or leaves the window."""
        data = _data(node)
        span = signs.magnitude(self.extract.selected(data))
        nearest = exp.Min(this=counted([self.extract.take(data), _complete()], span))
        return signs.least(self._columns("moves", nearest, signs.always(), data, world))

    def tables(self) -> Iterator[Table]:
        """Give the tables that have columns."""
        return (table for table in (self.settled, self.contested) if table.columns)

    def queries(self) -> Iterator[tuple[str, exp.Select]]:
        """Give the queries of the extract and of the tables on it."""
        disputed = exp.column("contested")
        if self.settled.columns:
            yield self.extract.name, self.extract.query()
        for table in self.tables():
            where = disputed if table is self.contested else exp.not_(disputed)
            yield table.name, table.query(self.extract.name, ENTERPRISE, where=where)

    def _most(self, stem: str, selection: Selection, world: WorldName, *further: exp.Expr) -> list[exp.Expr]:
        matching = self.extract.take(selection)
        most = exp.Max(this=counted([matching, *further], self.extract.selected(selection)))
        return self._columns(stem, most, signs.never(), selection, world)

    def _columns(
        self, stem: str, aggregate: exp.Expr, absent: exp.Expr, selection: Selection, world: WorldName
    ) -> list[exp.Expr]:
        columns = [self.settled.column(stem, aggregate, absent)]
        if world == "worst" and contestable(self.kinds, selection.patterns):
            columns.append(self.contested.column(f"contested_{stem}", aggregate, absent))
        return columns


def _data(node: RateAtLeast) -> Selection:
    condition = Every((InWindow(OCCURRED, node.window), node.selection.condition))
    return Selection(node.selection.patterns, condition)


def _complete() -> exp.Expr:
    return exp.and_(*(exp.not_(missing(name)) for name in ("inspected", "passed")))
