"""A plain tree says less and means the same."""

from datetime import date

import pytest
from hypothesis import given

from qualitycredit.engines.scalar import Evaluation
from qualitycredit.engines.scalar.conditions import meets
from qualitycredit.explaining.plain import plain, plain_condition
from qualitycredit.model.conditions import (
    Condition,
    Contrary,
    Every,
    InWindow,
    Missing,
    Pattern,
    Selection,
    Some,
)
from qualitycredit.model.facts import Dossier
from qualitycredit.model.nodes import All, Any, Constant, Flag, HasProduct, Node, Not, RateAtLeast
from qualitycredit.model.periods import CalendarYear, Years
from qualitycredit.model.worlds import BEST, WORST
from tests.generative.drawing import dossiers
from tests.unit.explaining.trees import CONDITIONS, NODES, STANDARD

TODAY = date(2026, 6, 30)
YES, NO = Constant(value=True), Constant(value=False)
EXPORTER, MAKES = Flag("exporter"), HasProduct("permit_required")


def rate(needed: Node) -> RateAtLeast:
    return RateAtLeast(Selection((Pattern("export_inspection"),)), Years(1), 100, needed)


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (Not(Not(EXPORTER)), EXPORTER),
        (Not(YES), NO),
        (All(()), YES),
        (Any(()), NO),
        (All((EXPORTER,)), EXPORTER),
        (All((YES, EXPORTER)), EXPORTER),
        (All((NO, EXPORTER)), NO),
        (Any((YES, EXPORTER)), YES),
        (All((EXPORTER, MAKES)), All((EXPORTER, MAKES))),
        (All((EXPORTER, EXPORTER)), EXPORTER),
        (Any((EXPORTER, Not(EXPORTER))), YES),
        (All((EXPORTER, Any((MAKES, Not(EXPORTER))))), All((EXPORTER, MAKES))),
        (Any((Not(EXPORTER), All((EXPORTER, MAKES)))), Any((Not(EXPORTER), MAKES))),
        (rate(All((YES, EXPORTER))), rate(EXPORTER)),
        (All((EXPORTER, Not(rate(EXPORTER)))), All((EXPORTER, Not(rate(YES))))),
        (Any((Not(EXPORTER), rate(EXPORTER))), Any((Not(EXPORTER), rate(YES)))),
        (Any((EXPORTER, rate(EXPORTER))), Any((EXPORTER, rate(NO)))),
    ],
)
def test_what_says_nothing_goes(node: Node, expected: Node) -> None:
    assert plain(node) == expected


@given(node=NODES, dossier=dossiers(STANDARD, TODAY))
def test_a_plain_tree_has_the_same_verdicts(node: Node, dossier: Dossier) -> None:
    for world in (BEST, WORST):
        evaluation = Evaluation(STANDARD, dossier, TODAY, world, {"best": "A", "worst": "U"})
        assert evaluation.holds(plain(node)) is evaluation.holds(node)
    assert plain(plain(node)) == plain(node)


OPEN, NOW = Missing("closed_on"), InWindow("occurred_on", CalendarYear())


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (OPEN, OPEN),
        (Contrary(Contrary(OPEN)), OPEN),
        (Contrary(Every((OPEN,))), Contrary(OPEN)),
        (Every((Every((OPEN, NOW)), OPEN)), Every((OPEN, NOW))),
        (Some((Some((OPEN,)), Every((NOW, Every(()))))), Some((OPEN, NOW))),
    ],
)
def test_what_says_nothing_of_a_record_goes(condition: Condition, expected: Condition) -> None:
    assert plain_condition(condition) == expected


@given(condition=CONDITIONS, dossier=dossiers(STANDARD, TODAY))
def test_a_plain_condition_selects_the_same_records(condition: Condition, dossier: Dossier) -> None:
    for record in dossier.records:
        assert meets(plain_condition(condition), record, TODAY) is meets(condition, record, TODAY)
