"""Runs of adjacent records: each series in its order, and the least sign in every frame of a run's length."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlglot import exp, select

from qualitycredit.engines.columnar import signs
from qualitycredit.engines.columnar.extracts import FACTS, OCCURRED, Extract
from qualitycredit.engines.columnar.records import since_when
from qualitycredit.engines.columnar.spans import Today, on
from qualitycredit.engines.columnar.tables import ENTERPRISE, Totals, counted
from qualitycredit.model.conditions import Pattern
from qualitycredit.model.nodes import Run

IN_ORDER: Final = (OCCURRED, "record_id", "source")
_PLACE = "place"


@dataclass(slots=True)
class Order:
    """The records of a series that a world admits, in their order, and the runs in it."""

    name: str
    admitted: exp.Expr | None
    groups: tuple[str, ...]
    names: Counter[str]
    frames: dict[exp.Expr, str] = field(default_factory=dict)
    runs: Totals = field(init=False)

    def __post_init__(self) -> None:
        """Begin with no run."""
        self.runs = Totals(f"runs_of_{self.name}", self.names)

    def run(self, member: exp.Expr, length: int) -> exp.Expr:
        """Give the greatest of the least signs of `member` in frames of so many records."""
        frame = self._over(exp.Min(this=member), length)
        self.frames.setdefault(frame, f"frame_{len(self.frames) + 1}")
        whole = exp.column(_PLACE) >= exp.Literal.number(length)
        longest = exp.Max(this=counted([whole], exp.column(self.frames[frame])))
        return self.runs.column("run", longest, signs.never())

    def queries(self, facts: str) -> Iterator[tuple[str, exp.Select]]:
        """Give the query of the order, and that of its runs."""
        frames = [frame.as_(alias) for frame, alias in self.frames.items()]
        place = self._over(exp.RowNumber(), None).as_(_PLACE)
        query = select(ENTERPRISE, place, *frames).from_(facts)
        yield self.name, query if self.admitted is None else query.where(self.admitted)
        yield self.runs.name, self.runs.query(self.name, ENTERPRISE)

    def _over(self, function: exp.Expr, length: int | None) -> exp.Expr:
        frame = exp.WindowSpec(
            kind="ROWS",
            start=exp.Literal.number((length or 1) - 1),
            start_side="PRECEDING",
            end="CURRENT ROW",
        )
        order = [exp.Ordered(this=exp.column(name)) for name in IN_ORDER]
        return exp.Window(
            this=function,
            partition_by=[exp.column(name) for name in self.groups],
            order=exp.Order(expressions=order),
            spec=frame if length else None,
        )


@dataclass(slots=True)
class Series:
    """The series of one choice of records; runs of different members, lengths and worlds share its facts.

    Only the records of an enterprise that has as many members as the shortest run are put in order: most have not.
    """

    name: str
    patterns: tuple[Pattern, ...]
    by_subject: bool
    today: Today
    names: Counter[str]
    orders: dict[exp.Expr | None, Order] = field(default_factory=dict)
    shortest: int | None = None
    since: list[date | None] = field(default_factory=list)
    members: Extract = field(init=False)
    facts: Extract = field(init=False)

    def __post_init__(self) -> None:
        """Begin with no run."""
        self.facts = Extract(f"facts_of_{self.name}", self.today)
        self.facts.scope.widen(self.patterns)
        self.members = Extract(f"members_of_{self.name}", self.today)

    def run(self, node: Run, admitted: exp.Expr | None) -> exp.Expr:
        """Give the sign of a run among the records that are admitted, all where that is None."""
        matching = self.members.take(node.member)
        member = exp.case().when(matching, self.facts.selected(node.member)).else_(signs.never())
        self.shortest = min(node.length, self.shortest or node.length)
        self.since.append(since_when(node.member.condition, self.today))
        if admitted not in self.orders:
            groups = (ENTERPRISE, "kind", "subject") if self.by_subject else (ENTERPRISE, "kind")
            name = f"{self.name}_{len(self.orders) + 1}"
            self.orders[admitted] = Order(name, admitted, groups, self.names)
        return self.orders[admitted].run(member, node.length)

    def queries(self) -> Iterator[tuple[str, exp.Select]]:
        """Give the queries of the series and of its runs."""
        owners = (
            select(ENTERPRISE)
            .from_(FACTS)
            .where(signs.both([self.members.scope.kinds(), self.members.scope.condition()]))
            .group_by(ENTERPRISE)
            .having(exp.Count(this=exp.Star()) >= exp.Literal.number(self.shortest or 1))
        )
        owned = exp.In(this=exp.column(ENTERPRISE), query=exp.Subquery(this=owners))
        yield self.facts.name, self.facts.query([self._late_enough(), owned])
        for order in self.orders.values():
            yield from order.queries(self.facts.name)

    def _late_enough(self) -> exp.Expr | None:
        """Leave out the beginning of each series, of which nothing can be a member of a run any more."""
        days = [day for day in self.since if day is not None]
        return exp.column(OCCURRED) > on(min(days)) if len(days) == len(self.since) else None
