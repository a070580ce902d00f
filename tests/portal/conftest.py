"""What every test of the portal starts from: its own settings, and a public store that the tests may write.

`BUREAU_DATABASE=postgresql pytest tests/portal` runs the same tests on PostgreSQL, which is started for them.
"""

# ruff: noqa: E402 - the environment comes before Django reads it
import os
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from tests.bureau.environment import DATABASE, start_postgresql

FOLDER = Path(tempfile.mkdtemp(prefix="portal-tests-"))
for name in ("public", "inbox"):
    (FOLDER / f"{name}.sqlite3").touch()
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "bureau.config.portal_settings",
    "PUBLIC_DATA": str(FOLDER),
    "INBOX_DATA": str(FOLDER),
    "ALLOWED_HOSTS": "testserver,localhost",
    "HTTPS": "off",
    "LOG_LEVEL": "ERROR",
    "SEARCHES_A_MINUTE": "0",
}
if os.environ.get(DATABASE) == "postgresql":
    os.environ["PUBLIC_DATABASE_URL"] = address = start_postgresql()
    os.environ["INBOX_DATABASE_URL"] = urlsplit(address)._replace(path="/inbox").geturl()

from django.conf import settings

# What reads only in the portal is written by these tests.
settings.DATABASES["public"]["OPTIONS"] = {}
for name in ("public", "inbox"):
    settings.DATABASES[name]["TEST"] = {
        "CHARSET": None,
        "COLLATION": None,
        "DEPENDENCIES": [],
        "MIGRATE": True,
        "MIRROR": None,
        "NAME": None,
    }

import django

django.setup()

import pytest
from django.test import Client
from django.utils import translation

from tests.bureau.store.entries import AT


@pytest.fixture(autouse=True)
def _chinese() -> None:
    translation.activate("zh-hans")


@pytest.fixture
def client(db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Give a browser on the day on which the entries of the tests are released."""
    del db
    monkeypatch.setattr("bureau.ui.clock.now", lambda: AT)
    return Client()
