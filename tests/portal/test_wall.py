"""The wall from the portal's side: what it is given, what it loads, and that it cannot write."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.utils.connection import ConnectionDoesNotExist

OF_THE_BUREAU = (
    "accounts",
    "archives",
    "audit",
    "enterprises",
    "exchange",
    "grades",
    "measures",
    "procedures",
    "publication",
    "leads",
)
LOADS = """
import django, sys
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
print(" ".join(sorted(m for m in sys.modules if m.startswith(("bureau.", "qualitycredit")))))
"""
WRITES = """
import django
django.setup()
from bureau.store.models import Document
from datetime import datetime, UTC
print(Document.objects.count())
Document.objects.create(slug="x", content={}, sha256="", released_at=datetime(2026, 1, 1, tzinfo=UTC))
"""


def run(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **environment},
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a public store as the bureau makes it."""
    folder = tmp_path_factory.mktemp("bureau")
    command = "from qualitycredit.cli.main import run; run()"
    done = run("-c", command, "manage", "migrate", "store", "--database", "public", BUREAU_DATA=str(folder))
    assert done.returncode == 0, done.stderr
    return folder / "public"


def test_it_has_the_store_and_the_design_system_only() -> None:
    assert [one for one in settings.INSTALLED_APPS if one.startswith("bureau")] == [
        "bureau.portal",
        "bureau.store",
        "bureau.inbox",
        "bureau.ui",
    ]
    assert set(settings.DATABASES) == {"default", "public", "inbox"}
    assert connections["default"].vendor == "unknown"
    with pytest.raises(ConnectionDoesNotExist):
        connections["bureau"].cursor()


def test_it_loads_nothing_of_the_bureau_and_not_the_library(store: Path) -> None:
    done = run("-c", LOADS, DJANGO_SETTINGS_MODULE="bureau.config.portal_settings", PUBLIC_DATA=str(store))
    assert done.returncode == 0, done.stderr
    loaded = done.stdout.split()
    assert "bureau.portal.views" in loaded
    strange = [
        one for one in loaded if one.split(".")[0] == "qualitycredit" or one.split(".")[1] in OF_THE_BUREAU
    ]
    assert strange == []


def test_it_cannot_write(store: Path) -> None:
    done = run("-c", WRITES, DJANGO_SETTINGS_MODULE="bureau.config.portal_settings", PUBLIC_DATA=str(store))
    assert done.stdout == "0\n"
    assert "attempt to write a readonly database" in done.stderr


@pytest.mark.parametrize("name", ["DATABASE_URL", "BUREAU_DATA", "SECRET_KEY", "ENCRYPTION_KEY"])
def test_it_does_not_start_with_anything_of_the_bureau(name: str, store: Path) -> None:
    command = "from qualitycredit.cli.main import run; run()"
    done = run("-c", command, "serve-portal", "--port", "0", **{name: "x", "PUBLIC_DATA": str(store)})
    assert done.returncode == 1
    assert done.stderr.startswith(f"环境变量 {name}：门户不得得到")


def test_it_does_not_start_without_a_store(tmp_path: Path) -> None:
    command = "from qualitycredit.cli.main import run; run()"
    done = run("-c", command, "serve-portal", PUBLIC_DATA=str(tmp_path))
    assert (done.returncode, "没有公开数据库" in done.stderr) == (1, True)


def test_a_server_finds_the_application() -> None:
    from bureau.config import portal_wsgi  # noqa: PLC0415 - it sets the portal up

    assert callable(portal_wsgi.application)


@pytest.mark.parametrize("https", ["on", "off"])
def test_it_is_fit_for_deployment_over_https_only(https: str, store: Path) -> None:
    production = {
        "DJANGO_SETTINGS_MODULE": "bureau.config.portal_settings",
        "PUBLIC_DATA": str(store),
        "ALLOWED_HOSTS": "credit.example.gov.cn",
        "HTTPS": https,
        "BEHIND_PROXY": "on",
    }
    done = run("-m", "django", "check", "--deploy", "--fail-level", "WARNING", **production)
    assert (done.returncode == 0) is (https == "on"), done.stderr


def test_every_variable_is_documented() -> None:
    root = Path(__file__).parents[2]
    sources = (root / "src/bureau/config/portal_settings.py").read_text()
    read = set(re.findall(r'_env\.(?:text|flag|one_of|number)\(\s*"([A-Z_]+)"', sources))
    read |= {"PUBLIC_DATA", "PUBLIC_DATABASE_URL", "INBOX_DATA", "INBOX_DATABASE_URL", "ALLOWED_HOSTS"}
    page = (root / "docs/how-to/run-the-portal.md").read_text()
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    assert {name for name in re.findall(r"`([A-Z_]+)`", "".join(rows)) if name} == read
