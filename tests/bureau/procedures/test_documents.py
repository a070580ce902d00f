"""Official documents: each step's words are right, numbers have no gap, what was sent can be shown again byte for byte."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import Error, transaction

from bureau.accounts.models import Body, Region
from bureau.accounts.permissions import Acting
from bureau.accounts.roles import Kind as BodyKind
from bureau.audit.models import Event
from bureau.procedures import setting
from bureau.procedures.actions import advance
from bureau.procedures.catalogue import ADDRESSEES, check_text, papers
from bureau.procedures.issuing import file_of, set_files, set_waiting, word_of
from bureau.procedures.models import Case, Document, DocumentFile
from bureau.procedures.opening import apply_for_publication, order_rectification
from bureau.procedures.queries import documents_visible_to, may_see_document
from bureau.procedures.ways import PROCEDURES, Kind
from bureau.ui.clock import day
from tests.bureau.conftest import NOW, Casting, Signing
from tests.bureau.objects import CODE, enterprise, verified
from tests.bureau.procedures.conftest import BY, Taking, good, own_person, seriously_bad

pytestmark = pytest.mark.django_db
Committing = Callable[..., Any]


def order(by: Acting, at: datetime = NOW, reason: str = "标识不全", days: int = 20) -> Case:
    return order_rectification(
        by=by,
        at=at,
        enterprise=enterprise(),
        reason=reason,
        help_offered="指导",
        put_right_by=day(NOW) + timedelta(days=days),
    )


@pytest.fixture
def ordered(act_as: Casting) -> Case:
    """Give an order to put something right."""
    return order(act_as("evaluator"), reason="标识 <不全> & 缺厂址")


def test_the_catalogue_fits_the_procedures() -> None:
    for paper in papers().values():
        assert paper.to in ADDRESSEES
        for step in paper.of:
            kind, name = step.split(".")
            assert name == "open" or PROCEDURES[kind].step(name), step
        for text in (paper.zh, paper.en):
            for words in (text.title, text.body, text.rights):
                check_text(words)


def test_a_text_with_faults_is_refused_with_its_places() -> None:
    with pytest.raises(ValidationError) as error:
        check_text("责令{企业}在{整改日期}以前\n改正{理由\n{zzz}")
    assert error.value.messages == [
        "第 1 行第 8 字：没有“{整改日期}”这一项。是不是“{整改期限}”？",
        "第 2 行：大括号没有成对。",
        "第 3 行第 1 字：没有“{zzz}”这一项。",
    ]


def test_an_order_is_written_numbered_and_set(ordered: Case) -> None:
    made = Document.objects.get(case=ordered)
    assert (str(made), made.title, made.code) == (
        "浙质信〔2026〕1号",
        "责令限期整改通知书",
        "rectification.open",
    )
    assert made.standing == ordered.standing
    zh, en = made.content["zh"], made.content["en"]
    assert zh["addressee"] == f"杭州阿丽食品有限公司（{CODE}）："
    assert zh["paragraphs"][0] == "责令你单位在2026年12月10日以前改正："
    assert "标识 <不全> & 缺厂址" in zh["paragraphs"]
    assert "异议" in zh["rights"]
    assert en["addressee"] == f"To 杭州阿丽食品有限公司 ({CODE})"
    assert en["courtesy"]
    assert "2026-12-10" in en["paragraphs"][0]
    assert Event.objects.get(event="procedures.opened").change["document"] == made.number
    assert set_waiting() == 1
    assert [str(one) for one in made.files.all()] == ["PDF zh", "Word zh", "PDF en", "Word en"]
    kept, pdf = file_of(made, "pdf", "zh")
    assert (pdf[:5], kept.size) == (b"%PDF-", len(pdf))
    _kept, docx = file_of(made, "docx", "zh")
    with zipfile.ZipFile(io.BytesIO(docx)) as parts:
        text = parts.read("word/document.xml").decode()
    assert "标识 &lt;不全&gt; &amp; 缺厂址" in text
    assert "方正小标宋简体" in text
    assert "{{" not in text
    # Set again, the same words give the same bytes.
    assert setting.docx_of(zh) == docx
    assert setting.pdf_of(zh, made.at) == pdf
    for change in (lambda: Document.objects.update(number="改"), lambda: DocumentFile.objects.all().delete()):
        with pytest.raises(Error, match="only grows"), transaction.atomic():
            change()


def test_numbers_have_no_gap(act_as: Casting, ordered: Case, taking: Taking) -> None:
    with transaction.atomic():
        taking(ordered, "lift", "reviewer", reason="有误")
        transaction.set_rollback(True)
    taking(ordered, "lift", "reviewer", reason="有误")
    assert list(Document.objects.values_list("number", flat=True)) == [
        "浙质信〔2026〕1号",
        "浙质信〔2026〕2号",
    ]
    later = NOW + timedelta(days=60)
    order(act_as("evaluator", later), later, "再次", 90)
    assert Document.objects.last() is not None
    assert Document.objects.filter(number="浙质信〔2027〕1号").count() == 1


def test_the_worst_is_told_with_its_grounds(act_as: Casting, taking: Taking, own: Acting) -> None:
    seriously_bad(act_as)
    case = Case.objects.get(kind=Kind.EXPOSURE)
    yes = {"confirmed": True, "reason": "属实"}
    taking(case, "review_facts", "reviewer", **yes)
    taking(case, "review_degree", "reviewer-2", **yes)
    assert not Document.objects.exists()
    taking(case, "notify", "evaluator", reason="D.2 故意生产假冒伪劣产品")
    made = Document.objects.get()
    (ground,) = made.content["zh"]["grounds"]
    assert (ground["clause"], len(ground["records"])) == ("D.2", 1)
    assert "年" in made.content["zh"]["rights"]
    assert list(documents_visible_to(own)) == [made]
    assert may_see_document(own, made)
    assert not documents_visible_to(act_as("laboratory")).exists()
    assert not may_see_document(act_as("chen"), made)


def test_a_public_notice_is_to_nobody(act_as: Casting, taking: Taking, own: Acting) -> None:
    case = apply_for_publication(by=own, at=NOW, enterprise=good(act_as))
    taking(case, "accept", "evaluator")
    taking(case, "evaluate", "evaluator", confirmed=True, reason="相符")
    taking(case, "approve", "reviewer", reason="同意")
    notice = Document.objects.get(code="evaluation.approve")
    assert notice.content["zh"]["addressee"] == ""
    assert "杭州阿丽食品有限公司" in notice.content["zh"]["paragraphs"][0]
    advance(by=BY, at=NOW, case=case, step="notice_over")
    taking(case, "publish", "publisher", reason="无异议", months=12)
    verified(act_as("ali"), act_as("bowen"), NOW + timedelta(hours=1))
    suspended = Document.objects.get(code="evaluation.suspend")
    assert (suspended.step.person, suspended.body.code) == (None, "P33")


def test_what_cannot_be_set_stops_no_step_and_is_set_later(
    act_as: Casting, django_capture_on_commit_callbacks: Committing
) -> None:
    with (
        mock.patch.object(setting, "FONTS", frozenset({"没有的字体"})),
        django_capture_on_commit_callbacks(execute=True),
    ):
        order(act_as("evaluator"))
        assert Document.objects.count() == 1
        with pytest.raises(ValidationError, match="没有中文字体"):
            set_files(Document.objects.get())
    assert not DocumentFile.objects.exists()
    call_command("documents_due")
    assert DocumentFile.objects.count() == 4
    assert set_waiting() == 0


def test_it_is_set_when_the_step_is_through(
    act_as: Casting, django_capture_on_commit_callbacks: Committing
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        order(act_as("evaluator"))
    assert DocumentFile.objects.count() == 4


def test_each_body_has_its_word() -> None:
    words = {one: word_of(Body.objects.get(code=one)) for one in ("CN", "P33", "Q33", "Q3302", "L3301")}
    assert words == {
        "CN": "国质信",
        "P33": "浙质信",
        "Q33": "浙检信",
        "Q3302": "浙质信Q3302字",
        "L3301": "浙质信L3301字",
    }
    assert word_of(Body(kind=BodyKind.LOCAL, code="L1", region=Region(code="999999"))) == "质信L1字"


def test_it_is_read_and_taken(ordered: Case, sign_in: Signing) -> None:
    made = Document.objects.get()
    own, officer = sign_in(own_person().username), sign_in("evaluator")
    page = own.get("/desk/").content.decode()
    for words in ("收到的文书", "浙质信〔2026〕1号", "责令限期整改通知书"):
        assert words in page, words
    assert "浙质信〔2026〕1号" in officer.get(f"/cases/{ordered.pk}/").content.decode()
    where = f"/cases/documents/{made.pk}"
    answer = own.get(f"{where}/pdf/zh/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.content == officer.get(f"{where}/pdf/zh/").content
    assert officer.get(f"{where}/docx/en/").status_code == 200
    for path in ("/doc/zh/", "/pdf/fr/"):
        assert officer.get(f"{where}{path}").status_code == 404
    assert sign_in("chen").get(f"{where}/pdf/zh/").status_code == 404
    taken = Event.objects.filter(event="procedures.document_taken")
    assert taken.count() == 3
    assert taken[0].change["sha256"]
    page = officer.get(f"/cases/{ordered.pk}/", headers={"Accept-Language": "en"}).content.decode()
    assert "浙质信〔2026〕1号" in page
