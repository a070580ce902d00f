"""Honours: two officers decide what becomes of one, the ledger says how each stands, and nothing is for one alone."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from bureau.accounts.models import Body
from bureau.archives.models import Record
from bureau.audit.models import Event
from bureau.measures import actions, honours
from bureau.measures.catalogue import OUTCOMES, catalogue
from bureau.measures.ledger import Standing, decided_kinds, honours_of
from bureau.measures.models import Task
from bureau.ui.clock import day
from tests.bureau.conftest import NOW, Casting, Signing
from tests.bureau.objects import CODE, verified
from tests.bureau.procedures.conftest import own_person

pytestmark = pytest.mark.django_db
WHY = {"proof": "抽查不合格，依照名牌管理办法", "document": "浙质监〔2026〕9 号"}
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def task(act_as: Casting) -> Task:
    """Give the task that an untrustworthy enterprise with an honour brings."""
    ali, bowen = act_as("ali"), act_as("bowen")
    honour = {"kind": "honour", "outcome": "granted", "subject": "省名牌", "due_on": date(2030, 1, 1)}
    verified(ali, bowen, NOW - timedelta(days=3), **honour)
    verified(ali, bowen, NOW)
    return Task.objects.get(code="C.honours")


def stands(act_as: Casting) -> list[str]:
    return [one.standing for one in honours_of(act_as("evaluator"), CODE, day(NOW))]


def test_the_outcomes_of_the_catalogue() -> None:
    assert set(OUTCOMES) == set(Task.Outcome)
    assert decided_kinds() == {"C.honours": "honour"}
    assert all(set(one.outcomes) <= set(OUTCOMES) for one in catalogue().values())


def test_two_officers_withdraw_it(act_as: Casting, task: Task) -> None:
    proposer, other = act_as("evaluator"), act_as("bowen")
    assert stands(act_as) == [Standing.HELD]
    with pytest.raises(ValidationError, match="一人提出"):
        actions.do(by=proposer, at=LATER, task=task, **WHY)
    with pytest.raises(ValidationError, match="不作这样的决定"):
        honours.propose(by=proposer, at=LATER, task=task, outcome="sold", **WHY)
    with pytest.raises(ValidationError, match="待办"):
        honours.confirm(by=other, at=LATER, task=task)
    honours.propose(by=proposer, at=LATER, task=task, outcome="withdrawn", **WHY)
    for alone in (honours.confirm, lambda **given: honours.send_back(reason="不妥", **given)):
        with pytest.raises(ValidationError, match="另一位同事复核"):
            alone(by=proposer, at=LATER, task=task)
    honours.confirm(by=other, at=LATER, task=task)
    task.refresh_from_db()
    assert (task.state, task.closed_at is not None, task.outcome) == ("done", True, "withdrawn")
    kept = Record.objects.get(kind="honour", superseded_at__isnull=True)
    assert (kept.change, kept.closed_on, kept.ground) == ("correction", day(LATER), WHY["document"])
    assert (kept.entered_by, kept.verified_by) == (proposer.person, other.person)
    assert stands(act_as) == [Standing.WITHDRAWN]
    assert Event.objects.filter(event__in=("measures.proposed", "measures.done")).count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(proposed_by=other.person)


def test_suspended_until_the_grade_is_better(act_as: Casting, task: Task) -> None:
    proposer, other = act_as("evaluator"), act_as("bowen")
    honours.propose(by=proposer, at=LATER, task=task, outcome="kept", **WHY)
    honours.send_back(by=other, at=LATER, task=task, reason="应当暂停")
    task.refresh_from_db()
    assert (task.state, task.outcome, task.returned_because) == ("to_do", "", "应当暂停")
    honours.propose(by=proposer, at=LATER, task=task, outcome="suspended", **WHY)
    honours.confirm(by=other, at=LATER, task=task)
    assert stands(act_as) == [Standing.SUSPENDED]
    failed = Record.objects.get(kind="quality_spot_check")
    Record.objects.filter(pk=failed.pk).update(superseded_at=LATER)
    Task.objects.filter(pk=task.pk).update(closed_at=LATER)
    assert stands(act_as) == [Standing.HELD]
    Record.objects.filter(kind="honour").update(superseded_at=LATER)
    honour = Record.objects.get(kind="honour")
    honour.pk, honour.recorded_at, honour.superseded_at = None, LATER, None
    honour.due_on = date(2026, 11, 1)
    honour.save()
    assert stands(act_as) == [Standing.EXPIRED]


def test_what_another_body_granted_is_not_ours_to_withdraw(act_as: Casting, task: Task) -> None:
    Record.objects.filter(kind="honour").update(superseded_at=LATER)
    honour = Record.objects.get(kind="honour")
    honour.pk, honour.recorded_at, honour.superseded_at = None, LATER, None
    honour.body = Body.objects.get(code="P32")
    honour.save()
    proposer = act_as("evaluator")
    with pytest.raises(ValidationError, match="函请其撤销"):
        honours.propose(by=proposer, at=LATER, task=task, outcome="withdrawn", **WHY)
    honours.propose(by=proposer, at=LATER, task=task, outcome="suspended", **WHY)


def test_on_the_pages(sign_in: Signing, task: Task) -> None:
    evaluator, bowen = sign_in("evaluator"), sign_in("bowen")
    where = f"/measures/{task.pk}/"
    assert "提出决定" in evaluator.get(where).content.decode()
    assert evaluator.get(f"{where}confirm/").status_code == 404
    page = evaluator.get(f"{where}do/", follow=True).content.decode()
    for words in ("撤销", "暂停", "保留", "理由和依据的规定"):
        assert words in page, words
    given = {"outcome": "suspended", **WHY}
    page = evaluator.post(f"{where}propose/", given, follow=True).content.decode()
    assert "等待另一位同事复核" in page
    assert "复核同意" not in page
    own = sign_in(own_person().username)
    assert "<dt>决定</dt>" not in own.get(where).content.decode()
    assert "待复核" in bowen.get("/measures/?show=to_do").content.decode()
    assert "复核同意" in bowen.get(where).content.decode()
    assert "抽查不合格" in bowen.get(f"{where}confirm/").content.decode()
    assert "请另一位同事复核" in evaluator.post(f"{where}confirm/").content.decode()
    assert "已退回" in bowen.post(f"{where}return/", {"reason": "请写明条款"}, follow=True).content.decode()
    assert "请写明条款" in evaluator.get(where).content.decode()
    evaluator.post(f"{where}propose/", given)
    assert "决定已生效" in bowen.post(f"{where}confirm/", follow=True).content.decode()
    assert "<dt>决定</dt><dd>暂停</dd>" in own.get(where).content.decode()
    page = bowen.get("/measures/honours/?stands=suspended&words=阿丽").content.decode()
    for words in ("省名牌", "暂停", "见决定", "浙江省质量技术监督局"):
        assert words in page, words
    assert "没有这样的荣誉" in bowen.get("/measures/honours/?stands=held").content.decode()
    file = bowen.get("/measures/honours/?export=csv").content.decode()
    assert "暂停" in file
    assert str(task.pk) in file
    page = own.get(f"/measures/of/{CODE}/").content.decode()
    for words in ("荣誉和待遇", "省名牌", "见决定"):
        assert words in page, words
