"""A prepared standard gives what the definition gives: every node, every decision, every day, in any world."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitycredit.assuring.leaves import scores
from qualitycredit.engines.scalar import Evaluation, Horizons, define_decision, grade_dossier, grade_in
from qualitycredit.engines.scalar.decisions import grade_outlook
from qualitycredit.engines.scalar.prepared import prepared
from qualitycredit.engines.scalar.weighing import Scales, grade_among
from qualitycredit.model.facts import Dossier
from qualitycredit.model.nodes import Compare, GradeIs, LatestScore, Node, RateAtLeast, WorldsDiffer, children
from qualitycredit.model.standard import Row, Standard
from qualitycredit.model.worlds import BEST, WORST, World
from tests.generative.drawing import AS_OF, KNOWN_AT, dossiers
from tests.generative.shuffling import shuffled_dossiers
from tests.generative.test_agreement import STANDARDS
from tests.unit.explaining.trees import NODES, STANDARD

Thing = TypeVar("Thing")
EACH = pytest.mark.parametrize("position", range(len(STANDARDS)), ids=lambda number: STANDARDS[number].name)


def grades(standard: Standard, dossier: Dossier, day: date) -> dict[str, tuple[str, int]]:
    found = {world.name: grade_outlook(standard, dossier, day, world)[0] for world in (BEST, WORST)}
    return {name: (outlook.result or "", outlook.until) for name, outlook in found.items()}


def assert_same(standard: Standard, dossier: Dossier, day: date, scales: Scales | None = None) -> None:
    decision = grade_dossier(standard, dossier, day, KNOWN_AT)
    expected = define_decision(standard, dossier, day, KNOWN_AT)
    assert decision == expected, dossier
    assert (decision.met, decision.unknown) == (expected.met, expected.unknown)
    steps = prepared(standard)
    weighed = (scales or Scales(steps, dossier)).on(day)
    known = grades(standard, dossier, day)
    asked = decision.worst is not None and decision.reason is not None
    for world, values in ((BEST, weighed.best), (WORST, weighed.worst)):
        horizons = Horizons(standard, dossier, day, world, grades=known)
        for node, number in steps.numbers.items():
            # What only the reasons for no grade ask for is worked out in the worst world, and where they are asked.
            if number < steps.reasoned or (world is WORST and asked):
                assert values[number] == horizons.horizon(node), (node, world, dossier)


@EACH
@given(data=st.data())
def test_every_node_and_the_decision_are_those_of_the_definition(position: int, data: st.DataObject) -> None:
    standard, as_of = STANDARDS[position], data.draw(st.sampled_from(AS_OF))
    assert_same(standard, data.draw(dossiers(standard, as_of)), as_of)


@EACH
def test_many_enterprises_are_weighed_alike_on_one_day_after_the_other(position: int) -> None:
    standard, random = STANDARDS[position], Random(position)
    for as_of in AS_OF:
        for dossier in shuffled_dossiers(standard, as_of, random, 12):
            scales = Scales(prepared(standard), dossier)
            for day in (as_of, as_of + timedelta(days=random.randint(1, 900)), as_of - timedelta(days=1)):
                assert_same(standard, dossier, day, scales)


def of_the_reasons(node: Node) -> bool:
    return isinstance(node, GradeIs | WorldsDiffer) or any(map(of_the_reasons, children(node)))


@given(node=NODES, dossier=dossiers(STANDARD, AS_OF[0]), data=st.data())
def test_any_tree_is_prepared(node: Node, dossier: Dossier, data: st.DataObject) -> None:
    table = STANDARD.decision
    if of_the_reasons(node):
        changed = replace(table, rows=(), reasons=(Row("drawn", node), *table.reasons))
    else:
        changed = replace(table, rows=(Row("A", node), *table.rows[data.draw(st.integers(0, 4)) :]))
    standard = replace(STANDARD, decision=changed)
    steps = prepared(standard)
    weighed = Scales(steps, dossier).on(AS_OF[0])
    known = grades(standard, dossier, AS_OF[0])
    for world, values in ((BEST, weighed.best), (WORST, weighed.worst)):
        if world is WORST or steps.numbers[node] < steps.reasoned:
            horizons = Horizons(standard, dossier, AS_OF[0], world, grades=known)
            excluded = weighed.outcome.worst is None
            assert excluded or values[steps.numbers[node]] == horizons.horizon(node)


def facts_needed(node: Node) -> Iterator[RateAtLeast | LatestScore]:
    if isinstance(node, RateAtLeast):
        yield node
    if isinstance(node, Compare):
        yield from scores(node.number)


def subsets(things: Sequence[Thing]) -> st.SearchStrategy[frozenset[Thing]]:
    return st.frozensets(st.sampled_from(things)) if things else st.just(frozenset())


@EACH
@given(data=st.data())
def test_worlds_between_have_the_grade_of_the_definition(position: int, data: st.DataObject) -> None:
    standard, as_of = STANDARDS[position], data.draw(st.sampled_from(AS_OF))
    dossier = data.draw(dossiers(standard, as_of))
    keys = sorted({record.key for record in dossier.records if record.contested})
    needed = [fact for node in standard.nodes() for fact in facts_needed(node)]
    contested = data.draw(st.booleans() | subsets(keys))
    world = World("between", contested, data.draw(st.booleans() | subsets(needed)))
    expected = grade_in(Evaluation(standard, dossier, as_of, world))
    assert grade_among(prepared(standard), dossier, as_of, world) == expected


@EACH
def test_records_that_no_rule_names_move_nothing(position: int) -> None:
    standard, as_of = STANDARDS[position], AS_OF[0]
    for dossier in shuffled_dossiers(standard, as_of, Random(7), 25):
        odd = [
            replace(record, outcome=outcome, kind=kind)
            for record in dossier.records[:3]
            for kind, outcome in ((record.kind, None), (record.kind, "unheard of"), ("unheard of", "done"))
        ]
        assert_same(standard, replace(dossier, records=(*dossier.records, *odd)), as_of)


def test_an_enterprise_without_anything() -> None:
    bare = Dossier(shuffled_dossiers(STANDARD, AS_OF[0], Random(1), 1)[0].enterprise)
    for standard in STANDARDS:
        assert_same(standard, bare, AS_OF[0])
        assert_same(replace(standard, decision=replace(standard.decision, rows=())), bare, AS_OF[0])
