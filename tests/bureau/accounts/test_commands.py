"""The commands: the first administrator, demo people, regions, and what is forgotten."""

import builtins
import getpass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from bureau.accounts.management.commands.first_administrator import PASSWORD
from bureau.accounts.management.commands.make_regions import english_name
from bureau.accounts.models import Body, Membership, Person
from bureau.accounts.roles import Role
from bureau.accounts.seeding import DATA, rows_of, seed_bodies, seed_regions
from bureau.audit.actions import forget_reads, record_read
from bureau.audit.actors import System
from bureau.audit.models import Event, Read
from tests.bureau.conftest import body

pytestmark = pytest.mark.django_db
LONG = "four unrelated words together"


def said(*arguments: str) -> str:
    printed = StringIO()
    call_command(*arguments, stdout=printed)
    return printed.getvalue()


def test_the_first_administrator_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PASSWORD, raising=False)
    asked = iter(["first", "第一"])
    monkeypatch.setattr(builtins, "input", lambda _: next(asked))
    monkeypatch.setattr(getpass, "getpass", lambda _: LONG)
    with pytest.raises(CommandError, match="已经有管理员"):
        call_command("first_administrator")
    asked = iter(["first", "第一"])
    assert said("first_administrator", "--body", "P11") == "第一现在是北京市质量技术监督局的管理员。\n"
    person = Person.objects.get(username="first")
    assert person.check_password(LONG)
    assert person.memberships.get().role == Role.ADMINISTRATOR
    assert Event.objects.filter(event="accounts.administrator_appointed", username="").exists()


def test_the_first_administrator_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, "short")
    options: dict[str, Any] = {"username": "first", "name": "第一", "body": "P11"}
    with pytest.raises(CommandError, match="密码太短"):
        call_command("first_administrator", **options)
    assert not Person.objects.filter(username="first").exists()
    with pytest.raises(CommandError, match="先运行 manage seed"):
        call_command("first_administrator", **{**options, "body": "P00"})


def test_demo_people_are_not_for_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PRODUCTION", True)
    with pytest.raises(CommandError, match="不能用在正式系统"):
        call_command("demo_people")
    monkeypatch.setattr(settings, "PRODUCTION", False)
    before = Membership.objects.count()
    assert "ali" in said("demo_people")
    assert Membership.objects.count() == before


def test_seeding_brings_up_to_date_and_takes_nothing_away(tmp_path: Path) -> None:
    Body.objects.filter(code="P33").update(name="旧名")
    assert said("seed") == "区域 3217 个，单位 67 个。\n"
    assert body("P33").name == "浙江省质量技术监督局"
    assert Body.objects.filter(code="L3301").exists()
    (tmp_path / "regions.csv").write_text("code,name,name_en,level,parent\n330999,新县,New,3,330000\n")
    assert seed_regions(tmp_path / "regions.csv") == 1
    assert seed_bodies() == 67


def test_regions_are_made_from_the_package(tmp_path: Path) -> None:
    tables = {
        "province": "code,name\n330000,浙江省\n150000,内蒙古自治区\n",
        "city": "code,name\n330200,宁波市\n419000,河南省-省直辖县级行政区划\n",
        "area": "code,name\n330203,海曙区\n659001,石河子市\n",
    }
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8-sig")
    out = tmp_path / "regions.csv"
    assert said("make_regions", str(tmp_path), "--out", str(out)).endswith("regions.csv: 6\n")
    assert [tuple(row.values()) for row in rows_of(out)] == [
        ("150000", "内蒙古自治区", "Inner Mongolia", "1", ""),
        ("330000", "浙江省", "Zhejiang", "1", ""),
        ("330200", "宁波市", "Ningbo", "2", "330000"),
        ("330203", "海曙区", "Haishu", "3", "330200"),
        ("419000", "省直辖县级行政区划", "Shengzhixiaxianjixingzhengquhua", "2", ""),
        ("659001", "石河子市", "Shihezi", "3", ""),
    ]
    assert english_name("500000", "重庆市") == "Chongqing"
    assert len(list(rows_of(DATA / "regions.csv"))) == 3217


@pytest.mark.parametrize("name", ["roles", "states", "procedures"])
def test_a_page_that_is_made_is_fresh(name: str) -> None:
    page = Path(__file__).parents[3] / "docs" / "reference" / f"{name}.md"
    assert said(f"{name}_page") == page.read_text(encoding="utf-8"), "run: make docs"


def test_what_was_read_is_kept_ten_years() -> None:
    by = System(request_id="test")
    for year in (2014, 2016, 2025):
        record_read(by=by, at=datetime(year, 6, 1, tzinfo=UTC), on=body("P33"), subject="x", reason="核查")
    assert forget_reads(at=datetime(2024, 2, 29, tzinfo=UTC)) == 0
    assert said("forget_reads") == "已清除 2 条超过 10 年的查询日志。\n"
    assert str(Read.objects.get()) == "浙江省质量技术监督局"
