"""Records and the conditions on them, in Chinese."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from qualitycredit.explaining.names import Alike, Names, Said, is_involved, when_and_what
from qualitycredit.explaining.plain import plain_condition
from qualitycredit.model.conditions import (
    EVERYTHING,
    BesideDate,
    BesideNumber,
    BesideToday,
    Condition,
    Contrary,
    Every,
    InWindow,
    Missing,
    Pattern,
    Selection,
    Some,
)
from qualitycredit.model.nodes import Run
from qualitycredit.model.periods import Window, Years

_DATES: Final = {"occurred_on": "发生日", "due_on": "期限", "closed_on": "结束日"}
_NUMBERS: Final = {"inspected": "检验数", "passed": "合格数", "score": "分数"}
_BESIDE: Final = {"<": "早于", "<=": "不晚于", ">": "晚于", ">=": "不早于", "==": "就是", "!=": "不是"}
_WITHIN: Final = {"occurred_on": "{}发生", "due_on": "期限在{}", "closed_on": "{}结束"}
_ABSENT: Final = {"occurred_on": "没有发生日", "due_on": "没有规定期限", "closed_on": "至今没有结束"}
_PRESENT: Final = {"occurred_on": "有发生日", "due_on": "规定了期限", "closed_on": "已经结束"}
AMOUNTS: Final = {"<": "小于", "<=": "不大于", ">": "大于", ">=": "不小于", "==": "等于", "!=": "不等于"}


def bracketed(said: Said) -> str:
    """Give the words, in brackets where they would run into a longer sentence."""
    return f"（{said.words.rstrip()}）" if said.compound else said.words


def listed(names: Iterable[str], word: str = "或者") -> str:
    """Give one or several names in quotation marks, which need no other mark between them."""
    *first, last = (f"“{name}”" for name in names)
    return f"{''.join(first)}{word}{last}" if first else last


def span(window: Window) -> str:
    """Say a span of time."""
    return f"最近 {window.count} 年内" if isinstance(window, Years) else "当年"


def condition_said(condition: Condition) -> Said:
    """Say a plain condition as what is true of the record."""
    match condition:
        case InWindow(date, window):
            return Said(_WITHIN[date].format(span(window)))
        case Missing(date):
            return Said(_ABSENT[date])
        case Contrary(Missing(date)):
            return Said(_PRESENT[date])
        case BesideToday("due_on", "<"):
            return Said("期限已过")
        case BesideToday("due_on", ">="):
            return Said("期限未过")
        case BesideToday(date, sign):
            return Said(f"{_DATES[date]}{_BESIDE[sign]}当日")
        case BesideDate(left, sign, right):
            return Said(f"{_DATES[left]}{_BESIDE[sign]}{_DATES[right]}")
        case BesideNumber(number, sign, value):
            return Said(f"{_NUMBERS[number]}{AMOUNTS[sign]} {value:f} ")
        case Every(parts):
            return Said(
                "并且".join(bracketed(condition_said(part)) for part in parts) or "没有条件", bool(parts)
            )
        case Some(parts):
            return Said(
                "或者".join(bracketed(condition_said(part)) for part in parts) or "无法满足", bool(parts)
            )
        case _:
            return Said(f"并非{bracketed(condition_said(condition.part))}", compound=True)


@dataclass(frozen=True, slots=True)
class ChineseRecords:
    """Records as a standard names them."""

    names: Names

    def having(self, verb: str, selection: Selection) -> Said:
        """Say 有 or 没有 of records: the span of time first, then the verb."""
        window, rest = when_and_what(selection)
        such = self.such(Selection(selection.patterns, rest))
        return Said(f"{span(window) if window else ''}{verb}{such.words}", such.compound)

    def such(self, selection: Selection, *asked: str) -> Said:
        """Name records at the end of a sentence, where involved conditions can stand as a numbered list."""
        condition = plain_condition(selection.condition)
        if not is_involved(condition):
            return Said(self._records(selection.patterns, *asked, *_asked(condition)))
        records = self._records(selection.patterns, *asked, "同时符合下列各项的")
        return Said(f"{records}：{items(condition)}", compound=True)

    def inline(self, selection: Selection, *asked: str) -> str:
        """Name records in the middle of a sentence."""
        return self._records(selection.patterns, *asked, *_asked(plain_condition(selection.condition)))

    def run(self, run: Run, *, holds: bool) -> Said:
        """Say that records follow one another; the kinds are not named again where they are the same."""
        kinds = self.names.kinds(run.series.patterns)
        apart = [*["按种类分开"][: len(kinds) - 1], *["按对象分开"][: run.by_subject], "按时间先后排列"]
        (group, *others) = self.names.alike(run.member.patterns)
        named = self.inline(run.member)
        asked = named.removesuffix(f"{listed(kinds)}记录")
        member = f"{asked}记录" if not others and group.kinds == kinds and asked else named
        series = f"{listed(kinds, '和')}记录"
        if any(pattern.outcomes is not None for pattern in run.series.patterns):
            series = self._records(run.series.patterns)
        verb = "有" if holds else "没有"
        return Said(f"{series}{'、'.join(apart)}，{verb}连续 {run.length} 次都是{member}", compound=True)

    def _records(self, patterns: tuple[Pattern, ...], *asked: str) -> str:
        groups = self.names.alike(patterns)
        if len(groups) > 1:
            return (
                f"{'、'.join(asked)}（{'，或者'.join(_alike(group, '任何结果的') for group in groups)}）记录"
            )
        comma = "、" if asked and groups[0].outcomes is not None else ""
        return f"{'、'.join(asked)}{comma}{_alike(groups[0], '')}记录"


def items(condition: Condition) -> str:
    """Say the parts of an involved condition as a numbered list."""
    parts = condition.parts if isinstance(condition, Every) else ()
    return "；".join(
        f"（{number}）{condition_said(part).words.rstrip()}" for number, part in enumerate(parts, 1)
    )


def _asked(condition: Condition) -> tuple[str, ...]:
    return () if condition == EVERYTHING else (f"{condition_said(condition).words}的",)


def _alike(group: Alike, whichever: str) -> str:
    result = whichever if group.outcomes is None else f"结果为{listed(group.outcomes)}的"
    return f"{result}{listed(group.kinds)}"
