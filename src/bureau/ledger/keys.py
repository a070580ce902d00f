"""The keys that sign the log: of the environment, or, where nobody works with real people, one made for the demo."""

import secrets
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from qualitycredit.errors import LedgerUnreadable
from qualitycredit.ledger import SigningKey

# A name that nobody can own: whoever reads it knows that nothing signed so is real.
DEMO: Final = "demo-only.invalid/quality-credit-log"
SEED: Final = 32


class LogKeyFault(ImproperlyConfigured):
    """There is no key to sign the log with, or it cannot be read."""


def signing_keys() -> list[SigningKey]:
    """Give the keys, the present one first; several while one takes the place of another. Raises LogKeyFault."""
    try:
        keys = [SigningKey.read(text) for text in _texts()]
    except LedgerUnreadable as error:
        raise LogKeyFault(_("环境变量 LOG_KEY 或者 LOG_KEY_FILE 里不是签名密钥。")) from error
    if len({key.name for key in keys}) != 1:
        raise LogKeyFault(_("LOG_KEY 里的几个密钥应当同名：名称就是日志的名称。"))
    return keys


def new_key(name: str) -> SigningKey:
    """Make a key for a log of a name."""
    return SigningKey(name, secrets.token_bytes(SEED))


def _texts() -> list[str]:
    if settings.LOG_KEY:
        return str(settings.LOG_KEY).split()
    if settings.LOG_KEY_FILE:
        try:
            return Path(settings.LOG_KEY_FILE).read_text(encoding="utf-8").split()
        except OSError as error:
            raise LogKeyFault(_("LOG_KEY_FILE 指的文件读不出来：%(error)s") % {"error": error}) from error
    if settings.PRODUCTION:
        raise LogKeyFault(
            _("没有签署日志的密钥。请用 manage log_key 生成一个，放进 LOG_KEY 或者 LOG_KEY_FILE 指的文件。")
        )
    path = Path(settings.DEMO_LOG_KEY)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(new_key(DEMO).secret(), encoding="utf-8")
    return [path.read_text(encoding="utf-8")]
