"""What the environment says of letters: which server takes them, from whom they are, and where this system is reached."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from bureau.config.environment import LOOPBACK, Environment, SettingsFault

NAMES: Final = ("MAIL_URL", "MAIL_FROM", "SITE_URL")
PORTS: Final = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail server and how it is spoken to; `on` is false where none is named."""

    on: bool = False
    sender: str = ""
    site: str = ""
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    # From the first byte, or asked for after it; not at all to this machine alone.
    ssl: bool = False
    tls: bool = False

    @property
    def backend(self) -> str:
        """What Django sends letters with."""
        return f"django.core.mail.backends.{'smtp' if self.on else 'dummy'}.EmailBackend"


def mail(env: Environment) -> Mail:
    """Read it: all three variables, or none; what is half given is refused."""
    values = {name: env.text(name) for name in NAMES}
    missing = [name for name, value in values.items() if not value]
    if len(missing) == len(NAMES):
        return Mail()
    if missing:
        raise SettingsFault(
            missing[0],
            f"发邮件需要 {'、'.join(NAMES)} 全部给出，或者都不给出。",
            f"letters need all of {', '.join(NAMES)}, or none.",
        )
    parts = urlsplit(values["MAIL_URL"])
    try:
        port = parts.port or PORTS[parts.scheme]
    except (KeyError, ValueError):
        port = 0
    if not (parts.hostname and port):
        raise SettingsFault(
            "MAIL_URL",
            "应为 smtp://用户:口令@主机:端口，或者 smtps:// 开头；smtp 的端口不写为 587，smtps 为 465。",
            "must read smtp://user:password@host:port, or begin with smtps://; without a port it is 587, or 465 with smtps.",
        )
    site = urlsplit(values["SITE_URL"])
    if site.scheme not in {"http", "https"} or not site.hostname or site.path.strip("/") or site.query:
        raise SettingsFault(
            "SITE_URL",
            "应为本系统的网址，例如 https://credit.example.gov.cn，后面不带路径。",
            "must be the address of this system, such as https://credit.example.gov.cn, with no path after it.",
        )
    return Mail(
        on=True,
        sender=values["MAIL_FROM"],
        site=values["SITE_URL"].rstrip("/"),
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        ssl=parts.scheme == "smtps",
        tls=parts.scheme == "smtp" and parts.hostname not in LOOPBACK,
    )
