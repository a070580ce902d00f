"""The right to reply: the enterprise's own words stand beside a record, and none is ever lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, transaction

from bureau.archives.models import Change, Record, Reply
from bureau.archives.replies import latest_replies, replies_to, reply
from bureau.audit.models import Event
from tests.bureau.conftest import NOW, Casting, Signing
from tests.bureau.objects import CODE, verified
from tests.bureau.procedures.conftest import own_person

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def failed(act_as: Casting) -> Record:
    """Give a failed check."""
    return verified(act_as("ali"), act_as("bowen"), NOW)


def test_its_words_stay_whatever_the_version(act_as: Casting, failed: Record) -> None:
    by = act_as(own_person().username)
    reply(by=by, at=NOW, record=failed, words=" 已更换供应商。 ")
    with pytest.raises(ValidationError, match="说明没有变化"):
        reply(by=by, at=LATER, record=failed, words="已更换供应商。")
    reply(by=by, at=LATER, record=failed, words="已更换供应商，复检合格。")
    Record.objects.filter(pk=failed.pk).update(superseded_at=LATER)
    failed.refresh_from_db()
    corrected = Record(source=failed.source, record_id=failed.record_id)
    assert [str(one) for one in replies_to(corrected)] == ["已更换供应商，复检合格。", "已更换供应商。"]
    assert latest_replies([CODE])[failed.source, failed.record_id].at == LATER
    assert Event.objects.filter(event="archives.replied").count() == 2
    with pytest.raises(ValidationError, match="现行的记录"):
        reply(by=by, at=LATER, record=failed, words="旧版")
    failed.superseded_at, failed.change = None, Change.ANNULMENT
    with pytest.raises(ValidationError, match="现行的记录"):
        reply(by=by, at=LATER, record=failed, words="已撤销的")


def test_nobody_speaks_for_it_and_nothing_is_rewritten(act_as: Casting, failed: Record) -> None:
    with pytest.raises(PermissionDenied):
        reply(by=act_as("ali"), at=NOW, record=failed, words="代为说明")
    made = reply(by=act_as(own_person().username), at=NOW, record=failed, words="说明")
    for change in (lambda: Reply.objects.update(words="改"), made.delete):
        with pytest.raises(Error, match="only grows"), transaction.atomic():
            change()


def test_it_stands_beside_the_record(sign_in: Signing, failed: Record) -> None:
    own, officer = sign_in(own_person().username), sign_in("bowen")
    where = f"/archives/records/{failed.pk}/"
    assert "在旁边作出说明" in own.get(where).content.decode()
    assert "在旁边作出说明" not in officer.get(where).content.decode()
    page = own.post(f"{where}reply/", {"words": "第一次"}, follow=True).content.decode()
    for words in ("说明已放在记录旁边", "企业的说明", "第一次", "改写说明"):
        assert words in page, words
    assert "第一次" in own.get(f"{where}reply/").content.decode()
    assert "说明没有变化" in own.post(f"{where}reply/", {"words": "第一次"}).content.decode()
    own.post(f"{where}reply/", {"words": "第二次"})
    page = officer.get(where).content.decode()
    assert page.index("第二次") < page.index("以前的说明") < page.index("第一次")
    page = officer.get(f"/archives/dossiers/{CODE}/").content.decode()
    assert "第二次" in page
    assert "第一次" not in page
    assert officer.get(f"{where}reply/").status_code == 403
