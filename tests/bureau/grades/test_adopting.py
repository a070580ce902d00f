"""Another reading holds from its day on, once two persons of the nation have seen whom it moves."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from bureau.archives.law import standard_on
from bureau.archives.vocabulary import standard
from bureau.audit.actors import System
from bureau.audit.models import Event
from bureau.grades import actions, adopting
from bureau.grades.adopting import Cell, adopt, matrix_of, preview_waiting, propose, refuse, withdraw
from bureau.grades.models import Adoption, AdoptionState, Cause, Decision
from bureau.ui.clock import day
from tests.bureau.conftest import NOW, Casting, Signing
from tests.bureau.objects import CODE, verified

pytestmark = pytest.mark.django_db
BY = System(request_id="test")
FIRST = day(NOW) + timedelta(days=10)
OTHER = dict(standard().chosen) | {"considerable_harm": "d"}
GIVEN: dict[str, Any] = {
    "folder": "aqsiq-2006",
    "readings": OTHER,
    "valid_from": FIRST,
    "reason": "从严",
    "ground": "质检〔2026〕9 号",
}


def grade() -> str:
    return Decision.objects.get(enterprise=CODE, superseded_at__isnull=True).grade


@pytest.fixture
def harmed(act_as: Casting) -> None:
    """Have an enterprise with an accident that is C under one reading and D under the other."""
    facts = {"kind": "accident", "outcome": "considerable", "subject": ""}
    verified(act_as("ali"), act_as("bowen"), NOW - timedelta(days=20), **facts)


@pytest.mark.usefixtures("harmed")
def test_it_holds_from_its_day_on(act_as: Casting) -> None:
    first, second = act_as("nation-evaluator"), act_as("nation-reviewer")
    made = propose(by=first, at=NOW, **GIVEN)
    assert matrix_of(made) == [Cell("C", "D", 1)]
    assert str(made.movers.get()) == "C → D"
    adopt(by=second, at=NOW, adoption=made)
    assert grade() == "C"
    assert standard_on(day(NOW), NOW).chosen["considerable_harm"] == "c"
    assert standard_on(FIRST, NOW).chosen["considerable_harm"] == "d"
    # What was not yet adopted at a moment is not how that moment is explained.
    assert standard_on(FIRST, NOW - timedelta(seconds=1)).chosen["considerable_harm"] == "c"
    on_the_day = NOW + timedelta(days=10)
    assert actions.regrade_due(by=BY, at=on_the_day, as_of=FIRST) == 1
    assert grade() == "D"
    assert Decision.objects.get(grade="D").receipt.cause == Cause.STANDARD
    made.refresh_from_db()
    assert made.applied_at == on_the_day
    assert actions.regrade_due(by=BY, at=on_the_day, as_of=FIRST) == 0
    assert {"grades.standard_proposed", "grades.standard_previewed", "grades.standard_adopted"} <= set(
        Event.objects.values_list("event", flat=True)
    )


def test_by_two_persons_of_the_nation(act_as: Casting) -> None:
    with pytest.raises(PermissionDenied):
        propose(by=act_as("evaluator"), at=NOW, **GIVEN)
    first, second = act_as("nation-evaluator"), act_as("nation-reviewer")
    with pytest.raises(ValidationError, match="不溯及既往"):
        propose(by=first, at=NOW, **GIVEN | {"valid_from": day(NOW)})
    with pytest.raises(ValidationError, match="没有改动"):
        propose(by=first, at=NOW, **GIVEN | {"readings": dict(standard().chosen)})
    made = propose(by=first, at=NOW, **GIVEN)
    with pytest.raises(ValidationError, match="先办完"):
        propose(by=first, at=NOW, **GIVEN)
    with pytest.raises(PermissionDenied):
        adopt(by=first, at=NOW, adoption=made)
    # Who has both roles decides not on his own.
    made.proposed_by = second.person
    made.save()
    with pytest.raises(ValidationError, match="另一位同事"):
        adopt(by=second, at=NOW, adoption=made)
    with pytest.raises(ValidationError, match="由提出的人"):
        withdraw(by=first, at=NOW, adoption=made)
    with pytest.raises(IntegrityError), transaction.atomic():
        Adoption.objects.update(state=AdoptionState.ADOPTED, decided_by=second.person, decided_at=NOW)


def test_what_ends_a_proposal(act_as: Casting, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = act_as("nation-evaluator"), act_as("nation-reviewer")
    made = propose(by=first, at=NOW, **GIVEN)
    refuse(by=second, at=NOW, adoption=made, reason="没有依据")
    made.refresh_from_db()
    assert (made.state, made.refused_because, made.tone) == ("refused", "没有依据", "plain")
    with pytest.raises(ValidationError, match="不批准"):
        adopt(by=second, at=NOW, adoption=made)
    made = propose(by=first, at=NOW, **GIVEN)
    with pytest.raises(ValidationError, match="改期"):
        adopt(by=second, at=NOW + timedelta(days=10), adoption=made)
    Adoption.objects.filter(pk=made.pk).update(rules_sha256="0" * 64)
    with pytest.raises(ValidationError, match="与提出时不同"):
        adopt(by=second, at=NOW, adoption=made)
    withdraw(by=first, at=NOW, adoption=made)
    monkeypatch.setattr(adopting, "AT_ONCE", -1)
    made = propose(by=first, at=NOW, **GIVEN)
    with pytest.raises(ValidationError, match="夜间"):
        adopt(by=second, at=NOW, adoption=made)
    said = StringIO()
    call_command("regrade_due", stdout=said)
    assert "已预览采用标准的提议 1 项" in said.getvalue()
    assert preview_waiting(by=BY, at=NOW) == 0
    adopt(by=second, at=NOW, adoption=made)
    assert str(made) == f"2006 {FIRST}"


@pytest.mark.usefixtures("harmed")
def test_the_pages(sign_in: Signing) -> None:
    evaluator, reviewer = sign_in("nation-evaluator"), sign_in("nation-reviewer")
    assert "还没有提出过" in evaluator.get("/grades/adoptions/").content.decode()
    assert "提出采用</a>" not in reviewer.get("/grades/adoptions/").content.decode()
    form = {f"reading_{name}": value for name, value in OTHER.items()}
    form |= {"folder": "aqsiq-2006", "valid_from": "2999-01-01", "reason": "从严", "ground": "文 9"}
    assert (
        "施行日期在今天以后"
        in evaluator.post("/grades/adoptions/propose/", form | {"valid_from": "2020-01-01"}).content.decode()
    )
    page = evaluator.post("/grades/adoptions/propose/", form, follow=True)
    where = page.redirect_chain[-1][0]
    for words in ("有改动", "会变动", CODE, "撤回"):
        assert words in page.content.decode(), words
    assert CODE not in evaluator.get(f"{where}?before=A&after=C").content.decode()
    assert CODE in reviewer.get(f"{where}?before=C&after=D").content.decode()
    assert "自 2999-01-01 起用于全部企业" in reviewer.get(f"{where}adopt/").content.decode()
    refused = reviewer.post(f"{where}refuse/", {"reason": "没有依据"}, follow=True).content.decode()
    assert "没有依据" in refused
    again = evaluator.post("/grades/adoptions/propose/", form, follow=True).redirect_chain[-1][0]
    assert "已撤回" in evaluator.post(f"{again}withdraw/", follow=True).content.decode()
    where = evaluator.post("/grades/adoptions/propose/", form, follow=True).redirect_chain[-1][0]
    assert "已批准" in reviewer.post(f"{where}adopt/", follow=True).content.decode()
    assert "自 2999-01-01 起施行" in sign_in("ali").get("/grades/standard/").content.decode()
    reviewer.post("/language/", {"language": "en"})
    assert "Enterprises that would move" in reviewer.get(where).content.decode()


def test_a_proposal_left_for_the_night_says_so(sign_in: Signing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adopting, "AT_ONCE", -1)
    form = {f"reading_{name}": value for name, value in OTHER.items()}
    form |= {"folder": "aqsiq-2006", "valid_from": "2999-01-01", "reason": "从严", "ground": "文 9"}
    page = sign_in("nation-evaluator").post("/grades/adoptions/propose/", form, follow=True)
    assert "预览由夜间作业完成" in page.content.decode()
