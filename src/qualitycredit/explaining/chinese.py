"""What a standard asks, in Chinese."""

from typing import Final

from qualitycredit.explaining.chinese_records import (
    AMOUNTS,
    ChineseRecords,
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

_BESIDE_TODAY: Final = {"<": "在当日之前", "<=": "不晚于当日", ">": "在当日之后", ">=": "不早于当日"}
_OPPOSITE: Final = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_WORLDS: Final = {"best": "最有利情形", "worst": "最不利情形"}
_SEVERAL: Final = {Total: "合计", Highest: "最高者", Lowest: "最低者"}


class Chinese:
    """Sentences about an enterprise, from plain trees."""

    def __init__(self, standard: Standard) -> None:
        self.names = Names(standard, "zh")
        self.records = ChineseRecords(self.names)

    def sentence(self, node: Node, *, holds: bool = True) -> Said:
        """Say that the node holds, or that it does not."""
        match node:
            case Not(part):
                return self.sentence(part, holds=not holds)
            case All(parts) | Any(parts) if group := self.names.group(parts):
                return Said(self._group(group, every=isinstance(node, All), holds=holds))
            case All() | Any() if not holds:
                return Said(f"并非{bracketed(self.sentence(node))}", compound=True)
            case Any((Not(condition), conclusion)):
                return Said(f"如果{self._part(condition)}，则{self._part(conclusion)}", compound=True)
            case All(parts) if bounds := on_one_number(parts):
                amounts = [f"{AMOUNTS[part.operator]} {part.value:f}" for part in bounds]
                return Said(f"{self.number(bounds[0].number)}{'，并且'.join(amounts)}", compound=True)
            case All(parts):
                return Said("，并且".join(map(self._part, parts)), compound=True)
            case Any(parts):
                return Said("，或者".join(map(self._part, parts)), compound=True)
            case _:
                return self._leaf(node, holds=holds)

    def _leaf(self, node: Node, *, holds: bool) -> Said:
        match node:
            case Exists(selection):
                return self.records.having("有" if holds else "没有", selection)
            case Latest():
                return self._latest(node, holds=holds)
            case RateAtLeast():
                return Said(self._rate(node, holds=holds))
            case Covered(flag, selection):
                such = self.records.such(selection, "针对该产品的").words
                every, has = ("每一种", "都有") if holds else ("有的", "没有")
                return Said(f"{every}{self.names.column(flag)}的产品，{has}{such}", compound=True)
            case Lapsed():
                return self._lapsed(node, holds=holds)
            case Run():
                return self.records.run(node, holds=holds)
            case Compare(number, sign, value):
                amount = AMOUNTS[sign if holds else _OPPOSITE[sign]]
                return Said(f"{self.number(number)}{amount} {value:f}")
            case Elapsed() | EnterpriseDate():
                return self._date(node, holds=holds)
            case _:
                return Said(self._short(node, holds=holds))

    def _part(self, node: Node) -> str:
        return bracketed(self.sentence(node))

    def _group(self, group: str, *, every: bool, holds: bool) -> str:
        name = f" {group} {'级' if group in self.names.standard.decision.grades else '组'}"
        if every:
            return f"符合{name}各条" if holds else f"{name.strip()}有一条不符合"
        return f"符合{name}任何一条" if holds else f"不符合{name}任何一条"

    def _latest(self, node: Latest, *, holds: bool) -> Said:
        records = self.records.inline(node.selection)
        outcomes = self.names.outcomes(node.selection.patterns[0].kind, node.outcomes)
        if not outcomes:
            return self.sentence(
                Exists(node.selection) if node.or_absent else Constant(value=True), holds=not holds
            )
        result = f"最近一次{records}的结果{'为' if holds else '不是'}{listed(outcomes)}"
        if node.or_absent == holds:
            return Said(f"{result}，或者没有这种记录", compound=True)
        return Said(result) if holds else Said(f"有{records}，并且{result}", compound=True)

    def _rate(self, node: RateAtLeast, *, holds: bool) -> str:
        unknown, presumed = "结论为未知", f"视为达到 {node.percent}%"
        match node.needed:
            case Constant(value):
                absent = unknown if value else presumed
            case needed:
                absent = f"如果{self._part(needed)}，{unknown}，否则{presumed}"
        records = self.records.inline(node.selection)
        level = f"{'达到' if holds else '低于'} {node.percent}%"
        return f"{span(node.window)}{records}的合格率{level}（没有检验数据的，{absent}）"

    def _lapsed(self, node: Lapsed, *, holds: bool) -> Said:
        records = self.records.inline(node.selection)
        condition = plain_condition(node.still)
        still = f"是{condition_said(condition).words}的"
        if is_involved(condition):
            still = f"同时符合下列各项：{items(condition)}"
        if holds:
            return Said(f"某一对象有{records}，但是其中没有一条{still}", compound=True)
        return Said(f"凡是有{records}的对象，其中至少有一条{still}", compound=True)

    def _date(self, node: Elapsed | EnterpriseDate, *, holds: bool) -> Said:
        label = self.names.column(node.column)
        match node:
            case Elapsed(_, ">=", years):
                words = f"{label}至今已满 {years} 年"
            case Elapsed(_, _, years):
                words = f"{label}至今未满 {years} 年"
            case _:
                words = f"{label}{_BESIDE_TODAY[node.operator]}"
        return Said(words) if holds else Said(f"并非{words}", compound=True)

    def _short(self, node: Node, *, holds: bool) -> str:
        no = "" if holds else "不"
        match node:
            case Constant(value):
                return "总是成立" if value == holds else "永不成立"
            case Flag(column):
                return f"企业{no}是{self.names.column(column)}"
            case HasProduct(flag):
                return f"企业{'有' if holds else '没有'}{self.names.column(flag)}的产品"
            case ClauseHolds(clause):
                return f"{no}符合 {clause}"
            case GradeIs(world, grade):
                return f"{_WORLDS[world]}下的等级{no}是 {grade}（{self.names.grade(grade)}）"
            case WorldsDiffer():
                return f"最有利情形与最不利情形下的等级{'不同' if holds else '相同'}"
            case _:
                raise AssertionError(node)

    def number(self, number: Number) -> str:
        """Name a number."""
        match number:
            case LatestScore(selection, best, worst):
                records = self.records.inline(selection, "有分数的")
                return f"最近一次{records}的分数（没有分数的，最有利作 {best:f}，最不利作 {worst:f}）"
            case _:
                return f"（{'；'.join(map(self.number, number.parts))}）的{_SEVERAL[type(number)]}"

    def said(self, node: Node) -> str:
        """Say what any tree asks."""
        return self.sentence(plain(node)).words
