"""What the environment says, read once; a variable that is missing or wrong is named in a sentence."""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
ON, OFF = frozenset({"on", "true", "yes", "1"}), frozenset({"off", "false", "no", "0"})
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
SHORTEST_KEY = 50
OIDC = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME")


class SettingsFault(ImproperlyConfigured):
    """A variable of the environment is missing, or says what it may not say."""

    def __init__(self, name: str, zh: str, en: str) -> None:
        self.name = name
        super().__init__(f"环境变量 {name}：{zh} · Environment variable {name}: {en}")


@dataclass(frozen=True, slots=True)
class Environment:
    """The variables of an environment, and the folder in which the system keeps what it makes."""

    variables: Mapping[str, str]

    def text(self, name: str, default: str = "") -> str:
        """Give what a variable says, without blanks round it."""
        return self.variables.get(name, "").strip() or default

    def flag(self, name: str, *, default: bool) -> bool:
        """Give whether a variable is on or off."""
        value = self.text(name).lower()
        if value in ON | OFF:
            return value in ON
        if value:
            raise SettingsFault(
                name, f"应为 on 或 off，现为“{value}”。", f"must be on or off, and is {value!r}."
            )
        return default

    def number(self, name: str, *, default: int, low: int, high: int) -> int:
        """Give a whole number between two bounds."""
        value = self.text(name, str(default))
        if value.isascii() and value.isdigit() and low <= int(value) <= high:
            return int(value)
        raise SettingsFault(
            name,
            f"应为 {low} 到 {high} 的整数，现为“{value}”。",
            f"must be a whole number from {low} to {high}, and is {value!r}.",
        )

    def one_of(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        """Give a word out of a list."""
        value = self.text(name, default).upper()
        if value in allowed:
            return value
        words = ", ".join(allowed)
        raise SettingsFault(
            name, f"应为 {words} 之一，现为“{value}”。", f"must be one of {words}, and is {value!r}."
        )

    @property
    def on_a_server(self) -> bool:
        """Whether a database server is named, which takes what is embedded out of play."""
        return bool(self.text("DATABASE_URL"))

    def folder(self) -> Path:
        """Give the folder for data, and make it where it is missing."""
        folder = Path(self.text("BUREAU_DATA", "bureau-data")).absolute()
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise SettingsFault(
                "BUREAU_DATA",
                f"应为可以写入的文件夹；{folder} 不能建立：{error.strerror}。",
                f"must be a folder that can be written to; {folder} cannot be made: {error.strerror}.",
            ) from error
        return folder

    def key(self, name: str) -> str:
        """Give a key: from the variable, or, without a database server, one made at first and kept in the folder."""
        value = self.text(name)
        if not value and not self.on_a_server:
            return _kept_key(self.folder() / name.lower())
        if len(value) < SHORTEST_KEY:
            raise SettingsFault(
                name,
                f"使用 DATABASE_URL 时必须给出，至少 {SHORTEST_KEY} 个字符；可用 python -c "
                '"import secrets; print(secrets.token_urlsafe(64))" 生成。',
                f"is needed with DATABASE_URL, and must have at least {SHORTEST_KEY} characters; "
                'python -c "import secrets; print(secrets.token_urlsafe(64))" makes one.',
            )
        return value

    def hosts(self) -> list[str]:
        """Give the names under which the system may be reached; none is guessed on a server."""
        names = [name.strip() for name in self.text("ALLOWED_HOSTS").split(",") if name.strip()]
        if "*" in names or (not names and self.on_a_server):
            raise SettingsFault(
                "ALLOWED_HOSTS",
                "应为本系统的域名，用逗号隔开，不能是 *；使用 DATABASE_URL 时必须给出。",
                "must name the hosts of this system, with commas between, and never *; it is needed with DATABASE_URL.",
            )
        return names or list(LOOPBACK)

    def database(self) -> dict[str, object]:
        """Give Django's settings of the database: PostgreSQL by its address, or SQLite in the folder."""
        address = self.text("DATABASE_URL")
        if not address:
            return sqlite(self.folder() / "bureau.sqlite3")
        return postgresql("DATABASE_URL", address)

    def oidc(self) -> dict[str, str]:
        """Give the four values of a sign-in service, or none at all."""
        values = {name: self.text(name) for name in OIDC}
        missing = [name for name, value in values.items() if not value]
        if missing and len(missing) < len(OIDC):
            raise SettingsFault(
                missing[0],
                f"统一登录需要 {'、'.join(OIDC)} 全部给出，或者都不给出。",
                f"sign-in by OIDC needs all of {', '.join(OIDC)}, or none.",
            )
        return {} if missing else values


def _kept_key(path: Path) -> str:
    if not path.exists():
        # Written whole and then linked to its name, so that of several processes that start at once one wins.
        handle, made = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):
            os.link(made, path)
        Path(made).unlink()
    return path.read_text(encoding="ascii")


def postgresql(name: str, address: str) -> dict[str, object]:
    """Give Django's settings of a PostgreSQL database by its address, which the variable of a name has."""
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise SettingsFault(
            name,
            "应为 postgresql://用户:口令@主机:端口/库名。",
            "must read postgresql://user:password@host:port/name.",
        )
    # What follows a question mark, such as sslmode, goes to libpq; a host there is the folder of a socket.
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": options.pop("port", str(parts.port or "")),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite(path: Path) -> dict[str, object]:
    """Give Django's settings of an SQLite database."""
    pragmas = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            # One writes at a time, and a large sheet is one transaction: others wait for it, and do not fail.
            "timeout": 120,
            "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas),
        },
    }
