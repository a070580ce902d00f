"""A prepared condition on a record is the condition of the definition, on any day."""

from datetime import date, timedelta
from itertools import product
from random import Random
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitycredit.engines.scalar import FOREVER, Horizons
from qualitycredit.engines.scalar.days import between
from qualitycredit.engines.scalar.spans import matching, meeting, selecting
from qualitycredit.model.conditions import BesideDate, Condition, DateField, Operator, Pattern, Selection
from qualitycredit.model.facts import Dossier, Enterprise, Record
from qualitycredit.model.periods import LAST_DAY
from qualitycredit.model.worlds import WORST
from tests.generative.drawing import AS_OF, records
from tests.generative.shuffling import shuffled_dossiers
from tests.unit.explaining.trees import CONDITIONS, STANDARD, patterns

ENTERPRISE = Enterprise("E", "企", date(2010, 1, 1))


@given(
    condition=CONDITIONS,
    drawn=st.lists(records(STANDARD.kinds, AS_OF[0], 0), max_size=12),
    ahead=st.integers(-700, 700),
)
def test_a_condition_is_that_of_the_definition(condition: Condition, drawn: list[Record], ahead: int) -> None:
    day = AS_OF[0] + timedelta(days=ahead)
    horizons = Horizons(STANDARD, Dossier(ENTERPRISE, records=tuple(drawn)), day, WORST)
    meets, selects = meeting(condition), selecting(Selection((), condition))
    for record in drawn:
        assert meets(record, day.toordinal()) == horizons.meets(condition, record)
        assert selects(record, day.toordinal()) == horizons.selects(Selection((), condition), record)


@pytest.mark.parametrize("sign", get_args(Operator))
def test_dates_beside_one_another(sign: Operator) -> None:
    fields: tuple[DateField, ...] = ("occurred_on", "due_on", "closed_on")
    for dossier in shuffled_dossiers(STANDARD, AS_OF[0], Random(2), 60):
        horizons = Horizons(STANDARD, dossier, AS_OF[0], WORST)
        for left, right in product(fields, fields):
            condition = BesideDate(left, sign, right)
            meets = meeting(condition)
            for record in dossier.records:
                assert meets(record, horizons.day) == horizons.meets(condition, record)


@given(
    asked=st.lists(patterns(), min_size=1, max_size=4),
    drawn=st.lists(records(STANDARD.kinds, AS_OF[0], 0), max_size=12),
)
def test_the_same_records_match_in_the_same_order(asked: list[Pattern], drawn: list[Record]) -> None:
    horizons = Horizons(STANDARD, Dossier(ENTERPRISE, records=tuple(drawn)), AS_OF[0], WORST)
    selection = Selection(tuple(asked))
    assert list(matching(selection)(horizons.by_kind)) == horizons.matching(selection)


@pytest.mark.parametrize(
    ("day", "enter", "leave", "horizon"),
    [
        (10, 10, 11, 1),
        (10, 11, 12, -1),
        (10, 4, 10, -FOREVER),
        (10, 4, 13, 3),
        (10, 12, 12, -FOREVER),
        (10, 4, FOREVER, FOREVER),
        (10, 4, LAST_DAY, LAST_DAY - 10),
        (10, 4, LAST_DAY + 1, FOREVER),
        (10, LAST_DAY, FOREVER, 10 - LAST_DAY),
        (10, LAST_DAY + 1, FOREVER, -FOREVER),
    ],
)
def test_what_holds_between_two_days(day: int, enter: int, leave: int, horizon: int) -> None:
    assert between(day, enter, leave) == horizon
