"""A backup is everything, and goes into an empty database of either kind; whatever else it is given, it says why not."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4
from zipfile import ZipFile

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection

from bureau.accounts.models import SavedFilter
from bureau.archives.models import Evidence
from bureau.config import backups, health
from bureau.config.backups import MANIFEST, back_up
from bureau.config.restoring import restore
from bureau.grades.models import Decision
from tests.bureau.conftest import NOW, Casting
from tests.bureau.objects import some_evidence, verified

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def scans(settings: object, tmp_path: Path) -> Path:
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"  # type: ignore[attr-defined] # of Django
    return tmp_path / "evidence"


@pytest.fixture
def backup(act_as: Casting, tmp_path: Path) -> Path:
    """Give a backup of a system with work in it."""
    verified(act_as("ali"), act_as("bowen"), NOW)
    some_evidence()
    assert Decision.objects.exists()
    assert Evidence.objects.exists()
    said = StringIO()
    call_command("backup", str(tmp_path / "backup.zip"), stdout=said)
    assert "扫描件 1 份" in said.getvalue()
    return tmp_path / "backup.zip"


def targets(folder: Path) -> Iterator[dict[str, str]]:
    """Give the environments to restore into: an empty folder, and an empty database where there is a server."""
    here = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "LOG_LEVEL": "ERROR"}
    yield {**here, "BUREAU_DATA": str(folder / "embedded")}
    if connection.vendor == "postgresql":
        name, url = f"restored_{uuid4().hex}", urlsplit(os.environ["DATABASE_URL"])
        with psycopg.connect(url.geturl(), autocommit=True) as server:
            for one in (name, f"{name}_public"):
                server.execute(f'CREATE DATABASE "{one}"')
        kept = {one: os.environ[one] for one in ("SECRET_KEY", "ENCRYPTION_KEY", "ALLOWED_HOSTS", "HTTPS")}
        there, public = (url._replace(path=f"/{one}").geturl() for one in (name, f"{name}_public"))
        yield {
            **here,
            **kept,
            "BUREAU_DATA": str(folder / "server"),
            "DATABASE_URL": there,
            "PUBLIC_DATABASE_URL": public,
        }


def manage(environment: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    code = "from qualitycredit.cli.main import run; run()"
    return subprocess.run(
        [sys.executable, "-c", code, "manage", *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def parts_of(path: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(ZipFile(path).read(MANIFEST))["parts"]
    return found


def test_what_was_backed_up_comes_back(backup: Path, tmp_path: Path) -> None:
    for number, environment in enumerate(targets(tmp_path)):
        done = manage(environment, "restore", str(backup))
        assert (done.returncode, "已恢复" in done.stdout) == (0, True), done.stderr
        again = tmp_path / f"again-{number}.zip"
        assert manage(environment, "backup", str(again)).returncode == 0
        assert parts_of(again) == parts_of(backup)
        # New rows go on after those that came back, and what only grows still does.
        done = manage(environment, "seed")
        assert done.returncode == 0, done.stderr
        done = manage(environment, "demo_people") if "DATABASE_URL" not in environment else done
        assert done.returncode == 0, done.stderr
        refused = manage(environment, "restore", str(backup))
        assert refused.returncode == 1
        assert "已经有内容" in refused.stderr


def rewritten(path: Path, change: dict[str, bytes | None]) -> Path:
    """Write a backup with some of its files changed, or left out."""
    made = path.with_name("changed.zip")
    with ZipFile(path) as old, ZipFile(made, "w") as new:
        for name in {**dict.fromkeys(old.namelist()), **change}:
            content = change.get(name, b"") if name in change else old.read(name)
            if content is not None:
                new.writestr(name, content)
    return made


def test_what_is_no_whole_backup_is_refused(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = json.loads(ZipFile(backup).read(MANIFEST))
    older = json.dumps({**manifest, "migrations": []}).encode()
    (tmp_path / "none.zip").write_bytes(b"none")
    faults = {
        tmp_path / "missing.zip": "读不出来",
        tmp_path / "none.zip": "读不出来",
        rewritten(backup, {MANIFEST: b"{}"}): "不是本系统的备份",
    }
    for path, why in faults.items():
        with pytest.raises(ValidationError, match=why):
            restore(path)
    with pytest.raises(ValidationError, match="数据表与现在的版本不同"):
        restore(rewritten(backup, {MANIFEST: older}))
    with pytest.raises(ValidationError, match="已经有内容"):
        restore(backup)
    monkeypatch.setattr("bureau.config.restoring.tables", list)
    monkeypatch.setattr("bureau.config.restoring._scans", list)
    table = next(name for name in manifest["parts"] if name.endswith("Decision.jsonl"))
    with pytest.raises(ValidationError, match="已经损坏"):
        restore(rewritten(backup, {table: b"{}"}))
    with pytest.raises(ValidationError, match="不完整"):
        restore(rewritten(backup, {table: None}))


def test_rows_and_scans_come_back_where_they_were(
    act_as: Casting, scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("backups", "restoring"):
        monkeypatch.setattr(f"bureau.config.{module}.tables", lambda: [SavedFilter])
    monkeypatch.setattr("bureau.config.restoring.CHUNK", 2)
    person = act_as("ali").person
    for name in ("甲", "乙", "丙"):
        SavedFilter.objects.create(person=person, path="/enterprises/", name=name, query="state=gone")
    kept = list(SavedFilter.objects.order_by("pk").values())
    (scans / "ab").mkdir(parents=True)
    (scans / "ab" / "cd").write_bytes(b"scan")
    call_command("backup", str(tmp_path / "b.zip"), stdout=StringIO())
    SavedFilter.objects.all().delete()
    shutil.rmtree(scans)
    said = StringIO()
    call_command("restore", str(tmp_path / "b.zip"), stdout=said, stderr=StringIO())
    assert "已恢复 3 行、扫描件 1 份" in said.getvalue()
    assert list(SavedFilter.objects.order_by("pk").values()) == kept
    assert (scans / "ab" / "cd").read_bytes() == b"scan"
    # New rows are numbered after those that came back.
    assert SavedFilter.objects.create(person=person, path="/", name="丁", query="a=b").pk > kept[-1]["id"]
    with pytest.raises(CommandError, match="已经有内容"):
        call_command("restore", str(tmp_path / "b.zip"), stdout=StringIO(), stderr=StringIO())


def test_what_a_column_may_hold() -> None:
    assert backups._said(Decimal("1.50")) == "1.50"  # noqa: SLF001 - no record of the cast has a score
    assert backups._said(date(2026, 1, 2)) == "2026-01-02"  # noqa: SLF001 - likewise
    assert backups._said(b"\x01\x02") == "AQI="  # noqa: SLF001 - likewise
    with pytest.raises(TypeError, match="set"):
        backups._said(set())  # noqa: SLF001 - likewise


def test_a_backup_takes_the_place_of_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "there.zip").touch()
    with pytest.raises(CommandError, match="不会覆盖"):
        call_command("backup", str(tmp_path / "there.zip"))
    with pytest.raises(CommandError, match="写不进去"):
        call_command("backup", str(tmp_path / "nowhere" / "b.zip"))
    monkeypatch.setattr(health, "_outstanding", lambda: 1)
    with pytest.raises(CommandError, match="manage setup"):
        call_command("backup", str(tmp_path / "b.zip"))


def test_a_backup_that_breaks_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bureau.config.backups.migrations", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        back_up(tmp_path / "b.zip", NOW)
    assert [one for one in tmp_path.iterdir() if one.name != "evidence"] == []
