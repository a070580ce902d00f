"""The leaves of a standard: what is aggregated over records and products, one column for each distinct question."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlglot import exp, select

from qualitycredit.engines.columnar import signs
from qualitycredit.engines.columnar.extracts import FACTS, OCCURRED, Extract
from qualitycredit.engines.columnar.findings import Findings
from qualitycredit.engines.columnar.records import Scope, among, contestable, matches, missing
from qualitycredit.engines.columnar.runs import IN_ORDER, Series
from qualitycredit.engines.columnar.spans import Today, on
from qualitycredit.engines.columnar.tables import ENTERPRISE, Greatest, Totals, counted, present
from qualitycredit.model.conditions import EVERYTHING, Pattern, Selection
from qualitycredit.model.nodes import Covered, Lapsed, Latest, LatestScore, Run, WorldName
from qualitycredit.model.standard import Kind


@dataclass(slots=True)
class Leaves:
    """The columns that the nodes of a standard stand on, gathered while they are translated.

    Where `steady`, also those that say how long the others stay as they are (see `steadiness`).
    """

    kinds: Mapping[str, Kind]
    today: Today
    steady: bool = False
    names: Counter[str] = field(default_factory=Counter)
    attributes: dict[str, None] = field(default_factory=dict)
    series: dict[object, Series] = field(default_factory=dict)
    findings: Findings = field(init=False)
    latest: Totals = field(init=False)
    latest_facts: Extract = field(init=False)
    latest_telling: dict[exp.Expr, None] = field(default_factory=dict)
    subjects: Greatest = field(init=False)
    subject_facts: Extract = field(init=False)
    covers: Greatest = field(init=False)
    cover_facts: Extract = field(init=False)
    lapses: Totals = field(init=False)
    goods: Totals = field(init=False)
    waiting: Totals = field(init=False)
    waiting_facts: Extract = field(init=False)
    waiting_among: exp.Expr | None = None

    def __post_init__(self) -> None:
        """Begin with empty tables."""
        self.findings = Findings(self.kinds, self.today, self.names)
        self.latest = Totals("latest", self.names)
        self.latest_facts = Extract("facts_of_latest", self.today)
        self.subjects = Greatest("subjects", self.names)
        self.subject_facts = Extract("facts_of_subjects", self.today)
        self.covers = Greatest("covers", self.names)
        self.cover_facts = Extract("facts_of_covers", self.today)
        self.lapses = Totals("lapses", self.names)
        self.goods = Totals("goods", self.names)
        self.waiting = Totals("waiting", self.names)
        self.waiting_facts = Extract("facts_of_waiting", self.today)

    def scope(self) -> Scope:
        """Give the records that any of the tables looks at."""
        joined = Scope()
        series = (extract for one in self.series.values() for extract in (one.facts, one.members))
        found = (pair.extract for pair in self.findings.pairs())
        for extract in (*found, self.latest_facts, self.subject_facts, self.cover_facts, *series):
            joined.join(extract.scope)
        return joined

    def attribute(self, column: str) -> exp.Expr:
        """Give a column of the enterprise."""
        self.attributes[column] = None
        return exp.column(column)

    def latest_owned(self) -> exp.Expr:
        """Say whether an enterprise has a record that tells more than none would, or will have one."""
        telling = exp.or_(*self.latest_telling, exp.column(OCCURRED) > on(self.today.day))
        owners = select(ENTERPRISE).from_(FACTS).where(signs.both([self.latest_facts.scope.kinds(), telling]))
        return exp.In(this=exp.column(ENTERPRISE), query=exp.Subquery(this=owners))

    def latest_outcome(self, node: Latest, world: WorldName) -> tuple[exp.Expr, exp.Expr]:
        """Give the outcome of the latest record, null without any and empty without outcome, and its days."""
        selection = node.selection
        listed = present(among(exp.column("outcome"), node.outcomes), exp.false())
        telling = exp.not_(listed) if node.or_absent else listed
        self.latest_telling[signs.both([matches(selection.patterns), telling])] = None
        outcome = present(exp.column("outcome"), exp.Literal.string(""))
        return self._latest("latest", outcome, selection, world, None)

    def latest_score(self, number: LatestScore, world: WorldName) -> tuple[exp.Expr, exp.Expr]:
        """Give the score of the latest record that has one, null without any, and its days."""
        scored = exp.not_(missing("score"))
        self.latest_telling[signs.both([matches(number.selection.patterns), scored])] = None
        return self._latest("score", exp.column("score"), number.selection, world, scored)

    def has_product(self, flag: str) -> exp.Expr:
        """Give the sign of some product carrying the flag."""
        carried = exp.Max(this=counted([exp.column(flag, table="products")], signs.always()))
        return self.goods.column("has_product", carried, signs.never())

    def covered(self, node: Covered, world: WorldName) -> exp.Expr:
        """Give the sign of every product with the flag having a selected record."""
        admitted = self._admitted(node.selection.patterns, world)
        chosen = [self.cover_facts.take(node.selection), admitted]
        covered = self.covers.greatest("covering", chosen, self.cover_facts.selected(node.selection))
        most = exp.column(covered.name, table=self.covers.name)
        covering = present(most, signs.never())
        flagged = exp.column(node.flag, table="products")
        if self.steady:
            nearest = exp.Min(this=counted([flagged], signs.magnitude(covering)))
            self.goods.column("cover_moves", nearest, signs.always())
        least = exp.Min(this=counted([flagged], covering))
        return self.goods.column("covered", least, signs.always())

    def lapsed(self, node: Lapsed, world: WorldName) -> exp.Expr:
        """Give the sign of some subject having selected records, none of which meets the condition still."""
        selected = self.subject_facts.selected(node.selection)
        still = signs.least([selected, self.subject_facts.meets(node.still)])
        had = present(self._by_subject("had", selected, node.selection, world), signs.never())
        has = present(self._by_subject("has", still, node.selection, world), signs.never())
        if self.steady:
            nearest = exp.Min(this=signs.least([signs.magnitude(had), signs.magnitude(has)]))
            self.lapses.column("lapse_moves", nearest, signs.always())
        lapse = exp.Max(this=signs.least([had, signs.contrary(has)]))
        return self.lapses.column("lapsed", lapse, signs.never())

    def run(self, node: Run, world: WorldName) -> exp.Expr:
        """Give the sign of a run of members in one of the series."""
        patterns = node.series.patterns
        admitted = self._admitted(patterns, world)
        key = (patterns, node.by_subject)
        if key not in self.series:
            name = f"series_{len(self.series) + 1}"
            self.series[key] = Series(name, patterns, node.by_subject, self.today, self.names)
        return self.series[key].run(node, admitted)

    def _admitted(self, patterns: tuple[Pattern, ...], world: WorldName) -> exp.Expr | None:
        """Say whether a record exists in a world; None where all such records do."""
        return (
            exp.not_(exp.column("contested"))
            if world == "best" and contestable(self.kinds, patterns)
            else None
        )

    def _by_subject(self, stem: str, sign: exp.Expr, selection: Selection, world: WorldName) -> exp.Expr:
        chosen = [self.subject_facts.take(selection), self._admitted(selection.patterns, world)]
        return self.subjects.greatest(stem, chosen, sign)

    def _latest(
        self, stem: str, value: exp.Expr, selection: Selection, world: WorldName, further: exp.Expr | None
    ) -> tuple[exp.Expr, exp.Expr]:
        if selection.condition != EVERYTHING:
            raise ValueError("the latest record is taken from all that match: its selection has no condition")
        day = exp.column(OCCURRED)
        chosen = [self.latest_facts.take(selection), self._admitted(selection.patterns, world), further]
        order = exp.Tuple(expressions=[exp.column(name) for name in IN_ORDER])
        past = exp.Where(this=signs.both([*chosen, day <= on(self.today.day)]))
        last = exp.Filter(this=exp.ArgMax(this=value, expression=order), expression=past)
        nearest = exp.Min(this=counted([*chosen, day > on(self.today.day)], self.today.until(day)))
        found = self.latest.column(stem, last, None)
        return found, self.latest.column("next", nearest, signs.always())
