"""Sheets of records on their pages: uploaded, previewed, given back marked, entered, verified, returned."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from bureau.archives import batches
from bureau.archives.vocabulary import kinds
from tests.bureau.archives.sheets import CHECK, HEAD, ROW, csv_of, row
from tests.bureau.conftest import NOW, Casting, Signing
from tests.bureau.objects import enterprise

pytestmark = pytest.mark.django_db


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
