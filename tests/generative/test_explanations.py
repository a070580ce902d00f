"""An explanation says what the definition says: each phrase, its evidence, each open fact, and the days of the way back."""

from datetime import date
from random import Random

import pytest

from qualitycredit.assuring.leaves import leaves
from qualitycredit.engines.scalar import Evaluation, define_decision, grade_in
from qualitycredit.explaining import Explanation, explain_dossier
from qualitycredit.explaining.evidence import gather
from qualitycredit.explaining.outline import outline
from qualitycredit.model.facts import Dossier, Record
from qualitycredit.model.standard import Standard
from qualitycredit.model.worlds import BEST, WORST, World
from tests.generative.drawing import AS_OF, KNOWN_AT
from tests.generative.shuffling import shuffled_dossiers
from tests.generative.test_agreement import STANDARDS


def assert_findings(explanation: Explanation) -> None:
    standard, day = explanation.standard, explanation.decision.as_of
    if explanation.decision.worst is None:
        assert explanation.clauses == ()
        return
    best, worst = (Evaluation(standard, explanation.dossier, day, world) for world in (BEST, WORST))
    for finding, outlined in zip(explanation.clauses, outline(standard), strict=True):
        node = finding.clause.node
        assert (finding.best, finding.worst) == (best.holds(node), worst.holds(node))
        for found, (phrase, ground) in zip(finding.phrases, outlined.phrases, strict=True):
            assert found.phrase is phrase
            if phrase.node is None or ground is None:
                assert (phrase.node, ground, found.best, found.worst) == (None, None, None, None)
                continue
            assert (found.best, found.worst) == (best.holds(phrase.node), worst.holds(phrase.node))
            stands_on = dict.fromkeys(leaves(standard, phrase.node))
            assert found.evidence == gather(worst, stands_on), (phrase.quote, explanation.dossier)


def assert_open_facts(explanation: Explanation) -> None:
    standard, dossier = explanation.standard, explanation.dossier
    day, contested = explanation.decision.as_of, [r for r in dossier.records if r.contested]

    def grade(world: World) -> str:
        return grade_in(Evaluation(standard, dossier, day, world))

    for fact in explanation.open_facts:
        if isinstance(fact.fact, Record):
            keys = frozenset(r.key for r in contested if r.occurred_on <= day)
            one = frozenset({fact.fact.key})
            assert fact.if_good == (grade(BEST), grade(World("worst", keys - one, favourable=False)))
            assert fact.if_bad == (grade(World("best", one, favourable=True)), grade(WORST))
        else:
            lone = frozenset({fact.fact})
            assert fact.if_good == (grade(BEST), grade(World("worst", contested=True, favourable=lone)))
            assert fact.if_bad[1] == grade(WORST)


def assert_way_back(explanation: Explanation) -> None:
    standard, grades = explanation.standard, explanation.standard.decision.grades
    days, day = [], explanation.decision.as_of
    while explanation.way_back:
        decision = define_decision(standard, explanation.dossier, day, None)
        days.append(decision)
        if decision.next_change_on is None:
            break
        day = decision.next_change_on

    def first(grade: str, *, best: bool) -> date | None:
        enough = grades[: grades.index(grade) + 1]
        return next((d.as_of for d in days if (d.best if best else d.grade) in enough), None)

    for better in explanation.way_back:
        assert better.settled_on == first(better.grade, best=False)
        assert better.possible_on == first(better.grade, best=True)


def explained(standard: Standard, dossier: Dossier, as_of: date) -> Explanation:
    return explain_dossier(standard, dossier.known_at(KNOWN_AT), as_of, None)


@pytest.mark.parametrize("position", range(len(STANDARDS)), ids=lambda number: STANDARDS[number].name)
def test_an_explanation_says_what_the_definition_says(position: int) -> None:
    standard, random = STANDARDS[position], Random(f"explain {position}")
    for as_of in AS_OF:
        for dossier in shuffled_dossiers(standard, as_of, random, 12):
            explanation = explained(standard, dossier, as_of)
            assert_findings(explanation)
            assert_open_facts(explanation)
            assert_way_back(explanation)
