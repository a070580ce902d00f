"""Nothing of a decision changes before the day on which it is to be made again, down to its last column."""

from datetime import date, timedelta
from random import Random

import pyarrow as pa
import pytest
from hypothesis import settings

from qualitycredit.engines import scalar
from qualitycredit.engines.columnar import grade_columnar, grade_with_due
from qualitycredit.engines.scalar import grade_dossier
from qualitycredit.model.facts import Dossier
from qualitycredit.model.standard import Standard
from tests.generative.archives import connect
from tests.generative.drawing import AS_OF, KNOWN_AT
from tests.generative.shuffling import shuffled_dossiers
from tests.generative.test_agreement import STANDARDS

ENTERPRISES = 8 * settings().max_examples


def said(standard: Standard, dossier: Dossier, day: date) -> tuple[object, ...]:
    decision = grade_dossier(standard, dossier, day, KNOWN_AT)
    graded = (decision.grade, decision.best, decision.worst, decision.reason)
    return *graded, decision.met, decision.unknown, decision.next_change_on


@pytest.mark.parametrize("as_of", AS_OF, ids=str)
@pytest.mark.parametrize("position", range(len(STANDARDS)), ids=lambda position: STANDARDS[position].name)
def test_a_decision_stays_to_the_last_column_until_it_is_due(position: int, as_of: date) -> None:
    standard, random = STANDARDS[position], Random(f"due {position} {as_of}")
    drawn = shuffled_dossiers(standard, as_of, random, ENTERPRISES)
    with connect(drawn) as connection:
        found = pa.Table.from_batches(grade_with_due(connection, standard, as_of, KNOWN_AT))
        whole = pa.Table.from_batches(grade_columnar(connection, standard, as_of, KNOWN_AT))
    assert found.drop(["regrade_on"]).equals(whole)
    due = dict(zip(found["enterprise_id"].to_pylist(), found["regrade_on"].to_pylist(), strict=True))
    for dossier in drawn:
        known, on = dossier.known_at(KNOWN_AT), due[dossier.enterprise.enterprise_id]
        limit = 1500 if on is None else (on - as_of).days
        now = said(standard, known, as_of)
        for ahead in {limit - 1, random.randrange(limit)} - {0}:
            assert said(standard, known, as_of + timedelta(days=ahead)) == now, (ahead, limit, known)


@pytest.mark.parametrize("position", range(len(STANDARDS)), ids=lambda position: STANDARDS[position].name)
def test_lists_of_clauses_stay_until_they_are_due(position: int) -> None:
    standard, random = STANDARDS[position], Random(f"lists {position}")
    for as_of in AS_OF:
        for dossier in shuffled_dossiers(standard, as_of, random, ENTERPRISES // 4):
            known = dossier.known_at(KNOWN_AT)
            decision, on = scalar.grade_with_due(standard, known, as_of, KNOWN_AT)
            assert decision == grade_dossier(standard, known, as_of, KNOWN_AT)
            assert (on or date.max) <= (decision.next_change_on or date.max)
            limit = 1500 if on is None else (on - as_of).days
            now = said(standard, known, as_of)[:-1]
            for ahead in {limit - 1, random.randrange(limit)} - {0}:
                assert said(standard, known, as_of + timedelta(days=ahead))[:-1] == now, (ahead, limit, known)
