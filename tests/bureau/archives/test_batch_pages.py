"""Sheets of records on their pages: uploaded, previewed, given back marked, entered, verified, returned."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import request_finished
from django.test import RequestFactory
from django.utils.safestring import SafeString
from python_calamine import CalamineWorkbook

from bureau.archives import batches
from bureau.archives.models import Batch, Record, State
from bureau.archives.views import batches as views
from bureau.archives.vocabulary import kinds
from bureau.grades.models import Decision
from bureau.ui.work import Progress, Work, work_page
from tests.bureau.archives.sheets import CHECK, HEAD, ROW, csv_of, row
from tests.bureau.conftest import NOW, Casting, Signing
from tests.bureau.objects import enterprise

pytestmark = pytest.mark.django_db
BEGIN = """
import os, signal
import django
django.setup()
from django.core.management import call_command
from bureau.accounts.models import Person
from bureau.accounts.queries import acting_for
from bureau.archives import batches
from bureau.archives.models import Batch, Record
from bureau.ui.clock import day, now
from tests.bureau.archives.sheets import CHECK, HEAD, ROW, csv_of, row
from tests.bureau.objects import enterprise
at = now()
def by():
    return acting_for(Person.objects.get(username="ali"), day(at), request_id="test")
"""
KILLED = """
call_command("setup", verbosity=0)
call_command("demo_people", verbosity=0)
enterprise()
one = batches.receive(by=by(), at=at, kind=CHECK, name="表.csv", content=csv_of(HEAD, ROW, row(number="样 3")))
for told in batches.entering(by=by(), at=at, batch=one, whole=True):
    print(told.text, flush=True)
    if told.share >= 0.8:
        assert Record.objects.count() == 2
        os.kill(os.getpid(), signal.SIGKILL)
"""
AGAIN = """
one = Batch.objects.get()
print(one.state, Record.objects.count())
batches.bring_in(by=by(), at=at, batch=one, whole=True)
print(Batch.objects.get().state, Record.objects.count())
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings: Any) -> None:  # noqa: ANN401 - Django's
    settings.EVIDENCE_FOLDER = tmp_path
    enterprise()


def test_a_sheet_on_its_pages(sign_in: Signing) -> None:
    ali, bowen = sign_in("ali"), sign_in("bowen")
    add = ali.get("/archives/batches/add/").content.decode()
    assert f"/archives/batches/templates/{CHECK}/" in add
    file = SimpleUploadedFile("表.csv", csv_of(HEAD, ROW, row(outcome="=1+1", number="样 3")))
    place = ali.post("/archives/batches/add/", {"kind": CHECK, "file": file}).headers["Location"]
    page = ali.get(place).content.decode()
    assert "没有结果“=1+1”" in page
    assert "只录入没有错误的" in page
    given = ali.get(f"{place}faults/").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(given)).get_sheet_by_index(0).to_python()
    assert rows[0][-1] == "错误"
    assert rows[2][1] == "=1+1"
    assert "没有结果" in str(rows[2][-1])
    assert "还有 1 处错误" in ali.post(place, {"all": "1"}).content.decode()
    assert ali.post(place, {"good": "1"}).status_code == 302
    assert "待核对" in ali.get(place).content.decode()
    assert "表.csv" in ali.get("/archives/batches/").content.decode()
    verify = f"{place}verify/"
    assert verify in bowen.get("/archives/batches/awaiting/").content.decode()
    shown = bowen.get(verify).content.decode()
    assert "1 家由“" in shown
    assert bowen.post(f"{place}return/", {"reason": ""}).status_code == 200
    assert bowen.post(verify).headers["Location"] == "/archives/batches/awaiting/"
    assert "博文" in ali.get(place).content.decode()


def test_sheets_that_go_back(sign_in: Signing) -> None:
    ali, bowen = sign_in("ali"), sign_in("bowen")
    for content in (csv_of(HEAD, ROW), csv_of(["a"], ["b"])):
        file = SimpleUploadedFile("表.csv", content)
        place = ali.post("/archives/batches/add/", {"kind": CHECK, "file": file}).headers["Location"]
        assert ("整批录入" in ali.get(place).content.decode()) == (content == csv_of(HEAD, ROW))
        assert ali.post(place, {"discard": "1"}).headers["Location"] == "/archives/batches/"
    file = SimpleUploadedFile("表.csv", csv_of(["a"], ["b"]))
    page = ali.post("/archives/batches/add/", {"kind": CHECK, "file": file}, follow=True).content.decode()
    assert "缺少栏目" in page
    file = SimpleUploadedFile("表.csv", csv_of(HEAD, ROW))
    place = ali.post("/archives/batches/add/", {"kind": CHECK, "file": file}).headers["Location"]
    ali.post(place, {"all": "1"})
    assert (
        bowen.post(f"{place}return/", {"reason": "再查"}).headers["Location"] == "/archives/batches/awaiting/"
    )
    assert "再查" in ali.get(place).content.decode()


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_has_its_template(kind: str, sign_in: Signing) -> None:
    client = sign_in("ali")
    given = client.get(f"/archives/batches/templates/{kind}/")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(given.content)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "统一社会信用代码"
    assert client.get("/archives/batches/templates/nothing/").status_code == 404


def test_what_moves_no_grade_is_said_so(act_as: Casting, sign_in: Signing) -> None:
    ali = act_as("ali")
    one = batches.bring_in(
        by=ali,
        at=NOW,
        batch=batches.receive(
            by=ali, at=NOW, kind=CHECK, name="表.csv", content=csv_of(HEAD, row(outcome="合格"))
        ),
        whole=True,
    )
    assert (
        "没有企业的等级随之变化"
        in sign_in("bowen").get(f"/archives/batches/{one.pk}/verify/").content.decode()
    )


@pytest.fixture
def place(sign_in: Signing, monkeypatch: pytest.MonkeyPatch) -> str:
    """Upload a sheet, and have every sheet taken for a large one."""
    monkeypatch.setattr(views, "LARGE", 0)
    monkeypatch.setattr(views, "MANY", 0)
    file = SimpleUploadedFile("表.csv", csv_of(HEAD, ROW, row(number="样 3")))
    location: str = (
        sign_in("ali").post("/archives/batches/add/", {"kind": CHECK, "file": file}).headers["Location"]
    )
    return location


def parts_of(answer: Any) -> Iterator[bytes]:  # noqa: ANN401 - an answer that is written while it is read
    assert answer.streaming
    return iter(answer.streaming_content)


def leave(answer: Any) -> None:  # noqa: ANN401 - likewise
    """Close an answer as a server does when nobody listens any more; the connection of the test stays open."""
    with patch.object(request_finished, "send"):
        answer.close()


def streamed(answer: Any) -> str:  # noqa: ANN401 - likewise
    return b"".join(parts_of(answer)).decode()


def test_a_large_sheet_says_how_far_it_is(sign_in: Signing, place: str) -> None:
    ali, bowen = sign_in("ali"), sign_in("bowen")
    answer = ali.post(place, {"all": "1"})
    assert (answer.headers["Cache-Control"], answer.headers["X-Accel-Buffering"]) == ("no-store", "no")
    page = streamed(answer)
    for sentence in (
        "正在检查表格",
        "正在录入：0 / 2 条",
        '<progress max="100" value="80" aria-label="正在记下各条在表里的行">',
    ):
        assert sentence in page
    assert (
        page.index("正在检查表格")
        < page.index("正在录入：0")
        < page.index("已录入 2 条")
        < page.index("</html>")
    )
    assert "没有办成" in streamed(ali.post(place, {"all": "1"}))
    verify = f"{place}verify/"
    page = streamed(bowen.get(verify))
    assert page.index("正在比较等级：0 / 1 家企业") < page.index("1 家由“") < page.index("核对无误")
    assert "csrfmiddlewaretoken" in page[page.index("1 家由“") :]
    page = streamed(bowen.post(verify))
    assert page.index("正在定级：0 / 1 家企业") < page.index("已核对，计入档案")
    assert set(Record.objects.values_list("state", flat=True)) == {State.VERIFIED}


def test_who_leaves_the_page_has_done_nothing_and_can_begin_again(sign_in: Signing, place: str) -> None:
    ali, bowen = sign_in("ali"), sign_in("bowen")
    for told in (2, 3, 4):
        answer = ali.post(place, {"all": "1"})
        lines = parts_of(answer)
        for _ in range(told):
            next(lines)
        leave(answer)
        assert not Record.objects.exists()
        assert Batch.objects.get().state == State.DRAFT
    assert "已录入 2 条" in streamed(ali.post(place, {"all": "1"}))
    answer = bowen.post(f"{place}verify/")
    lines = parts_of(answer)
    seen = [next(lines).decode() for _ in range(3)]
    assert "正在定级" in seen[-1]
    leave(answer)
    assert set(Record.objects.values_list("state", flat=True)) == {State.AWAITING}
    assert not Decision.objects.exists()
    assert "已核对" in streamed(bowen.post(f"{place}verify/"))


def test_a_failure_in_the_middle_is_said_and_changes_nothing(
    sign_in: Signing, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ali, bowen = sign_in("ali"), sign_in("bowen")
    streamed(ali.post(place, {"all": "1"}))

    def fails(codes: object, at: object) -> None:
        del codes, at
        raise RuntimeError("the engine is gone")

    monkeypatch.setattr(batches, "tell", fails)
    lines: list[str] = []
    with pytest.raises(RuntimeError, match="engine is gone"):
        lines.extend(one.decode() for one in parts_of(bowen.post(f"{place}verify/")))
    monkeypatch.undo()
    assert set(Record.objects.values_list("state", flat=True)) == {State.AWAITING}


def test_a_page_of_work_ends_with_a_sentence_whatever_happens(rf: RequestFactory) -> None:
    def work() -> Work[SafeString]:
        yield Progress(0.5, "一半")
        raise RuntimeError("gone")

    answer = work_page(rf.get("/"), work(), {"title": "办", "lead": "", "back": "回", "back_url": "/"})
    lines: list[str] = []
    with pytest.raises(RuntimeError, match="gone"):
        lines.extend(one.decode() for one in answer)
    page = "".join(lines)
    assert page.index("50 %") < page.index("什么也没有改动") < page.index("</html>")


def test_a_process_that_is_killed_has_done_nothing(tmp_path: Path) -> None:
    """Kill a process while it enters a sheet; what it has begun is gone, and the sheet can be entered."""
    environment = {
        "PATH": os.environ["PATH"],
        "BUREAU_DATA": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "bureau.config.settings",
        "LOG_LEVEL": "ERROR",
    }

    def run(script: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", BEGIN + script],
            env=environment,
            cwd=Path(__file__).parents[3],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    killed = run(KILLED)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert "正在录入" in killed.stdout
    again = run(AGAIN)
    assert again.stdout.split() == ["draft", "0", "awaiting", "2"], again.stderr
