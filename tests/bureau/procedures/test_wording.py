"""A body's own words of its documents: proposed by one, confirmed by another, tried on the last one that was sent."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from bureau.audit.models import Event
from bureau.procedures import wording as actions
from bureau.procedures.catalogue import papers
from bureau.procedures.models import Case, Document, Wording
from bureau.procedures.opening import order_rectification
from bureau.ui.clock import day
from tests.bureau.conftest import NOW, Casting, Signing
from tests.bureau.objects import enterprise

pytestmark = pytest.mark.django_db
CODE = "rectification.open"
TEXTS = {
    "zh_title": "整改令",
    "zh_body": "请在{整改期限}以前改正：{理由}",
    "en_title": "Order",
    "en_body": "Put right until {整改期限}: {理由}",
}


def ordered(act_as: Casting, reason: str) -> Document:
    case = order_rectification(
        by=act_as("evaluator"),
        at=NOW,
        enterprise=enterprise(),
        reason=reason,
        help_offered="指导",
        put_right_by=day(NOW) + timedelta(days=20),
    )
    return Document.objects.get(case=case)


def test_two_officers_change_the_words(act_as: Casting) -> None:
    one, other, paper = act_as("reviewer"), act_as("reviewer-2"), papers()[CODE]
    before = ordered(act_as, "甲")
    with pytest.raises(PermissionDenied):
        actions.propose(by=act_as("ali"), at=NOW, paper=paper, texts=TEXTS)
    with pytest.raises(ValidationError) as error:
        actions.propose(
            by=one, at=NOW, paper=paper, texts={**TEXTS, "zh_body": "{整改日期}", "en_title": "{"}
        )
    assert set(error.value.message_dict) == {"zh_body", "en_title"}
    made = actions.propose(by=one, at=NOW, paper=paper, texts=TEXTS)
    assert str(made) == "整改令"
    with pytest.raises(ValidationError, match="等待复核"):
        actions.propose(by=other, at=NOW, paper=paper, texts=TEXTS)
    with pytest.raises(ValidationError, match="另一位同事复核"):
        actions.confirm(by=one, at=NOW, wording=made)
    assert ordered(act_as, "乙").content["zh"]["title"] == "责令限期整改通知书"
    actions.confirm(by=other, at=NOW, wording=made)
    with pytest.raises(ValidationError, match="已经由另一位同事复核"):
        actions.send_back(by=other, at=NOW, wording=made, reason="迟了")
    after = ordered(act_as, "丙")
    assert after.content["zh"]["title"] == "整改令"
    assert after.content["zh"]["paragraphs"] == ["请在2026年12月10日以前改正：丙"]
    assert after.content["zh"]["rights"] == before.content["zh"]["rights"]
    before.refresh_from_db()
    assert before.content["zh"]["title"] == "责令限期整改通知书"
    again = actions.propose(by=other, at=NOW, paper=paper, texts={**TEXTS, "zh_title": "改令"})
    actions.confirm(by=one, at=NOW, wording=again)
    assert Wording.objects.filter(in_force=True).count() == 1
    third = actions.propose(by=one, at=NOW, paper=paper, texts=TEXTS)
    actions.send_back(by=other, at=NOW, wording=third, reason="不必改")
    assert ordered(act_as, "丁").title == "改令"
    with pytest.raises(IntegrityError), transaction.atomic():
        Wording.objects.filter(pk=third.pk).update(decided_by=one.person)
    told = Event.objects.filter(event__startswith="procedures.words_")
    assert told.count() == 6


def test_words_that_can_be_filled_in_no_more_stop_nothing(act_as: Casting) -> None:
    made = actions.propose(by=act_as("reviewer"), at=NOW, paper=papers()[CODE], texts=TEXTS)
    actions.confirm(by=act_as("reviewer-2"), at=NOW, wording=made)
    made.refresh_from_db()
    made.texts["zh"]["body"] = "请在{没有了}以前改正"
    made.save()
    found = ordered(act_as, "甲")
    assert (found.content["zh"]["title"], found.content["en"]["title"]) == ("责令限期整改通知书", "Order")


def test_on_the_pages(act_as: Casting, sign_in: Signing) -> None:
    ordered(act_as, "标识不全")
    one, other = sign_in("reviewer"), sign_in("reviewer-2")
    where = f"/cases/texts/{CODE}/"
    assert "通用的文字" in one.get("/cases/texts/").content.decode()
    assert one.get("/cases/texts/nothing/").status_code == 404
    assert "责令你单位在{整改期限}以前改正" in one.get(where).content.decode()
    page = one.get(f"{where}edit/").content.decode()
    for words in ("可以用的项目", "{整改期限}", "责令限期整改通知书"):
        assert words in page, words
    assert (
        "是不是“{整改期限}”" in one.post(f"{where}edit/", {**TEXTS, "zh_body": "{整改日期}"}).content.decode()
    )
    assert "等待另一位同事复核" in one.post(f"{where}edit/", TEXTS, follow=True).content.decode()
    page = other.get(where).content.decode()
    for words in ("提出的文字", "试制", "请在2026年12月10日以前改正：标识不全", "采用"):
        assert words in page, words
    assert "wording_confirm" not in one.get(where).content.decode()
    assert "待复核" in other.get("/cases/texts/").content.decode()
    assert "已退回" in other.post(f"{where}return/", {"reason": "太短"}, follow=True).content.decode()
    assert "太短" in one.get(where).content.decode()
    one.post(f"{where}edit/", TEXTS)
    assert "以前发出的不变" in other.get(f"{where}confirm/").content.decode()
    assert "已采用" in other.post(f"{where}confirm/", follow=True).content.decode()
    assert "本单位的文字" in one.get("/cases/texts/").content.decode()
    assert Case.objects.count() == 1
