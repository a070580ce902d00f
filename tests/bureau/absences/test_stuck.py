"""Work that nobody who is there may take up: no role, the half before was his, or he has to keep out."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bureau.absences.actions import enter
from bureau.absences.queries import present_at, stuck_at
from bureau.accounts.models import Person
from bureau.accounts.permissions import Acting
from bureau.archives.models import Batch, Record, State
from bureau.measures.models import Task
from bureau.procedures.models import Case, Interest, Step
from bureau.procedures.passing import OTHERS, left
from bureau.procedures.permissions import may_take
from bureau.procedures.policies import check_unbiased
from bureau.procedures.queries import ways_for
from bureau.procedures.ways import PROCEDURES
from bureau.ui.clock import day
from tests.bureau.conftest import NOW, Casting, Signing
from tests.bureau.objects import a_batch, a_measure, a_ready_case, awaiting

pytestmark = pytest.mark.django_db(databases="__all__")
TODAY = day(NOW)


def person(username: str) -> Person:
    return Person.objects.get(username=username)


def away(act_as: Casting, *usernames: str) -> None:
    for username in usernames:
        enter(by=act_as("supervisor"), at=NOW, person=person(username), first=TODAY, last=TODAY)


def stuck(act_as: Casting) -> dict[str, int]:
    return {str(title): count for title, count in stuck_at(act_as("supervisor"), TODAY)}


def test_those_who_are_there_act_with_their_own_roles(act_as: Casting) -> None:
    away(act_as, "ali")
    present = {one.username: one.roles for one in present_at(act_as("supervisor"), TODAY)}
    assert "ali" not in present
    assert "chen" not in present
    assert present["bowen"] == act_as("bowen").roles


def test_records_and_sheets(act_as: Casting) -> None:
    record = awaiting(act_as("ali"), NOW)
    Batch.objects.filter(**a_batch()).update(state=State.AWAITING)
    assert stuck(act_as) == {}
    away(act_as, "bowen")
    assert stuck(act_as) == {"待核对的记录": 1, "待核对的批量导入": 1}
    away(act_as, "ali")
    assert stuck(act_as) == {"待核对的记录": 1, "待核对的批量导入": 1}
    enter(by=act_as("supervisor"), at=NOW, person=person("evaluator"), first=TODAY, last=TODAY)
    Record.objects.filter(pk=record.pk).update(state=State.WITHDRAWN)
    Batch.objects.update(state=State.WITHDRAWN)
    assert stuck(act_as) == {}


def test_one_who_entered_it_himself_is_nobody(act_as: Casting) -> None:
    record = awaiting(act_as("ali"), NOW)
    Record.objects.filter(pk=record.pk).update(entered_by=person("bowen"))
    assert stuck(act_as) == {"待核对的记录": 1}


def test_tasks(act_as: Casting) -> None:
    task = Task.objects.filter(**a_measure())
    away(act_as, "bowen", "evaluator")
    assert stuck(act_as) == {}
    task.update(state=Task.State.PROPOSED, proposed_by=person("evaluator-2"))
    assert stuck(act_as) == {"要办的措施": 1}
    task.update(proposed_by=person("bowen"))
    assert stuck(act_as) == {}
    away(act_as, "evaluator-2")
    assert stuck(act_as) == {"要办的措施": 1}
    task.update(state=Task.State.TO_DO)
    assert stuck(act_as) == {"要办的措施": 1}


def test_a_case_that_only_one_could_take(act_as: Casting) -> None:
    case = Case.objects.get(**a_ready_case())
    assert stuck(act_as) == {}
    interest = Interest.objects.create(case=case, person=person("publisher"), reason="亲属", at=NOW)
    assert stuck(act_as) == {"在办事项": 1}
    interest.delete()
    written = Record.objects.filter(pk=awaiting(act_as("ali"), NOW).pk)
    Case.objects.filter(pk=case.pk).update(record=written.get())
    assert stuck(act_as) == {}
    written.update(entered_by=person("publisher"))
    assert stuck(act_as) == {"在办事项": 1}
    Case.objects.filter(pk=case.pk).update(record=None)
    assert stuck(act_as) == {}
    away(act_as, "publisher")
    assert stuck(act_as) == {"在办事项": 1}


def can(by: Acting, case: Case) -> bool:
    """Tell, step by step, what `left` asks of the database."""
    ways = [
        way for way in case.procedure.ways[case.state].values() if way.action and way.action not in OTHERS
    ]
    for way in [one for one in ways if one.apart] or ways:
        if may_take(by, case, way):
            try:
                check_unbiased(by, case, way)
            except Exception:  # noqa: BLE001, S112 - refused, for whatever reason
                continue
            return True
    return False


@pytest.mark.parametrize("kind", PROCEDURES)
def test_every_state_says_what_its_steps_say(act_as: Casting, kind: str) -> None:
    case = Case.objects.get(**a_ready_case())
    procedure = PROCEDURES[kind]
    Interest.objects.create(case=case, person=person("reviewer"), reason="亲属", at=NOW)
    apart = sorted({name for ways in procedure.ways.values() for way in ways.values() for name in way.apart})
    for name in apart[::2]:
        Step.objects.create(case=case, name=name, to=procedure.initial, person=person("evaluator"), at=NOW)
    everybody = present_at(act_as("supervisor"), TODAY)
    few = [one for one in everybody if one.username in {"evaluator", "reviewer", "bowen"}]
    for state, ways in procedure.ways.items():
        Case.objects.filter(pk=case.pk).update(kind=kind, state=state)
        found = Case.objects.select_related("enterprise", "body").get(pk=case.pk)
        waits = not procedure.states[state].standing and any(
            way.action and way.action not in OTHERS for way in ways.values()
        )
        for present in (everybody, few, []):
            said = left(act_as("supervisor"), present)
            assert said == int(waits and not any(can(one, found) for one in present)), (kind, state)
            if said:
                assert not [
                    name for one in present for name, way in ways_for(one, found) if way.apart and way.action
                ], (kind, state)


def test_the_page_warns_with_numbers_and_no_query_more_for_more(act_as: Casting, sign_in: Signing) -> None:
    browser = sign_in("supervisor")
    assert "都不能办理" not in browser.get("/absences/").content.decode()
    assert "平二 · 平评" in browser.get("/absences/").content.decode()
    asked, page = [], ""
    for subject in ("P1", "P2", "P3"):
        record = awaiting(act_as("ali"), NOW - timedelta(hours=1), subject=subject)
        Record.objects.filter(pk=record.pk).update(entered_by=person("bowen"))
        with CaptureQueriesContext(connection) as queries:
            page = browser.get("/absences/").content.decode()
        asked.append(len(queries))
    assert "待核对的记录 3" in page
    assert asked[0] == asked[2]
    assert "都不能办理" not in sign_in("ali").get("/absences/").content.decode()
