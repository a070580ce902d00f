"""Laws of the plain engine: a horizon's sign is the verdict, and the verdict stays as long as it says."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualitycredit.engines.scalar import FOREVER, Evaluation, Horizons, grade_dossier
from qualitycredit.engines.scalar.decisions import grade_outlook
from qualitycredit.model.decision import Decision
from qualitycredit.model.facts import Dossier
from qualitycredit.model.standard import Standard
from qualitycredit.model.worlds import BEST, WORST
from qualitycredit.reading import load_standard
from tests.generative.drawing import AS_OF, KNOWN_AT, dossiers

READINGS: tuple[dict[str, str], ...] = (
    {},
    {"current_year": "rolling", "considerable_harm": "d"},
    {"rate_evidence": "presumed", "factory_rate": "none", "consecutive": "product", "d4_join": "and"},
)
STANDARDS = [load_standard(readings=readings) for readings in READINGS]


def outcome(decision: Decision) -> tuple[str, str | None, str | None, str | None]:
    return decision.grade, decision.best, decision.worst, decision.reason


def grades(standard: Standard, dossier: Dossier, day: date) -> dict[str, tuple[str, int]]:
    found = {}
    for world in (BEST, WORST):
        outlook, _ = grade_outlook(standard, dossier, day, world)
        found[world.name] = (outlook.result or "", outlook.until)
    return found


@pytest.mark.parametrize("standard", STANDARDS, ids=lambda standard: ",".join(standard.chosen.values()))
@given(data=st.data())
def test_the_sign_of_every_node_is_its_verdict_and_the_verdict_stays(
    standard: Standard, data: st.DataObject
) -> None:
    as_of = data.draw(st.sampled_from(AS_OF))
    dossier = data.draw(dossiers(standard, as_of)).known_at(KNOWN_AT)
    before = grades(standard, dossier, as_of)
    for world in (BEST, WORST):
        horizons = Horizons(standard, dossier, as_of, world, grades=before)
        now = Evaluation(
            standard, dossier, as_of, world, grades={name: grade for name, (grade, _) in before.items()}
        )
        signed = [horizons.horizon(node) for node in standard.nodes()]
        assert [horizon > 0 for horizon in signed] == [now.holds(node) for node in standard.nodes()]
        assert all(0 < abs(horizon) <= FOREVER for horizon in signed)
        for ahead in {1, data.draw(st.integers(1, 500)), *(abs(h) - 1 for h in signed if abs(h) < 4000)} - {
            0
        }:
            day = as_of + timedelta(days=ahead)
            later_grades = {name: grade for name, (grade, _) in grades(standard, dossier, day).items()}
            later = Evaluation(standard, dossier, day, world, grades=later_grades)
            for node, horizon in zip(standard.nodes(), signed, strict=True):
                if ahead < abs(horizon):
                    assert later.holds(node) == (horizon > 0), (node, ahead, horizon)


@pytest.mark.parametrize("standard", STANDARDS, ids=lambda standard: ",".join(standard.chosen.values()))
@given(data=st.data())
def test_no_decision_changes_before_its_next_change(standard: Standard, data: st.DataObject) -> None:
    as_of = data.draw(st.sampled_from(AS_OF))
    dossier = data.draw(dossiers(standard, as_of)).known_at(KNOWN_AT)
    decision = grade_dossier(standard, dossier, as_of, KNOWN_AT)
    limit = 1500 if decision.next_change_on is None else (decision.next_change_on - as_of).days
    assert limit >= 1
    for ahead in {1, limit - 1, *(data.draw(st.integers(1, limit)) for _ in range(6))} - {0, limit}:
        later = grade_dossier(standard, dossier, min(as_of + timedelta(days=ahead), date.max), KNOWN_AT)
        assert outcome(later) == outcome(decision)


@given(data=st.data())
def test_an_adverse_record_never_raises_a_grade(data: st.DataObject) -> None:
    standard = STANDARDS[0]
    as_of = data.draw(st.sampled_from(AS_OF))
    dossier = data.draw(dossiers(standard, as_of)).known_at(KNOWN_AT)
    adverse = [
        record
        for record in dossier.records
        if record.kind
        in {"violation", "counterfeiting", "false_claim", "accident", "service_failure", "standard_breach"}
    ]
    assume(adverse)
    without = Dossier(
        dossier.enterprise, dossier.products, tuple(r for r in dossier.records if r not in adverse)
    )
    order = [*standard.decision.grades[:2], standard.decision.unrated, *standard.decision.grades[2:]]
    after = grade_dossier(standard, dossier, as_of, KNOWN_AT)
    before = grade_dossier(standard, without, as_of, KNOWN_AT)
    if after.worst is not None and before.worst is not None:
        assert order.index(after.worst) >= order.index(before.worst)


@given(data=st.data())
def test_settling_an_open_fact_never_changes_a_settled_clause(data: st.DataObject) -> None:
    standard = STANDARDS[0]
    as_of = data.draw(st.sampled_from(AS_OF))
    dossier = data.draw(dossiers(standard, as_of)).known_at(KNOWN_AT)
    open_records = [record for record in dossier.records if record.contested]
    assume(open_records)
    upheld = Dossier(
        dossier.enterprise, dossier.products, tuple(r for r in dossier.records if not r.contested)
    )
    before = grade_dossier(standard, dossier, as_of, KNOWN_AT)
    after = grade_dossier(standard, upheld, as_of, KNOWN_AT)
    # An inspection under objection may be the only data of its rate: without it the rate is missing, not settled.
    numbers = {record.kind for record in open_records if record.inspected is not None}
    for clause, verdict in before.clauses.items():
        if verdict.value != "unknown" and not numbers:
            assert after.clauses[clause] == verdict
