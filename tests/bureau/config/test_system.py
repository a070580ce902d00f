"""Health, logs, headers, migrations, and the commands that start it all."""

import json
import logging
import os
import re
import secrets
import subprocess
import sys
from io import StringIO
from pathlib import Path
from unittest import mock

import pytest
import typer
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import Error
from django.test import Client, RequestFactory

from bureau.config import commands, health
from bureau.config.logs import RequestLog
from bureau.config.logs import logging as log_settings
from tests.bureau.conftest import Signing

pytestmark = pytest.mark.django_db(databases="__all__")


def test_the_models_are_as_the_migrations_say() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_it_says_whether_it_lives_and_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    assert client.get("/health/live/").json() == {"status": "ok"}
    assert client.get("/health/ready/").json() == {"status": "ok"}
    monkeypatch.setattr("bureau.config.health.MigrationExecutor.migration_plan", lambda *_: [1, 2])
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.json()["migrations"]) == (503, 2)
    monkeypatch.setattr(health, "MigrationExecutor", mock.Mock(side_effect=Error))
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.json()["status"]) == (503, "no database")


def test_logs_are_json_without_personal_data(capfd: pytest.CaptureFixture[str]) -> None:
    logging.config.dictConfig(log_settings("INFO"))
    try:
        Client(headers={"user-agent": "the browser of someone"}).get(
            "/login/?name=阿丽", REMOTE_ADDR="192.0.2.7"
        )
    finally:
        logging.config.dictConfig(log_settings("ERROR"))
    printed = capfd.readouterr().err
    lines = [json.loads(line) for line in printed.splitlines()]
    assert [line["event"] for line in lines] == ["request_started", "request_finished"]
    assert {line["request"] for line in lines} == {"GET /login/"}
    assert len({line["request_id"] for line in lines}) == 1
    assert not any(word in printed for word in ("阿丽", "192.0.2.7", "browser"))
    assert RequestLog.format_request(RequestFactory().post("/a/?b=c")) == "POST /a/"


def test_browsers_are_told_to_take_nothing_from_elsewhere(sign_in: Signing) -> None:
    answer = sign_in("ali").get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    page = answer.content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert settings.SESSION_COOKIE_HTTPONLY


def test_errors_have_pages_of_their_own(sign_in: Signing) -> None:
    client = sign_in("ali")
    client.raise_request_exception = False
    for address, status, words in (
        ("/nowhere/", 404, "没有找到"),
        ("/people/", 403, "管理本单位和下级单位人员"),
    ):
        answer = client.get(address)
        assert (answer.status_code, words in answer.content.decode()) == (status, True)
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/login/", {})
    assert (answer.status_code, "页面已经过期" in answer.content.decode()) == (403, True)
    with mock.patch("bureau.config.health.MigrationExecutor", side_effect=RuntimeError):
        answer = client.get("/health/ready/")
    assert (answer.status_code, "系统出错" in answer.content.decode()) == (500, True)
    answer = Client().get("/", headers={"host": "elsewhere.example"})
    assert (answer.status_code, "这个请求不完整" in answer.content.decode()) == (400, True)


def run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", "from qualitycredit.cli.main import run; run()", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **environment},
        timeout=60,
    )


def test_a_wrong_environment_ends_in_a_sentence(tmp_path: Path) -> None:
    done = run("manage", "check", BUREAU_DATA=str(tmp_path), SESSION_HOURS="many")
    assert done.returncode == 1
    assert done.stderr.strip().startswith("环境变量 SESSION_HOURS：应为 1 到 24 的整数")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("https", ["on", "off"])
def test_it_is_fit_for_deployment_over_https_only(https: str, tmp_path: Path) -> None:
    production = {
        "BUREAU_DATA": str(tmp_path),
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ENCRYPTION_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "quality.example.gov.cn",
        "HTTPS": https,
        "BEHIND_PROXY": "on",
    }
    done = run("manage", "check", "--deploy", "--fail-level", "WARNING", **production)
    found = set(re.findall(r"security\.W\d+", done.stderr))
    assert (done.returncode == 0) is (https == "on"), done.stderr
    assert (found == set()) is (https == "on"), done.stderr


def test_commands_are_run_in_the_language_of_the_locale(tmp_path: Path) -> None:
    settled = {"BUREAU_DATA": str(tmp_path), "LC_ALL": "en_US.UTF-8"}
    done = run("manage", "setup", **settled)
    assert (done.stdout, done.stderr) == ("3217 regions, 67 bodies.\n", "")
    assert (tmp_path / "bureau.sqlite3").exists()


def test_the_library_does_not_load_the_system() -> None:
    source = "import sys, qualitycredit.cli.main; print([m for m in sys.modules if m.split('.')[0] in ('django', 'bureau')])"
    done = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_a_command_of_the_system_without_the_system_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from qualitycredit.cli import bureau  # noqa: PLC0415 - its names are replaced

    missing = mock.Mock()
    missing.load.side_effect = ModuleNotFoundError("No module named 'django'", name="django")
    monkeypatch.setattr(bureau, "entry_points", lambda **_: [missing])
    with pytest.raises(typer.Exit):
        bureau.serve()
    assert "pip install 'qualitycredit[bureau]'" in "".join(capsys.readouterr())


def test_what_is_asked_of_the_system_reaches_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from qualitycredit.cli import bureau  # noqa: PLC0415 - its names are replaced

    found = mock.Mock()
    monkeypatch.setattr(bureau, "entry_points", lambda **asked: [found] if asked["name"] == "manage" else [])
    bureau.manage(mock.Mock(args=["check", "--deploy"]))
    found.load.return_value.assert_called_once_with(["check", "--deploy"])


@pytest.mark.parametrize("server", ["", "postgresql://db/x"])
def test_serving_sets_up_what_is_embedded(
    server: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called: list[str] = []
    served = mock.Mock()
    monkeypatch.setenv("DATABASE_URL", server)
    monkeypatch.setattr(commands, "_set_up", lambda: None)
    monkeypatch.setattr(commands, "call_command", called.append)
    monkeypatch.setattr(commands, "Granian", served)
    commands.serve("127.0.0.1", 8000, 2)
    assert called == ([] if server else ["setup"])
    assert served.call_args.kwargs["workers"] == 2
    served.return_value.serve.assert_called_once_with()
    assert capsys.readouterr().out == "http://127.0.0.1:8000/\n"


def test_the_portal_is_served_with_its_own_settings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from qualitycredit.cli import bureau  # noqa: PLC0415 - its names are replaced

    settled, served, found = mock.Mock(), mock.Mock(), mock.Mock()
    monkeypatch.setattr(commands, "_set_up", settled)
    monkeypatch.setattr(commands, "Granian", served)
    commands.serve_portal("127.0.0.1", 8001, 3)
    settled.assert_called_once_with("bureau.config.portal_settings")
    assert served.call_args.args == ("bureau.config.portal_wsgi:application",)
    assert capsys.readouterr().out == "http://127.0.0.1:8001/\n"
    monkeypatch.setattr(
        bureau, "entry_points", lambda **asked: [found] if asked["name"] == "serve-portal" else []
    )
    bureau.serve_portal(port=9)
    found.load.return_value.assert_called_once_with("127.0.0.1", 9, 1)


def test_a_server_finds_the_application() -> None:
    from bureau.config import wsgi  # noqa: PLC0415 - it sets the system up

    assert callable(wsgi.application)


def test_setting_up_can_be_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    commands._set_up()  # noqa: SLF001 - what both commands begin with
    printed = StringIO()
    call_command("setup", stdout=printed)
    assert printed.getvalue() == "区域 3217 个，单位 67 个。\n"
    monkeypatch.setattr("django.setup", mock.Mock(side_effect=ImproperlyConfigured("why")))
    with pytest.raises(SystemExit, match="why"):
        commands._set_up()  # noqa: SLF001 - likewise


def test_commands_of_the_system_are_django_s(capsys: pytest.CaptureFixture[str]) -> None:
    commands.manage(["seed"])
    assert capsys.readouterr().out == "区域 3217 个，单位 67 个。\n"
