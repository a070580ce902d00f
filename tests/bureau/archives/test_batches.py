"""Sheets of records: read from Excel and CSV, shown with their faults, entered and verified as one."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from bureau.accounts.permissions import Acting
from bureau.archives import batches, effects
from bureau.archives.models import Batch, Record, State
from bureau.archives.queries import awaiting, dossier_of
from bureau.archives.sheets import reading
from bureau.archives.sheets.joining import read_sheet
from bureau.archives.vocabulary import kinds
from bureau.audit.models import Event
from bureau.enterprises.models import Enterprise
from bureau.ui.work import done
from qualitycredit.archive.identifiers import made_code
from tests.bureau.archives.sheets import CHECK, HEAD, ROW, csv_of, excel_of, row
from tests.bureau.conftest import NOW, Casting
from tests.bureau.objects import CODE, enterprise

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings: Any) -> None:  # noqa: ANN401 - Django's
    settings.EVIDENCE_FOLDER = tmp_path
    enterprise()


def received(by: Acting, content: bytes, kind: str = CHECK) -> Batch:
    return batches.receive(by=by, at=NOW, kind=kind, name="表.csv", content=content)


def sheet_of(by: Acting, content: bytes, kind: str = CHECK) -> Any:  # noqa: ANN401 - a sheet
    return batches.examine(by=by, at=NOW, batch=received(by, content, kind))


@pytest.mark.parametrize(
    "content",
    [
        csv_of(HEAD, ROW),
        csv_of(HEAD, ROW, encoding="gb18030"),
        csv_of(HEAD, ROW, encoding="utf-8-sig"),
        csv_of(HEAD, row(day="2026/3/3"), [""] * 7, row(day="2026/3/3")),
        csv_of(
            ["Unified social credit code", "Outcome", "Happened on", "subject", "Document", "Record number"],
            row()[:6],
        ),
        excel_of(HEAD, row()),
        excel_of(HEAD, [CODE, "fail", date(2026, 3, 3), "P1", "文 7", "样 1"]),
        excel_of(HEAD, [CODE.lower(), "failed", 46084, "P1", "文 7", "样 1"]),
    ],
)
def test_sheets_of_every_sort_say_the_same(content: bytes, act_as: Casting) -> None:
    sheet = sheet_of(act_as("ali"), content)
    assert sheet.faults == []
    (entry,) = sheet.entries
    assert (entry.code, entry.number, entry.facts.outcome) == (CODE, "样 1", "fail")
    assert (entry.facts.occurred_on, entry.facts.document, entry.rows[0]) == (date(2026, 3, 3), "文 7", 2)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (csv_of(HEAD), "没有数据"),
        (b"PK not a zip", "工作簿打不开"),
        (b'a,b\n"x', "引号不成对"),
        (b"\xff\xff\xff", "只收"),
        (b"a\0b\nc", "只收"),
    ],
)
def test_what_is_no_sheet(content: bytes, sentence: str, act_as: Casting) -> None:
    with pytest.raises(ValidationError, match=sentence):
        received(act_as("ali"), content)


def test_what_would_grow_too_large_is_not_opened(act_as: Casting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_UNPACKED", 100)
    with pytest.raises(ValidationError, match="解开后太大"):
        received(act_as("ali"), excel_of(HEAD, ROW))


@pytest.mark.parametrize(
    ("wrong", "heading", "sentence"),
    [
        (row(outcome="也许"), "结果", "没有结果“也许”，应为：合格、不合格"),
        (row(outcome=""), "结果", "必须填写"),
        (row(day="三月三"), "发生日期", "不是日期"),
        (row(day="2027-01-01"), "发生日期", "今天之后"),
        (row(code="91330106000000012X"), "统一社会信用代码", "没有登记这个代码"),
        (row(number="样 1", subject="P2"), "记录编号", "与第 2 行编号相同"),
    ],
)
def test_faults_have_their_row_and_column(
    wrong: list[str], heading: str, sentence: str, act_as: Casting
) -> None:
    sheet = sheet_of(
        act_as("ali"),
        csv_of(HEAD, ROW, wrong if wrong[5] != "样 1" or wrong[3] == "P2" else [*wrong[:5], "样 2", ""]),
    )
    (fault,) = sheet.faults
    assert (fault.row, fault.heading) == (3, heading)
    assert sentence in fault.sentence
    assert len(sheet.entries) == 1


def test_numbers_are_read_strictly(act_as: Casting) -> None:
    head = ["统一社会信用代码", "结果", "发生日期", "检验数", "合格数", "文书号"]
    by, kind = act_as("ali"), "factory_inspection"
    label = kinds()[kind].outcomes[0].label.zh
    assert (
        sheet_of(by, csv_of(head, [CODE, label, "20260303", "10", "9", "文"]), kind)
        .entries[0]
        .facts.inspected
        == 10
    )
    faults = sheet_of(by, csv_of(head, [CODE, label, "20260303", "十", "9", "文"]), kind).faults
    assert "不是数" in faults[0].sentence
    assert (
        "多于检验数"
        in sheet_of(by, csv_of(head, [CODE, label, "20260303", "1", "9", "文"]), kind).faults[0].sentence
    )
    with pytest.raises(ValidationError, match="缺少栏目：检验数、合格数"):
        sheet_of(by, csv_of([head[0], *head[1:3], "文书号"], [CODE, label, "20260303", "文"]), kind)
    assert reading.decimal_of("87.5") == Decimal("87.5")
    for text in ("x", "1.23456"):
        with pytest.raises(ValueError, match=text):
            reading.decimal_of(text)
    assert reading.day_of(datetime(2026, 3, 3, tzinfo=UTC)) == date(2026, 3, 3)


def test_several_rows_of_a_sample_are_one_record(act_as: Casting) -> None:
    rows = (row(outcome="合格"), row(), row(), row(number="样 2", remark="标称生产者不认可为其产品"))
    sheet = sheet_of(act_as("ali"), csv_of(HEAD, *rows))
    assert [(one.number, one.facts.outcome, one.facts.contested, one.rows) for one in sheet.entries] == [
        ("样 1", "fail", False, (2, 3, 4)),
        ("样 2", "fail", True, (5,)),
    ]
    head = ["统一社会信用代码", "结果", "发生日期", "文书号", "记录编号"]
    two = sheet_of(
        act_as("ali"),
        csv_of(
            head, [CODE, "一般", "2026-03-03", "文", "1"], [CODE, "造成重大危害", "2026-03-03", "文", "1"]
        ),
        "violation",
    )
    assert len(two.faults) == 1


def test_entered_and_verified_as_one(act_as: Casting) -> None:
    ali, bowen = act_as("ali"), act_as("bowen")
    content = csv_of(HEAD, ROW, row(number="", remark="x"), row(outcome="坏", number="样 3"))
    one = received(ali, content)
    with pytest.raises(ValidationError, match="还有 1 处错误"):
        batches.bring_in(by=ali, at=NOW, batch=one, whole=True)
    assert not Record.objects.exists()
    done = batches.bring_in(by=ali, at=NOW, batch=one, whole=False)
    assert (done.state, done.rows, done.count) == (State.AWAITING, 3, 2)
    assert [entry.row for entry in done.entries.all()] == [2, 3]
    assert str(done.entries.first()) == "2"
    assert list(awaiting(bowen)) == []
    assert dossier_of(CODE, as_of=NOW.date()).records == ()
    with pytest.raises(ValidationError, match="现在是“待核对”"):
        batches.bring_in(by=ali, at=NOW, batch=one, whole=False)
    again = received(ali, content)
    assert batches.examine(by=ali, at=NOW, batch=again).there == 2
    with pytest.raises(ValidationError, match="没有新的记录"):
        batches.bring_in(by=ali, at=NOW, batch=again, whole=False)
    with pytest.raises(PermissionDenied):
        batches.verify_batch(by=ali, at=NOW, batch=one)
    batches.verify_batch(by=bowen, at=NOW, batch=one)
    assert len(dossier_of(CODE, as_of=NOW.date()).records) == 2
    changed = sheet_of(ali, csv_of(HEAD, row(outcome="合格")))
    assert "内容不同" in changed.faults[0].sentence
    assert [e.event for e in Event.objects.filter(at=NOW, event__startswith="archives").order_by("pk")] == [
        "archives.batch_entered",
        "archives.batch_verified",
    ]


def test_nobody_verifies_his_own_sheet_nor_another_body_s(act_as: Casting) -> None:
    ali, bowen, chen = act_as("ali"), act_as("bowen"), act_as("chen")
    one = batches.bring_in(by=ali, at=NOW, batch=received(ali, csv_of(HEAD, ROW)), whole=True)
    with pytest.raises(ValidationError, match="另一位同事"):
        batches.verify_batch(by=replace(bowen, person=ali.person), at=NOW, batch=one)
    with pytest.raises(ValidationError, match="由录入的单位办理"):
        batches.discard(by=chen, at=NOW, batch=one)
    Enterprise.objects.update(region="320100")
    with pytest.raises(ValidationError, match="管辖范围之内"):
        batches.verify_batch(by=bowen, at=NOW, batch=one)
    Enterprise.objects.update(region="330106")
    batches.return_batch(by=bowen, at=NOW, batch=one, reason="文书号不对")
    assert Record.objects.get().state == State.WITHDRAWN
    put_right = batches.bring_in(
        by=ali, at=NOW, batch=received(ali, csv_of(HEAD, row(document="文 8"))), whole=True
    )
    assert put_right.count == 1


def test_a_large_sheet_is_read_in_moments(act_as: Casting) -> None:
    by = act_as("ali")
    codes = [made_code("330106", number) for number in range(500, 520)]
    for code in codes:
        enterprise(code, "企业")
    rows = [row(code=codes[number % 20], number=f"样{number}") for number in range(5000)]
    one = batches.bring_in(by=by, at=NOW, batch=received(by, csv_of(HEAD, *rows)), whole=True)
    assert one.count == 5000
    batches.verify_batch(by=act_as("bowen"), at=NOW, batch=one)
    assert Record.objects.filter(state=State.VERIFIED).count() == 5000


def test_a_kind_with_a_score_has_a_column_for_it() -> None:
    kind = replace(kinds()["supervisory_inspection"], uses=("score",))
    head = ["统一社会信用代码", "结果", "发生日期", "得分", "文书号"]
    rows: reading.Rows = [
        list(head),
        [CODE, "合格", "2026-03-03", 87.5, "文"],
        [CODE, "合格", "2026-03-03", "高", "文"],
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bureau.archives.policies.kinds", lambda: {kind.name: kind})
        sheet = read_sheet(kind, rows, day=NOW.date(), known=lambda codes: codes, there=lambda _: {})
    assert [one.facts.score for one in sheet.entries] == [Decimal("87.5")]
    assert "“高”不是数" in sheet.faults[0].sentence


def test_what_a_sheet_would_move_is_the_same_by_columns(
    act_as: Casting, monkeypatch: pytest.MonkeyPatch
) -> None:
    ali = act_as("ali")
    batches.bring_in(by=ali, at=NOW, batch=received(ali, csv_of(HEAD, ROW)), whole=True)

    def moved() -> list[effects.Movement]:
        return done(effects.moving(Record.objects.all(), as_of=NOW.date(), at=NOW))

    one_by_one = moved()
    assert [one.count for one in one_by_one] == [1]
    monkeypatch.setattr(effects, "MANY", 1)
    assert moved() == one_by_one
