"""A node of a standard as one SQL expression over the leaves: its sign, in a world."""

from dataclasses import dataclass
from functools import reduce
from operator import add

from sqlglot import exp

from qualitycredit.engines.columnar import signs
from qualitycredit.engines.columnar.codes import grade_code
from qualitycredit.engines.columnar.leaves import Leaves
from qualitycredit.engines.columnar.records import among, compared, decimal
from qualitycredit.model.nodes import (
    All,
    Any,
    ClauseHolds,
    Compare,
    Constant,
    Covered,
    Elapsed,
    EnterpriseDate,
    Exists,
    Flag,
    GradeIs,
    HasProduct,
    Highest,
    Lapsed,
    Latest,
    LatestScore,
    Node,
    Not,
    Number,
    RateAtLeast,
    Run,
    Total,
    WorldName,
    WorldsDiffer,
)
from qualitycredit.model.words import Words

WORLDS: tuple[WorldName, WorldName] = ("best", "worst")
_WithoutRecords = (
    Constant | Flag | HasProduct | Elapsed | EnterpriseDate | ClauseHolds | GradeIs | WorldsDiffer
)


def of_clause(clause: str, world: WorldName) -> exp.Expr:
    """Give the column of a clause's sign."""
    return exp.column(f"{clause} {world}", quoted=True)


def of_grade(world: WorldName) -> exp.Expr:
    """Give the column of the code of a world's grade."""
    return exp.column(f"grade_{world}")


def of_days(world: WorldName) -> exp.Expr:
    """Give the column of the days for which a world's grade certainly stays."""
    return exp.column(f"days_{world}")


@dataclass(frozen=True, slots=True)
class Translation:
    """Nodes into expressions; what they ask of records is gathered in `leaves`."""

    leaves: Leaves
    words: Words

    def sign(self, node: Node, world: WorldName) -> exp.Expr:
        """Give the sign of a node."""
        match node:
            case All(parts):
                return signs.least(self.sign(part, world) for part in parts)
            case Any(parts):
                return signs.greatest(self.sign(part, world) for part in parts)
            case Not(part):
                return signs.contrary(self.sign(part, world))
            case Exists(selection):
                return self.leaves.findings.exists(selection, world)
            case RateAtLeast():
                return self._rate(node, world)
            case Latest():
                return self._latest(node, world)
            case Covered():
                return self.leaves.covered(node, world)
            case Lapsed():
                return self.leaves.lapsed(node, world)
            case Run():
                return self.leaves.run(node, world)
            case Compare(number, operator, value):
                found, until = self._number(number, world)
                return signs.signed(compared(found, operator, decimal(value)), until)
            case _:
                return self._without_records(node, world)

    def _without_records(self, node: _WithoutRecords, world: WorldName) -> exp.Expr:
        match node:
            case Constant(value):
                return signs.constant(value)
            case Flag(column):
                return signs.certain(self.leaves.attribute(column))
            case HasProduct(flag):
                return self.leaves.has_product(flag)
            case Elapsed(column, operator, years):
                return self.leaves.today.elapsed(self.leaves.attribute(column), operator, years)
            case EnterpriseDate(column, operator):
                return self.leaves.today.beside(self.leaves.attribute(column), operator)
            case ClauseHolds(clause):
                return of_clause(clause, world)
            case GradeIs(graded, grade):
                return signs.signed(of_grade(graded).eq(grade_code(self.words, grade)), of_days(graded))
            case _:
                differ = of_grade("best").neq(of_grade("worst"))
                return signs.signed(differ, signs.least(of_days(each) for each in WORLDS))

    def _rate(self, node: RateAtLeast, world: WorldName) -> exp.Expr:
        findings = self.leaves.findings
        without = signs.always() if world == "best" else signs.contrary(self.sign(node.needed, world))
        if node.percent == 100:  # noqa: PLR2004 - then one short record decides
            short = findings.short(node, world)
            if without == signs.always():
                return signs.contrary(short)
            return signs.least(
                [signs.contrary(short), signs.greatest([findings.present(node, world), without])]
            )
        until = signs.least([findings.moves(node, world), signs.magnitude(without)])
        enough = findings.surplus(node, world) >= exp.Literal.number(0)
        present = signs.holds(findings.present(node, world))
        return signs.signed(exp.case().when(present, enough).else_(signs.holds(without)), until)

    def _latest(self, node: Latest, world: WorldName) -> exp.Expr:
        found, until = self.leaves.latest_outcome(node, world)
        absent = found.is_(exp.null()) if node.or_absent else None
        listed = among(found, node.outcomes)
        return signs.signed(listed if absent is None else exp.or_(absent, listed), until)

    def _number(self, number: Number, world: WorldName) -> tuple[exp.Expr, exp.Expr]:
        if isinstance(number, LatestScore):
            found, until = self.leaves.latest_score(number, world)
            assumed = decimal(number.best if world == "best" else number.worst)
            return exp.Coalesce(this=found, expressions=[assumed]), until
        parts = [self._number(part, world) for part in number.parts]
        first, *rest = (value for value, _ in parts) if parts else (exp.Literal.number(0),)
        until = signs.least(until for _, until in parts)
        if isinstance(number, Total):
            return reduce(add, rest, first), until
        extreme = exp.Greatest if isinstance(number, Highest) else exp.Least
        return extreme(this=first, expressions=rest, ignore_nulls=True), until
