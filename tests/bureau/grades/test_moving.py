"""What moved on a day, from which grade to which; what was known and decided then; and the grade wherever one looks."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bureau.accounts.demo import CAST
from bureau.archives import actions as archives
from bureau.archives.effects import effect_of
from bureau.archives.models import Record
from bureau.audit.actors import System
from bureau.audit.models import Read
from bureau.enterprises.marks import MARKERS, mark, marks_on
from bureau.grades import actions
from bureau.grades.answers import steps_of
from bureau.grades.filters import Move, by
from bureau.grades.models import Cause, Decision, Due
from bureau.grades.queries import GRADES, beside_earlier, decisions_visible_to, history_of, may_see_decision
from bureau.ui.clock import day
from tests.bureau.conftest import NOW, Casting, Signing
from tests.bureau.objects import CODE, enterprise, some_facts, verified

pytestmark = pytest.mark.django_db
MOVED, GRADE = "/grades/moved/", f"/grades/enterprises/{CODE}/"
LATER = NOW + timedelta(hours=1)
Change = Callable[[Record], Record]
GROUND = {"reason": "复议撤销", "ground": "浙复〔2026〕3 号"}


@pytest.fixture
def moved(act_as: Casting) -> Record:
    """Grade an enterprise U without evidence, C for a failed check, D for a forgery, and C again once that is annulled."""
    ali, bowen = act_as("ali"), act_as("bowen")
    enterprise()
    actions.regrade_due(
        by=System(request_id="test"), at=NOW - timedelta(days=2), as_of=day(NOW) - timedelta(2)
    )
    verified(ali, bowen, NOW - timedelta(days=1))
    made = verified(ali, bowen, NOW, kind="counterfeiting", outcome="intentional", document="文 9")
    annulled = archives.annul(by=ali, at=LATER, record=made, **GROUND)
    archives.verify(by=bowen, at=LATER, record=annulled)
    return made


@pytest.mark.usefixtures("moved")
def test_each_move_is_one_of_the_kinds() -> None:
    rows = beside_earlier(Decision.objects.order_by("pk"))
    assert list(rows.values_list("before", "grade")) == [(None, "U"), ("U", "C"), ("C", "D"), ("D", "C")]
    found = {move: list(rows.filter(by(move)).values_list("grade", flat=True)) for move in Move}
    assert found == {
        Move.CHANGED: ["C", "D", "C"],
        Move.WORSE: ["D"],
        Move.BETTER: ["C"],
        Move.FIRST: ["U"],
        Move.SAME: [],
    }
    actions.regrade(at=LATER, codes=[CODE], cause=Cause.DUE, as_of=date(2031, 1, 1))
    assert [one.grade for one in rows.filter(by(Move.SAME))] == []


@pytest.mark.usefixtures("moved")
def test_the_moves_of_any_day(sign_in: Signing) -> None:
    client = sign_in("supervisor")
    page = client.get(MOVED, {"day": "2026-11-20"}).content.decode()
    assert page.count(f"/grades/enterprises/{CODE}/history/") == 2
    page = client.get(MOVED, {"day": "2026-11-20", "moved": "worse"}).content.decode()
    assert page.count(f"/grades/enterprises/{CODE}/history/") == 1
    assert page.index("失信</td>") < page.index("严重失信</span>")
    assert CODE not in client.get(MOVED, {"day": "2026-11-18"}).content.decode()
    page = client.get(MOVED, {"day": "2026-11-18", "moved": "first"}).content.decode()
    assert f"/grades/enterprises/{CODE}/history/" in page
    assert "首次定级</td>" in page
    assert CODE not in client.get(MOVED).content.decode()
    assert CODE not in sign_in("chen").get(MOVED, {"day": "2026-11-20"}).content.decode()
    sheet = client.get(MOVED, {"day": "2026-11-20", "moved": "worse", "export": "csv"}).content.decode(
        "utf-8-sig"
    )
    assert "失信,严重失信" in sheet


@pytest.mark.usefixtures("moved")
def test_a_day_is_answered_with_all_that_was_known(sign_in: Signing) -> None:
    client = sign_in("supervisor")
    page = client.get(f"{GRADE}history/", {"as_of": "2026-11-19"}).content.decode()
    for words in (
        "按当时所知，2026-11-19 的等级",
        "新增记录 1 条，更正、撤销或者标明异议 0 条",
        "浙质监〔2026〕7 号",
    ):
        assert words in page, words
    assert "文 9" not in page
    moment = NOW + timedelta(minutes=1)
    asked = {"as_of": "2026-11-20", "known_at": moment.isoformat()}
    page = client.get(f"{GRADE}history/", asked).content.decode()
    assert "新增记录 0 条，更正、撤销或者标明异议 1 条" in page
    assert "文 9" in page
    page = client.get(f"{GRADE}history/", {"as_of": "2026-11-20"}).content.decode()
    assert "没有新增，也没有改动" in page
    assert "必填项" in client.get(f"{GRADE}history/", {"as_of": ""}).content.decode()


@pytest.mark.usefixtures("moved")
def test_each_decision_stands_beside_the_one_before(sign_in: Signing) -> None:
    steps = steps_of(list(history_of(CODE)))
    assert [(one.moves, one.before.grade if one.before else None) for one in steps] == [
        (True, "D"),
        (True, "C"),
        (True, "U"),
        (False, None),
    ]
    assert "D.2" in steps[1].begun
    assert steps[0].ended == steps[1].begun
    page = sign_in("supervisor").get(f"{GRADE}history/?page=nonsense").content.decode()
    assert "不再符合的条款" in page
    assert page.count("当时的理由") == len(steps)


def test_what_a_change_was_said_to_do_is_what_it_does(act_as: Casting) -> None:
    ali, bowen = act_as("ali"), act_as("bowen")
    record = verified(ali, bowen, NOW - timedelta(days=9))
    at = NOW - timedelta(days=8)
    changes: tuple[Change, ...] = (
        lambda on: archives.contest(by=ali, at=at, record=on, **GROUND),
        lambda on: archives.settle(by=ali, at=at, record=on, **GROUND),
        lambda on: archives.correct(
            by=ali, at=at, record=on, facts=some_facts(occurred_on=date(2024, 5, 5)), **GROUND
        ),
        lambda on: archives.annul(by=ali, at=at, record=on, **GROUND),
    )
    grades = []
    for change in changes:
        at += timedelta(days=1)
        proposed = change(record)
        said = effect_of(proposed, as_of=day(at), at=at).after
        archives.verify(by=bowen, at=at, record=proposed)
        record = Record.objects.get(pk=proposed.pk)
        stored = Decision.objects.get(enterprise=CODE, superseded_at__isnull=True)
        assert (stored.grade, stored.best, stored.worst, stored.reason) == (
            said.grade,
            said.best or "",
            said.worst or "",
            said.reason or "",
        )
        assert (stored.met, stored.unknown) == (list(said.met), list(said.unknown))
        grades.append((stored.best, stored.worst))
    assert len(set(grades)) > 1


def test_the_grade_stands_where_one_looks(act_as: Casting, sign_in: Signing) -> None:
    verified(act_as("ali"), act_as("bowen"), NOW)
    link = f'href="{GRADE}"'
    for username in ("ali", "supervisor", "nation-supervisor"):
        client = sign_in(username)
        for address in ("/enterprises/?words=阿丽", f"/enterprises/{CODE}/", f"/archives/dossiers/{CODE}/"):
            page = client.get(address).content.decode()
            assert link in page, (username, address)
            assert '<span class="badge bad">失信</span>' in page, (username, address)
    assert Read.objects.filter(username="ali", object_id=CODE).count() == 2
    assert Read.objects.filter(username="ali", reason__startswith="/enterprises/").count() == 1
    sheet = sign_in("ali").get("/enterprises/?words=阿丽&export=csv").content.decode("utf-8-sig")
    assert "失信" in sheet.splitlines()[1]


def test_the_grade_is_told_to_those_who_may_know(act_as: Casting, sign_in: Signing) -> None:
    verified(act_as("ali"), act_as("bowen"), NOW)
    before = Read.objects.count()
    answer = sign_in("partner").get("/enterprises/")
    assert answer.status_code == 200
    assert "等级</th>" not in answer.content.decode()
    assert Read.objects.count() == before
    assert "等级</th>" in sign_in("ali").get("/enterprises/").content.decode()
    assert marks_on(act_as("partner"), CODE) == marks_on(act_as("chen"), CODE) == []
    assert next(each.text for _, each in marks_on(act_as("ali"), CODE)) == "失信"
    mark(GRADES)
    assert MARKERS.count(GRADES) == 1


def test_whose_grades_one_may_see_is_asked_in_two_ways_and_answered_in_one(act_as: Casting) -> None:
    enterprise("91", "甲", "330106")
    enterprise("92", "乙", "320100")
    enterprise("93", "丙", "330206", exporter=True)
    enterprise("94", "丁", "330206")
    actions.regrade_due(by=System(request_id="test"), at=NOW, as_of=day(NOW))
    seen = {}
    for one in CAST:
        person = act_as(one.username)
        visible = set(decisions_visible_to(person).values_list("enterprise", flat=True))
        assert visible == {
            each.enterprise_id for each in Decision.objects.all() if may_see_decision(person, each)
        }
        seen[one.username] = visible
    assert {"91", "94"} <= seen["ali"] - {"92"}
    assert seen["chen"] == {"92"}
    assert seen["ningbo"] == {"93"}
    assert str(Due.objects.get(enterprise="91")) == str(due_of("91") or "")


def due_of(code: str) -> date | None:
    return Due.objects.values_list("on", flat=True).get(enterprise=code)


def test_an_enterprise_without_a_decision_has_a_dash(sign_in: Signing) -> None:
    enterprise()
    page = sign_in("ali").get("/enterprises/?words=阿丽").content.decode()
    assert page.count("—") >= 1
    sheet = sign_in("ali").get("/enterprises/?words=阿丽&export=csv").content.decode("utf-8-sig")
    assert sheet.splitlines()[1].endswith(",")


def test_a_list_with_grades_costs_the_same_however_long(sign_in: Signing) -> None:
    client, counts = sign_in("supervisor"), []
    for many in (1, 30):
        codes = [f"9{number}" for number in range(many)]
        for code in codes:
            enterprise(code, "企业", "330100")
        actions.regrade(at=datetime(2026, 11, 20, 3, tzinfo=UTC), codes=codes, cause=Cause.DUE)
        for path in (
            "/enterprises/",
            f"{MOVED}?day=2026-11-20&moved=",
            "/grades/enterprises/90/history/?as_of=2026-11-20",
        ):
            client.get(path)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(path).status_code == 200
            counts.append((path, len(captured)))
    assert counts[:3] == counts[3:]
