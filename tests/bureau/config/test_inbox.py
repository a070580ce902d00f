"""Where the inbox lies, for the bureau that makes it and for the portal that may do without."""

from pathlib import Path

import pytest

from bureau.config.environment import Environment, SettingsFault
from bureau.config.inbox import inbox_database, inbox_of_portal

URL = "postgresql://portal:secret@127.0.0.1:5432/inbox"


def test_the_bureau_makes_it(tmp_path: Path) -> None:
    for variables in ({"BUREAU_DATA": str(tmp_path)}, {"INBOX_DATA": str(tmp_path / "inbox")}):
        found = inbox_database(Environment(variables))
        assert found["NAME"] == tmp_path / "inbox" / "inbox.sqlite3"
    assert (tmp_path / "inbox").is_dir()
    assert inbox_database(Environment({"INBOX_DATABASE_URL": URL}))["OPTIONS"] == {"connect_timeout": "5"}


def test_the_portal_may_do_without(tmp_path: Path) -> None:
    assert inbox_of_portal(Environment({})) is None
    with pytest.raises(SettingsFault, match="INBOX_DATA"):
        inbox_of_portal(Environment({"INBOX_DATA": str(tmp_path)}))
    (tmp_path / "inbox.sqlite3").touch()
    for variables in ({"INBOX_DATA": str(tmp_path)}, {"INBOX_DATABASE_URL": URL}):
        assert inbox_of_portal(Environment(variables))
