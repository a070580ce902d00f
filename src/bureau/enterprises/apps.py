"""The app."""

from django.apps import AppConfig

from bureau.audit.catalogue import register


class EnterprisesConfig(AppConfig):
    """Enterprises."""

    name = "bureau.enterprises"

    def ready(self) -> None:
        """Tell the audit what there is to tell."""
        from bureau.enterprises.events import Event  # noqa: PLC0415 - choices may be made once apps are loaded

        register(Event)
