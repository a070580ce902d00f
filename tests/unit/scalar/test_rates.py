"""A prepared rate is the rate of the definition, for every percentage, whatever is asked of its records."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from qualitycredit.engines.scalar import Evaluation, Horizons
from qualitycredit.engines.scalar.prepared import prepared
from qualitycredit.engines.scalar.weighing import Scales
from qualitycredit.model.conditions import EVERYTHING, Condition, Pattern, Selection
from qualitycredit.model.facts import Dossier, Enterprise, Record
from qualitycredit.model.nodes import Flag, RateAtLeast
from qualitycredit.model.periods import Window
from qualitycredit.model.standard import Row
from qualitycredit.model.worlds import BEST, WORST
from tests.generative.drawing import AS_OF, records
from tests.unit.explaining.trees import CONDITIONS, STANDARD, WINDOWS

KIND = "factory_inspection"


@given(
    condition=st.just(EVERYTHING) | CONDITIONS,
    window=WINDOWS,
    percent=st.sampled_from((100, 99, 80, 50, 1)),
    exporter=st.booleans(),
    drawn=st.lists(records({KIND: STANDARD.kinds[KIND]}, AS_OF[0], 0), max_size=8),
)
def test_a_rate_is_that_of_the_definition(
    *, condition: Condition, window: Window, percent: int, exporter: bool, drawn: list[Record]
) -> None:
    rate = RateAtLeast(Selection((Pattern(KIND),), condition), window, percent, Flag("exporter"))
    standard = replace(STANDARD, decision=replace(STANDARD.decision, rows=(Row("A", rate),)))
    founded = AS_OF[0] - timedelta(days=9000)
    dossier = Dossier(Enterprise("E", "企", founded, exporter=exporter), records=tuple(drawn))
    weighed = Scales(prepared(standard), dossier).on(AS_OF[0])
    for world, values in ((BEST, weighed.best), (WORST, weighed.worst)):
        found = values[prepared(standard).numbers[rate]]
        assert found == Horizons(standard, dossier, AS_OF[0], world).horizon(rate)
        assert (found > 0) == Evaluation(standard, dossier, AS_OF[0], world).holds(rate)
