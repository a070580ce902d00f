"""Sentences: from every tree, in both languages, and no two rules alike."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, product

import pytest
from hypothesis import given

from qualitycredit.explaining.chinese import Chinese
from qualitycredit.explaining.english import English
from qualitycredit.explaining.plain import plain
from qualitycredit.explaining.sentences import say, say_condition, say_number, say_selection, say_window
from qualitycredit.language import Bilingual
from qualitycredit.model.conditions import (
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
from qualitycredit.model.nodes import (
    All,
    Any,
    ClauseHolds,
    Compare,
    Constant,
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
    WorldsDiffer,
    children,
)
from qualitycredit.model.periods import CalendarYear, Window, Years
from qualitycredit.model.standard import Standard
from qualitycredit.reading import load_standard
from tests.generative.shapes import SHAPES
from tests.unit.explaining.trees import CONDITIONS, NODES, NUMBERS, SELECTIONS, STANDARD, WINDOWS

PAIRS = ("（）", "()", "“”")


def assert_sayable(said: Bilingual) -> None:
    for words in (said.zh, said.en):
        assert words
        assert words == words.strip()
        assert "None" not in words
        assert [words.count(pair[0]) for pair in PAIRS] == [words.count(pair[1]) for pair in PAIRS]


@given(NODES)
def test_every_node_can_be_said_and_denied(node: Node) -> None:
    said, denied = say(STANDARD, node), say(STANDARD, Not(node))
    assert_sayable(said)
    assert_sayable(denied)
    assert said.zh != denied.zh
    assert said.en != denied.en


@given(selection=SELECTIONS, condition=CONDITIONS, number=NUMBERS, window=WINDOWS)
def test_every_part_can_be_said(
    selection: Selection, condition: Condition, number: Number, window: Window
) -> None:
    assert_sayable(say_selection(STANDARD, selection))
    assert_sayable(say_condition(condition))
    assert_sayable(say_number(STANDARD, number))
    assert_sayable(say_window(window))


def nodes_under(node: Node) -> Iterator[Node]:
    yield node
    for child in children(node):
        yield from nodes_under(child)


def under_all_readings() -> Iterator[Standard]:
    names = [reading.name for reading in STANDARD.readings]
    for values in product(*(reading.values for reading in STANDARD.readings)):
        yield load_standard("aqsiq-2006", dict(zip(names, values, strict=True)))


def test_different_rules_of_the_opinion_have_different_sentences() -> None:
    rules = {
        plain(node)
        for standard in under_all_readings()
        for clause in standard.clauses
        for phrase in clause.phrases
        if phrase.node is not None
        for node in nodes_under(phrase.node)
    }
    for speaker in (Chinese(STANDARD), English(STANDARD)):
        said = {rule: speaker.said(rule) for rule in rules}
        assert [(one, other) for one, other in combinations(rules, 2) if said[one] == said[other]] == []


@pytest.mark.parametrize("standard", SHAPES, ids=lambda standard: standard.name)
def test_standards_of_other_shapes_can_be_said(standard: Standard) -> None:
    for node in standard.nodes():
        assert_sayable(say(standard, node))


def rule(clause: str, number: int) -> Bilingual:
    node = [phrase.node for phrase in STANDARD.clause(clause).phrases if phrase.node is not None][number]
    return say(STANDARD, node)


@pytest.mark.parametrize(
    ("clause", "number", "zh", "en"),
    [
        (
            "A.1",
            1,
            "最近 3 年内没有结果为“不合格”的“产品质量监督抽查”或者“计量监督抽查”记录",
            (
                "there is no record of “quality spot check” or “metrology spot check” with the result “failed” "
                "in the last 3 years"
            ),
        ),
        (
            "A.2",
            0,
            "没有当年发生或者至今没有结束的“不符合标准”记录",
            (
                "there is no record of “breach of a product standard” that occurred in the current calendar year "
                "or has not ended"
            ),
        ),
        (
            "A.3",
            3,
            "如果企业是出口企业，则最近 1 年内“检验检疫机构检验”记录的合格率达到 100%（没有检验数据的，结论为未知）",
            (
                "if the enterprise is an exporter, then the pass rate over every record of “export inspection” "
                "in the last year reaches 100 % (without inspection data it is unknown)"
            ),
        ),
        (
            "B.5",
            0,
            (
                "没有同时符合下列各项的、结果为“属于企业责任”的“质量、计量投诉”“质量、计量索赔”或者“质量、计量退货”记录："
                "（1）结束日晚于期限或者（至今没有结束并且期限已过）；（2）当年发生或者至今没有结束"
            ),
            (
                "there is no record of “complaint”, “claim for damages” or “return of goods” with the result "
                "“attributable to the enterprise” that meets all of these: (1) it ended after the last day of its term "
                "or (has not ended and is past its term); (2) it occurred in the current calendar year or has not ended"
            ),
        ),
        (
            "C.1",
            0,
            (
                "（有的实行行政许可管理的产品，没有针对该产品的、同时符合下列各项的“行政许可”记录："
                "（1）没有规定期限或者期限未过；（2）至今没有结束），并且不符合 D.3"
            ),
            (
                "(for some product subject to a permit there is no record of “permit” that meets all of these: "
                "(1) it has no fixed term or is within its term; (2) it has not ended), and D.3 is not met"
            ),
        ),
        (
            "D.4",
            0,
            (
                "“产品质量监督抽查”和“计量监督抽查”记录按种类分开、按时间先后排列，"
                "有连续 2 次都是当年发生的、结果为“不合格”的记录"
            ),
            (
                "there are 2 consecutive records of “quality spot check” or “metrology spot check” "
                "(in order of time, each kind apart), each one with the result “failed” in the current calendar year"
            ),
        ),
    ],
)
def test_clauses_of_the_opinion(clause: str, number: int, zh: str, en: str) -> None:
    assert rule(clause, number) == Bilingual(zh, en)


FAILED = Selection((Pattern("quality_spot_check", ("fail",)),))
CHECKED = Selection((Pattern("quality_spot_check"),))
CERTIFIED = Selection((Pattern("qualification", ("granted",)),))
MIXED = Selection((Pattern("accident", ("major",)), Pattern("accident", ("general",)), Pattern("violation")))
OPEN = Missing("closed_on")
EXPORTER, MAKES = Flag("exporter"), HasProduct("statutory_inspection")
SCORE = LatestScore(CHECKED, Decimal(0), Decimal(28))
GROUP_A = tuple(ClauseHolds(clause.id) for clause in STANDARD.group("A"))
GROUP_D = tuple(ClauseHolds(clause.id) for clause in STANDARD.group("D"))


@pytest.mark.parametrize(
    ("node", "zh", "en"),
    [
        (Constant(value=True), "总是成立", "this always holds"),
        (Not(EXPORTER), "企业不是出口企业", "the enterprise is not an exporter"),
        (MAKES, "企业有须监督检验的产品", "the enterprise makes a product subject to statutory inspection"),
        (
            Not(MAKES),
            "企业没有须监督检验的产品",
            "the enterprise makes no product subject to statutory inspection",
        ),
        (
            Elapsed("established_on", "<", 1),
            "设立日至今未满 1 年",
            "the day of establishment is less than 1 year ago",
        ),
        (
            Not(EnterpriseDate("deregistered_on", "<=")),
            "并非注销日不晚于当日",
            "it is not so that the day of deregistration is on or before the as-of day",
        ),
        (Any(GROUP_D), "符合 D 级任何一条", "at least one clause of D is met"),
        (Not(Any(GROUP_D)), "不符合 D 级任何一条", "no clause of D is met"),
        (All(GROUP_A), "符合 A 级各条", "every clause of A is met"),
        (Not(All(GROUP_A)), "A 级有一条不符合", "some clause of A is not met"),
        (Any(GROUP_A[:2]), "符合 A.0，或者符合 A.1", "A.0 is met, or A.1 is met"),
        (Not(Any((EXPORTER, MAKES))), "并非（企业是出口企业，或者企业有须监督检验的产品）", ""),
        (
            All((Any((EXPORTER, MAKES)), Any((Not(EXPORTER), WorldsDiffer())))),
            "（企业是出口企业，或者企业有须监督检验的产品），并且（如果企业是出口企业，则最有利情形与最不利情形下的等级不同）",
            "",
        ),
        (
            Not(GradeIs("worst", "D")),
            "最不利情形下的等级不是 D（严重失信）",
            "the grade in the worst case is not D (seriously untrustworthy)",
        ),
        (
            Not(WorldsDiffer()),
            "最有利情形与最不利情形下的等级相同",
            "the best case and the worst case give the same grade",
        ),
        (
            Latest(CHECKED, (), or_absent=True),
            "没有“产品质量监督抽查”记录",
            "there is no record of “quality spot check”",
        ),
        (Latest(CHECKED, (), or_absent=False), "永不成立", "this never holds"),
        (
            Latest(CHECKED, ("fail",), or_absent=False),
            "最近一次“产品质量监督抽查”记录的结果为“不合格”",
            "the latest record of “quality spot check” has the result “failed”",
        ),
        (
            Not(Latest(CHECKED, ("fail",), or_absent=True)),
            "有“产品质量监督抽查”记录，并且最近一次“产品质量监督抽查”记录的结果不是“不合格”",
            (
                "there is at least one record of “quality spot check”, and the latest record of “quality spot check” "
                "does not have the result “failed”"
            ),
        ),
        (
            Exists(MIXED),
            "有（结果为“一般事故”或者“重大事故”的“质量事故”，或者任何结果的“质量、计量违法违规”）记录",
            (
                "there is at least one record of (“quality accident” with the result “general” or “major”, "
                "or “quality or metrology violation” with any result)"
            ),
        ),
        (
            Not(RateAtLeast(CHECKED, Years(2), 80, Constant(value=False))),
            "最近 2 年内“产品质量监督抽查”记录的合格率低于 80%（没有检验数据的，视为达到 80%）",
            (
                "the pass rate over every record of “quality spot check” in the last 2 years is under 80 % "
                "(without inspection data it counts as reaching 80 %)"
            ),
        ),
        (
            RateAtLeast(CHECKED, CalendarYear(), 100, EXPORTER),
            "当年“产品质量监督抽查”记录的合格率达到 100%（没有检验数据的，如果企业是出口企业，结论为未知，否则视为达到 100%）",
            (
                "the pass rate over every record of “quality spot check” in the current calendar year reaches 100 % "
                "(without inspection data it is unknown if the enterprise is an exporter, and counts as reaching 100 % "
                "otherwise)"
            ),
        ),
        (
            Not(Lapsed(CERTIFIED, OPEN)),
            "凡是有结果为“取得”的“法定资质”记录的对象，其中至少有一条是至今没有结束的",
            (
                "every subject that has a record of “legal qualification” with the result “granted” "
                "has one that has not ended"
            ),
        ),
        (
            Run(FAILED, CHECKED, 3, by_subject=True),
            "结果为“不合格”的“产品质量监督抽查”记录按对象分开、按时间先后排列，有连续 3 次都是“产品质量监督抽查”记录",
            "",
        ),
        (
            Not(Run(CHECKED, MIXED, 2, by_subject=False)),
            (
                "“产品质量监督抽查”记录按时间先后排列，没有连续 2 次都是（结果为“一般事故”或者“重大事故”的“质量事故”，"
                "或者任何结果的“质量、计量违法违规”）记录"
            ),
            (
                "there are no 2 consecutive records of “quality spot check” (in order of time), each a record of "
                "(“quality accident” with the result “general” or “major”, or “quality or metrology violation” "
                "with any result)"
            ),
        ),
        (
            Not(Compare(Highest((SCORE,)), "<=", Decimal("13.5"))),
            "（最近一次有分数的“产品质量监督抽查”记录的分数（没有分数的，最有利作 0，最不利作 28））的最高者大于 13.5",
            "",
        ),
        (
            All((Compare(SCORE, ">=", Decimal(14)), Compare(SCORE, "<=", Decimal(27)))),
            "最近一次有分数的“产品质量监督抽查”记录的分数（没有分数的，最有利作 0，最不利作 28）不小于 14，并且不大于 27",
            (
                "the latest score in any record of “quality spot check” (where there is none: 0 at best, 28 at worst) "
                "is at least 14 and at most 27"
            ),
        ),
        (
            Compare(Total((SCORE, SCORE)), "==", Decimal(3)),
            "",
            (
                "the sum of (the latest score in any record of “quality spot check” (where there is none: 0 at best, "
                "28 at worst); the latest score in any record of “quality spot check” (where there is none: 0 at best, "
                "28 at worst)) is exactly 3"
            ),
        ),
    ],
)
def test_nodes(node: Node, zh: str, en: str) -> None:
    said = say(STANDARD, node)
    assert said == Bilingual(zh or said.zh, en or said.en)


@pytest.mark.parametrize(
    ("condition", "zh", "en"),
    [
        (InWindow("due_on", Years(1)), "期限在最近 1 年内", "has a term that ends in the last year"),
        (InWindow("closed_on", CalendarYear()), "当年结束", "ended in the current calendar year"),
        (Contrary(Missing("due_on")), "规定了期限", "has a fixed term"),
        (BesideToday("due_on", ">="), "期限未过", "is within its term"),
        (BesideToday("closed_on", "<"), "结束日早于当日", "ended before the as-of day"),
        (
            BesideDate("closed_on", "<=", "due_on"),
            "结束日不晚于期限",
            "ended on or before the last day of its term",
        ),
        (BesideNumber("score", ">=", Decimal("13.5")), "分数不小于 13.5", "has a score of at least 13.5"),
        (Contrary(Every((OPEN, BesideToday("due_on", "<")))), "并非（至今没有结束并且期限已过）", ""),
        (Every(()), "没有条件", "is any"),
        (Some(()), "无法满足", "cannot be"),
    ],
)
def test_conditions(condition: Condition, zh: str, en: str) -> None:
    said = say_condition(condition)
    assert said == Bilingual(zh, en or said.en)


def test_a_span_beside_other_conditions_stands_first() -> None:
    recent = Every((BesideNumber("score", ">", Decimal(3)), InWindow("occurred_on", Years(2))))
    said = say(STANDARD, Exists(Selection(FAILED.patterns, recent)))
    assert said.zh == "最近 2 年内有分数大于 3 的、结果为“不合格”的“产品质量监督抽查”记录"
    assert said.en == (
        "there is at least one record of “quality spot check” with the result “failed” in the last 2 years "
        "that has a score of more than 3"
    )


def test_a_node_of_another_sort_is_refused() -> None:
    for speaker in (Chinese(STANDARD), English(STANDARD)):
        with pytest.raises(AssertionError):
            speaker.said(None)  # type: ignore[arg-type]
