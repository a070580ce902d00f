"""What a standard asks, in English."""

from typing import Final

from qualitycredit.explaining.english_records import (
    AMOUNTS,
    BESIDE,
    EnglishRecords,
    bracketed,
    condition_said,
    items,
    listed,
    span,
)
from qualitycredit.explaining.names import Names, Said, is_involved, on_one_number
from qualitycredit.explaining.plain import plain, plain_condition
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
    Lowest,
    Node,
    Not,
    Number,
    RateAtLeast,
    Run,
    Total,
    WorldsDiffer,
)
from qualitycredit.model.standard import Standard

_OPPOSITE: Final = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_WORLDS: Final = {"best": "best case", "worst": "worst case"}
_SEVERAL: Final = {Total: "sum", Highest: "highest", Lowest: "lowest"}


class English:
    """Sentences about an enterprise, from plain trees."""

    def __init__(self, standard: Standard) -> None:
        self.names = Names(standard, "en")
        self.records = EnglishRecords(self.names)

    def sentence(self, node: Node, *, holds: bool = True) -> Said:
        """Say that the node holds, or that it does not."""
        match node:
            case Not(part):
                return self.sentence(part, holds=not holds)
            case All(parts) | Any(parts) if group := self.names.group(parts):
                return Said(_group(group, every=isinstance(node, All), holds=holds))
            case All() | Any() if not holds:
                return Said(f"it is not so that {bracketed(self.sentence(node))}", compound=True)
            case Any((Not(condition), conclusion)):
                return Said(f"if {self._part(condition)}, then {self._part(conclusion)}", compound=True)
            case All(parts) if bounds := on_one_number(parts):
                amounts = [f"{AMOUNTS[part.operator]} {part.value:f}" for part in bounds]
                return Said(f"{self.number(bounds[0].number)} is {' and '.join(amounts)}", compound=True)
            case All(parts):
                return Said(", and ".join(map(self._part, parts)), compound=True)
            case Any(parts):
                return Said(", or ".join(map(self._part, parts)), compound=True)
            case _:
                return self._leaf(node, holds=holds)

    def _leaf(self, node: Node, *, holds: bool) -> Said:
        match node:
            case Exists(selection):
                return self.records.having("at least one" if holds else "no", selection)
            case Latest():
                return self._latest(node, holds=holds)
            case RateAtLeast():
                return Said(self._rate(node, holds=holds))
            case Covered(flag, selection):
                such = self.records.such(selection).words
                every, one = ("every", "at least one") if holds else ("some", "no")
                return Said(
                    f"for {every} product {self.names.column(flag)} there is {one} {such}", compound=True
                )
            case Lapsed():
                return self._lapsed(node, holds=holds)
            case Run():
                return self.records.run(node, holds=holds)
            case Compare(number, sign, value):
                amount = AMOUNTS[sign if holds else _OPPOSITE[sign]]
                return Said(f"{self.number(number)} is {amount} {value:f}")
            case Elapsed() | EnterpriseDate():
                return self._date(node, holds=holds)
            case _:
                return Said(self._short(node, holds=holds))

    def _part(self, node: Node) -> str:
        return bracketed(self.sentence(node))

    def _latest(self, node: Latest, *, holds: bool) -> Said:
        records = self.records.inline(node.selection)
        outcomes = self.names.outcomes(node.selection.patterns[0].kind, node.outcomes)
        if not outcomes:
            return self.sentence(
                Exists(node.selection) if node.or_absent else Constant(value=True), holds=not holds
            )
        result = f"the latest {records} {'has' if holds else 'does not have'} the result {listed(outcomes)}"
        if node.or_absent == holds:
            return Said(f"{result}, or there is none", compound=True)
        return (
            Said(result) if holds else Said(f"there is at least one {records}, and {result}", compound=True)
        )

    def _rate(self, node: RateAtLeast, *, holds: bool) -> str:
        unknown, presumed = "is unknown", f"counts as reaching {node.percent} %"
        match node.needed:
            case Constant(value):
                absent = unknown if value else presumed
            case needed:
                absent = f"{unknown} if {self._part(needed)}, and {presumed} otherwise"
        records = self.records.inline(node.selection)
        level = f"{'reaches' if holds else 'is under'} {node.percent} %"
        return f"the pass rate over every {records} {span(node.window)} {level} (without inspection data it {absent})"

    def _lapsed(self, node: Lapsed, *, holds: bool) -> Said:
        records = self.records.inline(node.selection)
        condition = plain_condition(node.still)
        still = condition_said(condition).words
        if is_involved(condition):
            still = f"meets all of these: {items(condition)}"
        if holds:
            return Said(
                f"some subject has a {records}, but none of its records is one that {still}", compound=True
            )
        return Said(f"every subject that has a {records} has one that {still}", compound=True)

    def _date(self, node: Elapsed | EnterpriseDate, *, holds: bool) -> Said:
        label = self.names.column(node.column)
        match node:
            case Elapsed(_, sign, years):
                amount = f"{AMOUNTS[sign]} {years} {'year' if years == 1 else 'years'}"
                words = f"the {label} is {amount} ago"
            case _:
                words = f"the {label} is {BESIDE[node.operator]} the as-of day"
        return Said(words) if holds else Said(f"it is not so that {words}", compound=True)

    def _short(self, node: Node, *, holds: bool) -> str:
        no = "" if holds else " not"
        match node:
            case Constant(value):
                return "this always holds" if value == holds else "this never holds"
            case Flag(column):
                return f"the enterprise is{no} {_a(self.names.column(column))}"
            case HasProduct(flag):
                return f"the enterprise makes {'a' if holds else 'no'} product {self.names.column(flag)}"
            case ClauseHolds(clause):
                return f"{clause} is{no} met"
            case GradeIs(world, grade):
                return f"the grade in the {_WORLDS[world]} is{no} {grade} ({self.names.grade(grade)})"
            case WorldsDiffer():
                return f"the best case and the worst case give {'different grades' if holds else 'the same grade'}"
            case _:
                raise AssertionError(node)

    def number(self, number: Number) -> str:
        """Name a number."""
        match number:
            case LatestScore(selection, best, worst):
                records = self.records.inline(selection)
                missing = f"where there is none: {best:f} at best, {worst:f} at worst"
                return f"the latest score in any {records} ({missing})"
            case _:
                return f"the {_SEVERAL[type(number)]} of ({'; '.join(map(self.number, number.parts))})"

    def said(self, node: Node) -> str:
        """Say what any tree asks."""
        return self.sentence(plain(node)).words


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _group(group: str, *, every: bool, holds: bool) -> str:
    if every:
        return f"every clause of {group} is met" if holds else f"some clause of {group} is not met"
    return f"{'at least one' if holds else 'no'} clause of {group} is met"
