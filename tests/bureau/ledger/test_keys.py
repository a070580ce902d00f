"""The key comes from the environment, and is missing loudly where real people are worked with."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from bureau.ledger.keys import DEMO, LogKeyFault, signing_keys
from qualitycredit.ledger import SigningKey, VerifierKey
from tests.bureau.ledger.logs import KEY


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:  # noqa: ANN401 - pytest-django's
    settings.DEMO_LOG_KEY = tmp_path / "demo-log-key"
    settings.LOG_KEY, settings.PRODUCTION = "", False


def test_the_demo_makes_its_own_and_says_so(settings: Any) -> None:  # noqa: ANN401 - likewise
    (key,) = signing_keys()
    assert key.name == DEMO == "demo-only.invalid/quality-credit-log"
    assert signing_keys() == [key]
    assert settings.DEMO_LOG_KEY.stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_production_has_no_key_of_its_own(settings: Any) -> None:  # noqa: ANN401 - likewise
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="没有签署日志的密钥"):
        call_command("log_checkpoint")
    assert not settings.DEMO_LOG_KEY.exists()


def test_keys_are_read_from_the_environment_or_a_file(settings: Any, tmp_path: Path) -> None:  # noqa: ANN401 - likewise
    after = SigningKey(KEY.name, bytes(range(1, 33)))
    settings.LOG_KEY_FILE = str(tmp_path / "keys")
    with pytest.raises(LogKeyFault, match="读不出来"):
        signing_keys()
    (tmp_path / "keys").write_text(f"{after.secret()}\n{KEY.secret()}\n", encoding="utf-8")
    assert signing_keys() == [after, KEY]
    settings.LOG_KEY = KEY.secret()
    assert signing_keys() == [KEY]


def test_keys_that_cannot_be_used_are_refused(settings: Any) -> None:  # noqa: ANN401 - likewise
    settings.LOG_KEY = "secret"
    with pytest.raises(LogKeyFault, match="不是签名密钥"):
        signing_keys()
    other = SigningKey("credit.example/other", bytes(range(32)))
    settings.LOG_KEY = f"{KEY.secret()} {other.secret()}"
    with pytest.raises(LogKeyFault, match="同名"):
        signing_keys()


def test_a_key_is_made_for_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("log_key", "credit.example/log")
    said = capsys.readouterr()
    assert SigningKey.read(said.out).verifier == VerifierKey.read(said.err)
    with pytest.raises(CommandError, match="空格"):
        call_command("log_key", "credit example")
