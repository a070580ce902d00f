"""The tables of all procedures: nothing leads nowhere, every deadline ends somewhere, and no walk breaks a rule of theirs."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bureau.accounts.models import Person
from bureau.accounts.permissions import Acting
from bureau.accounts.queries import acting_for
from bureau.procedures.actions import open_case, take
from bureau.procedures.following import pass_days
from bureau.procedures.models import Case
from bureau.procedures.ways import PROCEDURES, Kind
from bureau.procedures.ways.shapes import Procedure
from bureau.ui.clock import day
from tests.bureau.conftest import NOW, body
from tests.bureau.objects import CODE, enterprise
from tests.bureau.procedures.conftest import BY, good, own_person, seriously_bad

PEOPLE = (
    "evaluator",
    "evaluator-2",
    "reviewer",
    "reviewer-2",
    "publisher",
    "bowen",
    "laboratory",
    "nation-reviewer",
)
STEPS = sorted({step for one in PROCEDURES.values() for ways in one.ways.values() for step in ways})
GIVEN = {
    "reason": "理由：D.2",
    "confirmed": True,
    "months": 12,
    "document": "文 1",
    "recipient": "政府",
    "laboratory": "DEMOLAB",
    "level": "early",
    "put_right_by": day(NOW) + timedelta(days=20),
}


@pytest.mark.parametrize("one", PROCEDURES.values(), ids=PROCEDURES)
def test_every_state_is_reached_and_left(one: Procedure) -> None:
    reached, waiting = set(), [one.initial]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += [way.to for way in one.ways.get(state, {}).values()]
    assert reached == set(one.states)
    ends = {state for state in one.states if one.is_final(state)}
    before: set[str] = set()
    while before != ends:
        before = set(ends)
        ends |= {state for state, ways in one.ways.items() if any(way.to in ends for way in ways.values())}
    assert ends == set(one.states)


@pytest.mark.parametrize("one", PROCEDURES.values(), ids=PROCEDURES)
def test_every_deadline_ends_somewhere(one: Procedure) -> None:
    for name, state in one.states.items():
        if one.is_final(name):
            assert (state.days, state.late, state.until) == (0, "", "")
            continue
        assert state.days or state.until, name
        if state.late:
            way = one.way(name, state.late)
            assert way is not None
            assert way.action is None
        else:
            assert any(way.action for way in one.ways[name].values()), name
    for ways in one.ways.values():
        for way in ways.values():
            assert not (way.action is None and (way.reason or way.fields))
            assert set(way.apart) <= {"open", *STEPS}


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    kind=st.sampled_from(list(Kind)),
    walk=st.lists(
        st.tuples(st.sampled_from((*PEOPLE, "own", "night")), st.integers(0, 5)), min_size=10, max_size=60
    ),
)
def test_no_walk_breaks_a_rule(kind: Kind, walk: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        _walk(kind, walk)
        transaction.set_rollback(True)


def _walk(kind: Kind, walk: list[tuple[str, int]]) -> None:
    case = _opened(kind)
    people = {one: _acting(one) for one in PEOPLE} | {"own": _acting(own_person(CODE).username)}
    at = NOW
    for who, turn in walk:
        at += timedelta(hours=1)
        case.refresh_from_db()
        steps = sorted(case.procedure.ways.get(case.state, {"accept": None}))
        if who == "night":
            at += timedelta(days=3)
            pass_days(by=BY, at=at)
            continue
        try:
            with transaction.atomic():
                take(by=people[who], at=at, case=case, step=steps[turn % len(steps)], given=GIVEN)
        except (ValidationError, PermissionDenied):
            continue
    _hold(Case.objects.get(pk=case.pk))


def _opened(kind: Kind) -> Case:
    if kind is Kind.EXPOSURE:
        return Case.objects.get(enterprise=seriously_bad(_acting), kind=kind)
    one = good(_acting) if kind is Kind.EVALUATION else enterprise()
    asked = {"put_right_by": GIVEN["put_right_by"]} if kind is Kind.RECTIFICATION else {}
    return open_case(by=BY, at=NOW, kind=kind, enterprise=one, body=body("P33"), given=asked)


def _hold(case: Case) -> None:
    """Hold that each step led on from where the last one ended, by whoever might take it, and apart from whoever might not."""
    state, takers = "", dict[str, Person]()
    for one in case.steps.order_by("pk"):
        assert one.state == state or one.name == "transfer"
        way = case.procedure.way(one.state, one.name)
        if one.name not in {"open", "transfer"}:
            assert way is not None
            assert way.to == one.to
            assert (one.person is None) == (way.action is None)
            assert not way.reason or one.reason
            assert all(takers.get(other) != one.person for other in way.apart)
        if one.person is not None:
            takers[one.name] = one.person
        state = one.to
    assert case.state == state
    assert (case.closed_at is not None) == case.procedure.is_final(state)
    assert case.standing_outcome == case.state_now.standing


def _acting(username: str, at: datetime = NOW) -> Acting:
    found = acting_for(Person.objects.get(username=username), day(at), request_id="test")
    assert found
    return found
