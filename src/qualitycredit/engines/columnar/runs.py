"""Runs of adjacent records: each series in its order, and the least sign in every frame of a run's length."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlglot import exp, select

from qualitycredit.engines.columnar import signs
from qualitycredit.engines.columnar.extracts import FACTS, OCCURRED, Extract
from qualitycredit.engines.columnar.spans import Today
from qualitycredit.engines.columnar.tables import ENTERPRISE, Table, counted
from qualitycredit.model.conditions import Pattern
from qualitycredit.model.nodes import Run

_PLACE = "place"


@dataclass(slots=True)
class Series:
    """The series of one choice of records; runs of different members and lengths share its order."""

    name: str
    patterns: tuple[Pattern, ...]
    admitted: exp.Expr | None
    by_subject: bool
    today: Today
    names: Counter[str]
    frames: dict[exp.Expr, str] = field(default_factory=dict)
    members: Extract = field(init=False)
    facts: Extract = field(init=False)
    runs: Table = field(init=False)

    def __post_init__(self) -> None:
        """Begin with no run."""
        self.facts = Extract(f"facts_of_{self.name}", self.today)
        self.facts.scope.widen(self.patterns)
        self.members = Extract(f"members_of_{self.name}", self.today)
        self.runs = Table(f"runs_of_{self.name}", self.names)

    def run(self, node: Run) -> exp.Expr:
        """Give the sign of a run."""
        matching = self.members.take(node.member)
        member = exp.case().when(matching, self.facts.selected(node.member)).else_(signs.never())
        frame = self._over(exp.Min(this=member), node.length)
        self.frames.setdefault(frame, f"frame_{len(self.frames) + 1}")
        whole = exp.column(_PLACE) >= exp.Literal.number(node.length)
        longest = exp.Max(this=counted([whole], exp.column(self.frames[frame])))
        return self.runs.column("run", longest, signs.never())

    def queries(self) -> Iterator[tuple[str, exp.Select]]:
        """Give the queries of the series and of its runs."""
        # Only the records of an enterprise that has a member at all are put in order: most have none.
        members = select(ENTERPRISE).from_(FACTS).where(self.members.scope.condition())
        owned = exp.In(this=exp.column(ENTERPRISE), query=exp.Subquery(this=members))
        yield self.facts.name, self.facts.query([self.admitted, owned])
        frames = [frame.as_(alias) for frame, alias in self.frames.items()]
        place = self._over(exp.RowNumber(), None).as_(_PLACE)
        yield self.name, select(ENTERPRISE, place, *frames).from_(self.facts.name)
        yield self.runs.name, self.runs.query(self.name, ENTERPRISE)

    def _over(self, function: exp.Expr, length: int | None) -> exp.Expr:
        groups = (ENTERPRISE, "kind", "subject") if self.by_subject else (ENTERPRISE, "kind")
        frame = exp.WindowSpec(
            kind="ROWS",
            start=exp.Literal.number((length or 1) - 1),
            start_side="PRECEDING",
            end="CURRENT ROW",
        )
        order = [exp.Ordered(this=exp.column(name)) for name in (OCCURRED, "record_id", "source")]
        return exp.Window(
            this=function,
            partition_by=[exp.column(name) for name in groups],
            order=exp.Order(expressions=order),
            spec=frame if length else None,
        )
