"""What the environment says of the public store: where the bureau writes it, and where the portal reads it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from bureau.config.environment import Environment, SettingsFault, postgresql, sqlite

ADDRESS: Final = "PUBLIC_DATABASE_URL"
FOLDER: Final = "PUBLIC_DATA"
FILE: Final = "public.sqlite3"
# What the bureau alone is given.
OF_THE_BUREAU: Final = ("DATABASE_URL", "BUREAU_DATA", "SECRET_KEY", "ENCRYPTION_KEY", "MAIL_URL")
# A session that cannot write, and sees one moment in each transaction.
READING: Final = "-c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read"
WHERE: Final = ("HOST", "PORT", "NAME")
# How long the bureau waits for a server of somebody else.
SECONDS: Final = "5"


def public_database(env: Environment) -> dict[str, object]:
    """Give the bureau's settings of the public store; it never lies in the bureau's own database."""
    address = env.text("PUBLIC_DATABASE_URL")
    if not address and not env.on_a_server:
        folder = Path(env.text("PUBLIC_DATA", str(env.folder() / "public"))).absolute()
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        return sqlite(folder / FILE)
    if not address:
        raise SettingsFault(
            ADDRESS,
            "使用 DATABASE_URL 时必须给出：公开信息放在另一个数据库里。",
            "is needed with DATABASE_URL: what is public lies in a database of its own.",
        )
    found = postgresql(ADDRESS, address)
    own = env.database()
    if all(found.get(name) == own.get(name) for name in WHERE):
        raise SettingsFault(
            ADDRESS,
            "与 DATABASE_URL 是同一个数据库；公开信息应当放在另一个数据库里。",
            "is the database of DATABASE_URL; what is public must lie in another one.",
        )
    return impatient(found)


def impatient(found: dict[str, object]) -> dict[str, object]:
    """Let a server that does not answer be given up soon: the bureau goes on without it."""
    return {**found, "OPTIONS": {"connect_timeout": SECONDS, **cast(dict[str, str], found["OPTIONS"])}}


@dataclass(frozen=True, slots=True)
class PortalEnvironment(Environment):
    """The environment of the portal: the public store to read, and nothing of the bureau."""

    def __post_init__(self) -> None:
        """Refuse to start with anything of the bureau."""
        for name in OF_THE_BUREAU:
            if self.text(name):
                raise SettingsFault(
                    name,
                    "门户不得得到办公系统的数据库、文件夹或者密钥；请去掉。",
                    "belongs to the bureau, and the portal may not have it; take it away.",
                )

    @property
    def on_a_server(self) -> bool:
        """Whether a database server is named."""
        return bool(self.text(ADDRESS))

    def store(self) -> dict[str, object]:
        """Give Django's settings of the public store, to be read only."""
        address = self.text("PUBLIC_DATABASE_URL")
        if address:
            found = postgresql(ADDRESS, address)
            return {**found, "OPTIONS": {**cast(dict[str, str], found["OPTIONS"]), "options": READING}}
        path = Path(self.text("PUBLIC_DATA", "bureau-data/public")).absolute() / FILE
        if not path.is_file():
            raise SettingsFault(
                FOLDER,
                f"没有公开数据库 {path}；由办公系统建立：qualitycredit manage setup。",
                f"there is no public store at {path}; the bureau makes it: qualitycredit manage setup.",
            )
        options = {"timeout": 20, "init_command": "PRAGMA query_only=ON;", "uri": True}
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": f"{path.as_uri()}?mode=ro",
            "OPTIONS": options,
        }
