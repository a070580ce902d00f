"""Each action on a record: who may, what it makes, what it writes down, and what it refuses."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, connection, transaction

from bureau.accounts.permissions import Acting
from bureau.accounts.roles import Action
from bureau.archives import actions
from bureau.archives.events import Event as Told
from bureau.archives.models import OPEN, Change, Record, State
from bureau.archives.policies import can_step, faults_of
from bureau.archives.queries import awaiting as awaited
from bureau.archives.queries import dossier_of, unfinished, versions_of
from bureau.archives.states import TRANSITIONS, Step
from bureau.audit.models import Event
from bureau.enterprises import listeners
from tests.bureau.conftest import NOW, Casting
from tests.bureau.objects import CODE, awaiting, enterprise, some_facts, verified

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
LATER = NOW + timedelta(hours=1)
GROUND = {"reason": "复检合格", "ground": "浙质监〔2026〕9 号"}
Trio = tuple[Acting, Acting, Acting]


@pytest.fixture
def trio(act_as: Casting) -> Trio:
    return act_as("ali"), act_as("bowen"), act_as("hangzhou")


@pytest.fixture
def heard() -> Iterator[list[str]]:
    codes: list[str] = []

    def listener(told: Sequence[str], at: datetime) -> None:
        assert at in {NOW, LATER}
        codes.extend(told)

    listeners.listen(listener)
    yield codes
    listeners.LISTENERS.remove(listener)


def told() -> list[str]:
    events = Event.objects.filter(at__in=(NOW, LATER), event__startswith="archives.")
    return [one.event for one in events.order_by("pk")]


def counted() -> list[str]:
    return [one.outcome or "" for one in dossier_of(CODE, as_of=TODAY, known_at=LATER).records]


def test_it_counts_once_a_second_officer_has_seen_it(trio: Trio, heard: list[str]) -> None:
    ali, bowen, _ = trio
    made = awaiting(ali, NOW)
    assert (str(made)[:8], made.source, counted(), heard) == ("产品质量监督抽查", "P33", [], [])
    assert list(awaited(bowen)) == [made]
    with pytest.raises(PermissionDenied, match="核对记录"):
        actions.verify(by=ali, at=NOW, record=made)
    actions.verify(by=bowen, at=NOW, record=made)
    found = Record.objects.get(pk=made.pk)
    assert (found.recorded_at, found.verified_by, found.in_force) == (NOW, bowen.person, True)
    assert (counted(), heard, told()) == (["fail"], [CODE], [Told.ENTERED, Told.VERIFIED])
    with pytest.raises(ValidationError, match="现在是“已核对”"):
        actions.verify(by=bowen, at=NOW, record=made)


def test_nobody_verifies_his_own(trio: Trio) -> None:
    *_, hangzhou = trio
    made = awaiting(hangzhou, NOW)
    assert can_step(hangzhou, made, Step.WITHDRAW)
    assert not can_step(hangzhou, made, Step.VERIFY)
    with pytest.raises(ValidationError, match="另一位同事"):
        actions.verify(by=hangzhou, at=NOW, record=made)
    with pytest.raises(Error), transaction.atomic():
        Record.objects.filter(pk=made.pk).update(
            state=State.VERIFIED, recorded_at=NOW, verified_by=hangzhou.person
        )


def test_another_body_verifies_nothing(trio: Trio, act_as: Casting) -> None:
    ali, bowen, hangzhou = trio
    made = awaiting(ali, NOW)
    with pytest.raises(ValidationError, match="由录入的单位办理：浙江省"):
        actions.verify(by=hangzhou, at=NOW, record=made)
    with pytest.raises(PermissionDenied):
        actions.verify(by=act_as("chen"), at=NOW, record=made)
    with pytest.raises(PermissionDenied, match="管辖范围"):
        actions.enter(by=act_as("chen"), at=NOW, enterprise=enterprise(), facts=some_facts())
    assert list(awaited(hangzhou)) == []
    assert list(awaited(bowen)) == [made]


def test_returned_and_put_right(trio: Trio) -> None:
    ali, bowen, _ = trio
    made = actions.enter(
        by=ali, at=NOW, enterprise=enterprise(), facts=some_facts(), record_id="抽-7", draft=True
    )
    assert (made.state, list(unfinished(ali)), list(awaited(bowen))) == (State.DRAFT, [made], [])
    actions.amend(by=ali, at=NOW, record=made, facts=some_facts(outcome="pass"))
    actions.give_back(by=bowen, at=NOW, record=made, reason="结论写反了")
    found = Record.objects.get(pk=made.pk)
    assert (found.state, found.returned_because, found.record_id) == (State.RETURNED, "结论写反了", "抽-7")
    actions.amend(by=ali, at=LATER, record=made, facts=some_facts())
    found = Record.objects.get(pk=made.pk)
    assert (found.state, found.returned_because, found.outcome) == (State.AWAITING, "", "fail")
    actions.withdraw(by=ali, at=LATER, record=made)
    with pytest.raises(ValidationError, match="现在是“已撤回”"):
        actions.amend(by=ali, at=LATER, record=made, facts=some_facts())
    with pytest.raises(ValidationError, match="已有编号为“抽-7”"):
        actions.enter(by=ali, at=NOW, enterprise=enterprise(), facts=some_facts(), record_id="抽-7")
    assert told() == [Told.ENTERED, Told.AMENDED, Told.RETURNED, Told.AMENDED, Told.WITHDRAWN]
    assert counted() == []


def test_a_correction_takes_the_place_of_what_was_wrong(trio: Trio) -> None:
    ali, bowen, _ = trio
    first = verified(ali, bowen, NOW)
    second = actions.correct(by=ali, at=LATER, record=first, facts=some_facts(outcome="pass"), **GROUND)
    assert counted() == ["fail"]
    with pytest.raises(ValidationError, match="先办完那一项"):
        actions.annul(by=ali, at=LATER, record=first, **GROUND)
    with pytest.raises(ValidationError, match="请稍候"):
        actions.verify(by=bowen, at=NOW, record=second)
    actions.verify(by=bowen, at=LATER, record=second)
    assert counted() == ["pass"]
    assert [one.change for one in versions_of(first)] == [Change.CORRECTION, Change.ENTRY]
    assert Record.objects.get(pk=first.pk).superseded_at == LATER
    assert [one.outcome for one in dossier_of(CODE, as_of=TODAY, known_at=NOW).records] == ["fail"]
    assert len(dossier_of(CODE, as_of=TODAY).records) == 2
    with pytest.raises(ValidationError, match="不再有效"):
        actions.correct(by=ali, at=LATER, record=first, facts=some_facts(), **GROUND)


def test_annulled_contested_settled(trio: Trio) -> None:
    ali, bowen, hangzhou = trio
    one = verified(ali, bowen, NOW)
    marks = []
    for number, change in enumerate((actions.contest, actions.settle, actions.annul), start=1):
        at = NOW + timedelta(minutes=number)
        made = change(by=ali, at=at, record=one, **GROUND)
        actions.verify(by=bowen, at=at, record=made)
        one = Record.objects.get(pk=made.pk)
        marks.append((one.contested, counted()))
    assert marks == [(True, ["fail"]), (False, ["fail"]), (False, [])]
    assert not one.in_force
    again = {"by": ali, "at": LATER, "record": one}
    with pytest.raises(ValidationError, match="不再有效"):
        actions.annul(**again, **GROUND)  # type: ignore[arg-type] # as above
    with pytest.raises(PermissionDenied):
        actions.annul(by=bowen, at=LATER, record=one, **GROUND)
    theirs = awaiting(hangzhou, NOW)
    assert theirs.body == hangzhou.body


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda by, one: actions.annul(by=by, at=LATER, record=one, reason=" ", ground=""), "请写明理由"),
        (lambda by, one: actions.correct(by=by, at=LATER, record=one, facts=one.facts, **GROUND), "没有改动"),
        (lambda by, one: actions.settle(by=by, at=LATER, record=one, **GROUND), "已经如此"),
        (
            lambda by, one: actions.correct(
                by=by, at=LATER, record=one, facts=replace(one.facts, kind="metrology_spot_check"), **GROUND
            ),
            "种类不能更正",
        ),
    ],
)
def test_changes_without_ground(
    change: Callable[[Acting, Record], Record], sentence: str, trio: Trio
) -> None:
    ali, bowen, _ = trio
    with pytest.raises(ValidationError, match=sentence):
        change(ali, verified(ali, bowen, NOW))
    with pytest.raises(ValidationError, match="已经如此"):
        actions.contest(by=ali, at=LATER, record=verified(ali, bowen, NOW, contested=True), **GROUND)


def test_what_another_body_entered_it_changes(trio: Trio, act_as: Casting) -> None:
    ali, bowen, hangzhou = trio
    enterprise(exporter=True)
    one = verified(ali, bowen, NOW)
    Record.objects.create(
        source="LAB", record_id="1", enterprise_id=CODE, kind="accident", outcome="major",
        occurred_on=TODAY, recorded_at=NOW, state=State.VERIFIED,
    )  # fmt: skip
    q33 = act_as("ningbo")
    assert one.body != q33.body
    with pytest.raises(PermissionDenied):
        actions.annul(by=q33, at=LATER, record=one, **GROUND)
    loaded = Record.objects.get(source="LAB")
    assert actions.annul(by=ali, at=LATER, record=loaded, **GROUND).source == "LAB"
    delegated = replace(hangzhou, delegated=frozenset({Action.RECORD_CORRECT}))
    with pytest.raises(ValidationError, match="由录入的单位办理"):
        actions.annul(by=delegated, at=LATER, record=one, **GROUND)


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({"kind": "nothing"}, "kind", "没有“nothing”"),
        ({"outcome": "perhaps"}, "outcome", "没有结果“perhaps”"),
        ({"outcome": "pass", "contested": True}, "contested", "没有不利"),
        ({"inspected": 3}, "inspected", "不用这一栏"),
        ({"due_on": date(2026, 1, 1)}, "due_on", "期限在发生日期之前"),
        ({"closed_on": date(2026, 1, 1)}, "closed_on", "了结日期在发生日期之前"),
        ({"occurred_on": date(2027, 1, 1)}, "occurred_on", "今天之后"),
        ({"kind": "factory_inspection", "outcome": "done"}, "passed", "没有就填 0"),
        (
            {"kind": "factory_inspection", "outcome": "done", "inspected": -1, "passed": 0},
            "inspected",
            "负数",
        ),
        (
            {"kind": "factory_inspection", "outcome": "done", "inspected": 1, "passed": 2},
            "passed",
            "多于检验数",
        ),
    ],
)
def test_statements_with_faults(more: dict[str, object], field: str, sentence: str, trio: Trio) -> None:
    faults = faults_of(some_facts(**more), day=TODAY)
    assert sentence in faults[field]
    with pytest.raises(ValidationError) as error:
        awaiting(trio[0], NOW, **more)
    assert field in error.value.message_dict


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE archives_record SET outcome = 'pass'",
        "UPDATE archives_record SET superseded_at = superseded_at",
        "UPDATE archives_record SET state = 'draft', recorded_at = NULL",
        "DELETE FROM archives_record",
    ],
)
def test_a_verified_version_stays_whoever_speaks_to_the_database(statement: str, trio: Trio) -> None:
    verified(*trio[:2], NOW)
    with (
        pytest.raises(Error, match="a verified version stays"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "somewhere"},
        {"change": "somehow"},
        {"due_on": date(2020, 1, 1)},
        {"inspected": 1, "passed": 2},
        {"recorded_at": NOW},
        {"state": State.VERIFIED},
        {"state": State.RETURNED},
        {"change": Change.CORRECTION},
    ],
)
def test_the_database_refuses_what_cannot_be(fields: dict[str, object], trio: Trio) -> None:
    made = awaiting(trio[0], NOW)
    with pytest.raises(Error), transaction.atomic():
        Record.objects.filter(pk=made.pk).update(**fields)


def test_the_way_of_a_version_is_whole() -> None:
    assert set(TRANSITIONS) == set(State)
    assert {state for state in State if TRANSITIONS[state]} == set(OPEN)
    assert {way.to for ways in TRANSITIONS.values() for way in ways.values()} == set(State) - {State.DRAFT}
