"""A variable that is missing or wrong stops the system with a sentence that names it."""

import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from bureau.accounts.management.commands.first_administrator import PASSWORD
from bureau.config.environment import LOG_LEVELS, LOOPBACK, OIDC, Environment, SettingsFault
from bureau.config.mail import NAMES, mail
from bureau.config.public import OF_THE_BUREAU, PortalEnvironment, public_database

URL = "postgresql://clerk:p%40ss@db.example:5433/bureau?sslmode=require"


LETTERS = {
    "MAIL_URL": "smtp://clerk:p%40ss@mail.example",
    "MAIL_FROM": "credit@example.gov.cn",
    "SITE_URL": "https://credit.example.gov.cn/",
}


def given(**variables: str) -> Environment:
    return Environment(variables)


WRONG: dict[str, Callable[[], object]] = {
    "SECRET_KEY": lambda: given(DATABASE_URL=URL).key("SECRET_KEY"),
    "ENCRYPTION_KEY": lambda: given(DATABASE_URL=URL, ENCRYPTION_KEY="short").key("ENCRYPTION_KEY"),
    "ALLOWED_HOSTS": lambda: given(DATABASE_URL=URL).hosts(),
    "ALLOWED_HOSTS ": lambda: given(ALLOWED_HOSTS="a.example,*").hosts(),
    "DATABASE_URL": lambda: given(DATABASE_URL="mysql://db/x").database(),
    "DATABASE_URL ": lambda: given(DATABASE_URL="postgresql://db").database(),
    "HTTPS": lambda: given(HTTPS="perhaps").flag("HTTPS", default=True),
    "SESSION_HOURS": lambda: given(SESSION_HOURS="25").number("SESSION_HOURS", default=10, low=1, high=24),
    "SESSION_HOURS ": lambda: given(SESSION_HOURS="ten").number("SESSION_HOURS", default=10, low=1, high=24),
    "LOG_LEVEL": lambda: given(LOG_LEVEL="loud").one_of("LOG_LEVEL", LOG_LEVELS, "INFO"),
    "OIDC_CLIENT_ID": lambda: given(OIDC_ISSUER="https://sign.example").oidc(),
    "PUBLIC_DATABASE_URL": lambda: public_database(given(DATABASE_URL=URL)),
    "PUBLIC_DATABASE_URL ": lambda: public_database(
        given(DATABASE_URL=URL, PUBLIC_DATABASE_URL=URL.replace("clerk", "other"))
    ),
    "SITE_URL": lambda: mail(given(MAIL_URL="smtp://mail.example", MAIL_FROM="a@b.example")),
    "SITE_URL ": lambda: mail(given(**LETTERS | {"SITE_URL": "https://credit.example/path"})),
    "MAIL_URL": lambda: mail(given(**LETTERS | {"MAIL_URL": "http://mail.example"})),
    "MAIL_URL ": lambda: mail(given(**LETTERS | {"MAIL_URL": "smtp://mail.example:port"})),
    "PUBLIC_DATA": lambda: PortalEnvironment({"PUBLIC_DATA": "no-such-folder"}).store(),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named(name: str) -> None:
    with pytest.raises(
        SettingsFault, match=f"环境变量 {name.strip()}：.+ · Environment variable {name.strip()}: .+"
    ) as fault:
        WRONG[name]()
    assert fault.value.name == name.strip()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsFault, match=re.escape(str(tmp_path / "file" / "data"))):
        given(BUREAU_DATA=str(tmp_path / "file" / "data")).folder()


def test_a_key_is_made_once_and_kept_to_its_owner(tmp_path: Path) -> None:
    here = given(BUREAU_DATA=str(tmp_path / "data"))
    key = here.key("SECRET_KEY")
    assert len(key) > 50
    assert key == here.key("SECRET_KEY") != here.key("ENCRYPTION_KEY")
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == ["encryption_key", "secret_key"]
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR


def test_what_is_embedded_needs_nothing(tmp_path: Path) -> None:
    here = given(BUREAU_DATA=str(tmp_path))
    assert here.hosts() == list(LOOPBACK)
    assert here.oidc() == {}
    database = here.database()
    assert database["NAME"] == tmp_path / "bureau.sqlite3"
    assert "journal_mode=WAL" in str(database["OPTIONS"])


def test_what_is_given_is_taken() -> None:
    database = given(DATABASE_URL=URL).database()
    assert (database["USER"], database["PASSWORD"]) == ("clerk", "p@ss")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", "5433", "bureau")
    assert database["OPTIONS"] == {"sslmode": "require"}
    assert given(DATABASE_URL="postgresql:///bureau?host=/run/db&port=5").database()["HOST"] == "/run/db"
    assert given(ALLOWED_HOSTS=" a.example , b.example,").hosts() == ["a.example", "b.example"]
    assert [given(HTTPS=word).flag("HTTPS", default=False) for word in ("on", "OFF", "")] == [
        True,
        False,
        False,
    ]
    assert given(SECRET_KEY="k" * 50, DATABASE_URL=URL).key("SECRET_KEY") == "k" * 50
    four = dict.fromkeys(("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME"), "x")
    assert given(**four).oidc() == four


def test_what_is_public_lies_apart(tmp_path: Path) -> None:
    assert public_database(given(BUREAU_DATA=str(tmp_path)))["NAME"] == tmp_path / "public" / "public.sqlite3"
    assert public_database(given(BUREAU_DATA=str(tmp_path), PUBLIC_DATABASE_URL=URL))["NAME"] == "bureau"
    other = public_database(given(DATABASE_URL=URL, PUBLIC_DATABASE_URL=URL.replace("/bureau", "/public")))
    assert other["NAME"] == "public"


def test_the_portal_reads_the_public_store_and_nothing_else(tmp_path: Path) -> None:
    for name in OF_THE_BUREAU:
        with pytest.raises(SettingsFault, match=f"Environment variable {name}: belongs to the bureau"):
            PortalEnvironment({name: "x"})
    (tmp_path / "public.sqlite3").touch()
    embedded = PortalEnvironment({"PUBLIC_DATA": str(tmp_path)})
    assert str(embedded.store()["NAME"]).endswith("/public.sqlite3?mode=ro")
    assert embedded.hosts() == list(LOOPBACK)
    server = PortalEnvironment({"PUBLIC_DATABASE_URL": URL, "ALLOWED_HOSTS": "credit.example"})
    assert server.store()["OPTIONS"] == {
        "sslmode": "require",
        "options": "-c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read",
    }
    assert server.on_a_server


def test_every_variable_is_documented() -> None:
    root = Path(__file__).parents[3]
    sources = "".join(
        (root / "src/bureau/config" / name).read_text()
        for name in ("settings.py", "environment.py", "inbox.py", "public.py")
    )
    read = (
        set(re.findall(r'\.(?:text|flag|key|number|one_of)\(\s*"([A-Z_]+)"', sources))
        | {*OIDC, *NAMES}
        | {PASSWORD}
    )
    page = (root / "docs/how-to/deploy.md").read_text()
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    assert set(re.findall(r"`([A-Z_]+)`", "".join(rows))) == read


def test_a_mail_server_is_named_whole_or_not_at_all() -> None:
    assert (mail(given()).on, mail(given()).backend.rpartition(".")[0]) == (
        False,
        "django.core.mail.backends.dummy",
    )
    named = mail(given(**LETTERS))
    assert (named.host, named.port, named.user, named.password) == ("mail.example", 587, "clerk", "p@ss")
    assert (named.tls, named.ssl, named.site) == (True, False, "https://credit.example.gov.cn")
    assert named.backend == "django.core.mail.backends.smtp.EmailBackend"
    sealed = mail(given(**LETTERS | {"MAIL_URL": "smtps://mail.example"}))
    assert (sealed.port, sealed.tls, sealed.ssl) == (465, False, True)
    here = mail(given(**LETTERS | {"MAIL_URL": "smtp://127.0.0.1:1025"}))
    assert (here.port, here.tls, here.ssl) == (1025, False, False)
