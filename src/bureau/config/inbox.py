"""What the environment says of the inbox, which the portal writes into and the bureau takes from."""

from pathlib import Path
from typing import Final

from bureau.config.environment import Environment, SettingsFault, postgresql, sqlite
from bureau.config.public import impatient

ADDRESS: Final = "INBOX_DATABASE_URL"
FOLDER: Final = "INBOX_DATA"
FILE: Final = "inbox.sqlite3"


def inbox_database(env: Environment) -> dict[str, object]:
    """Give the bureau's settings of the inbox: PostgreSQL by its address, or SQLite in a folder."""
    if address := env.text("INBOX_DATABASE_URL"):
        return impatient(postgresql(ADDRESS, address))
    folder = Path(env.text("INBOX_DATA") or str(env.folder() / "inbox")).absolute()
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    return sqlite(folder / FILE)


def inbox_of_portal(env: Environment) -> dict[str, object] | None:
    """Give the portal's settings of the inbox; none where it was not given one, and takes no reports."""
    if address := env.text("INBOX_DATABASE_URL"):
        return postgresql(ADDRESS, address)
    if not (folder := env.text("INBOX_DATA")):
        return None
    path = Path(folder).absolute() / FILE
    if not path.is_file():
        raise SettingsFault(
            FOLDER,
            f"没有收件箱 {path}；由办公系统建立：qualitycredit manage setup。",
            f"there is no inbox at {path}; the bureau makes it: qualitycredit manage setup.",
        )
    return sqlite(path)
