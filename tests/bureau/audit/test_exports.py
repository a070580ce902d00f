"""A list is taken away as a file: what it shows, no more than may be seen, and it is written down."""

import csv
from io import BytesIO, StringIO

import pytest
from python_calamine import CalamineWorkbook

from bureau.audit import requests
from bureau.audit.models import Event
from bureau.grades import actions
from bureau.grades.models import Cause
from bureau.ui.exports import as_csv, as_workbook
from tests.bureau.conftest import NOW, Signing
from tests.bureau.objects import CODE, enterprise

pytestmark = pytest.mark.django_db


def test_a_list_is_taken_as_csv(sign_in: Signing) -> None:
    enterprise()
    enterprise("913201000000001236", "南京食品", "320100")
    client = sign_in("ali")
    page = client.get("/enterprises/?words=阿丽&page=1").content.decode()
    assert "?words=%E9%98%BF%E4%B8%BD&amp;export=csv" in page
    answer = client.get("/enterprises/?words=阿丽&export=csv")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    heads, *rows = csv.reader(StringIO(answer.content.decode("utf-8-sig")))
    assert heads[:2] == ["名称", "统一社会信用代码"]
    assert [row[1] for row in rows] == [CODE]
    (event,) = Event.objects.filter(event="audit.list_exported")
    assert event.username == "ali"
    assert event.change == {
        "list": "/enterprises/",
        "format": "csv",
        "rows": 1,
        "filters": {"words": ["阿丽"]},
    }


def test_a_list_is_taken_as_a_workbook(sign_in: Signing) -> None:
    enterprise()
    actions.regrade(at=NOW, codes=[CODE], cause=Cause.DUE)
    client = sign_in("ali")
    for path in ("/grades/list/", "/grades/moved/"):
        answer = client.get(f"{path}?export=xlsx")
        sheet = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
        assert len(sheet) == 2 if path == "/grades/list/" else len(sheet) >= 1
        assert {"等级", "新等级"} & set(map(str, sheet[0]))
    assert Event.objects.filter(event="audit.list_exported").count() == 2


def test_what_is_outside_is_not_in_the_file(sign_in: Signing) -> None:
    enterprise("913201000000001236", "南京食品", "320100")
    answer = sign_in("ali").get("/enterprises/?export=csv")
    assert "南京食品" not in answer.content.decode("utf-8-sig")


def test_too_much_is_refused_and_nothing_else_is_a_format(
    sign_in: Signing, monkeypatch: pytest.MonkeyPatch
) -> None:
    enterprise()
    client = sign_in("ali")
    assert client.get("/enterprises/?export=pdf")["Content-Type"].startswith("text/html")
    monkeypatch.setattr(requests, "MOST", 0)
    answer = client.get("/enterprises/?words=阿丽&export=csv", follow=True)
    assert "请先筛选" in answer.content.decode()
    assert not Event.objects.filter(event="audit.list_exported").exists()


def test_a_cell_is_no_formula() -> None:
    rows = [["名称"], ["=1+1"], ["-2"], ["平常"]]
    assert as_csv(rows).decode("utf-8-sig").split() == ["名称", "'=1+1", "'-2", "平常"]
    book = CalamineWorkbook.from_filelike(BytesIO(as_workbook(rows)))
    assert book.get_sheet_by_index(0).to_python() == rows
    assert as_workbook([]).startswith(b"PK")
