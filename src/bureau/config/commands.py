"""What `qualitycredit serve`, `serve-portal` and `manage` do: the library loads this only when one is called."""

import locale
import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import ManagementUtility, call_command
from django.utils import translation
from granian import Granian
from granian.constants import Interfaces

SETTINGS = "bureau.config.settings"
OF_THE_PORTAL = "bureau.config.portal_settings"
WAITING = 64  # requests that may wait in each worker before the next is refused


def _set_up(settings: str = SETTINGS) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    try:
        django.setup()
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    spoken = next((name for name in names if name), "") or locale.getlocale()[0] or ""
    translation.activate("en" if spoken.startswith("en") else "zh-hans")


def manage(arguments: list[str]) -> None:
    """Run a command of Django's or of ours."""
    _set_up()
    ManagementUtility(["qualitycredit manage", *arguments]).execute()


def serve(host: str, port: int, workers: int) -> None:
    """Serve the system; without a database server, what is missing is set up first."""
    _set_up()
    if not os.environ.get("DATABASE_URL"):
        call_command("setup")
    _listen("bureau.config.wsgi:application", host, port, workers)


def serve_portal(host: str, port: int, workers: int) -> None:
    """Serve the public portal, which reads the public store and nothing else."""
    _set_up(OF_THE_PORTAL)
    _listen("bureau.config.portal_wsgi:application", host, port, workers)


def _listen(application: str, host: str, port: int, workers: int) -> None:
    sys.stdout.write(f"http://{host}:{port}/\n")
    sys.stdout.flush()
    Granian(
        application,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        backpressure=WAITING,
        log_access=False,
    ).serve()
