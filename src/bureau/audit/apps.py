"""The app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Audit."""

    name = "bureau.audit"

    def ready(self) -> None:
        """Tell the catalogue what there is to tell."""
        from bureau.audit.catalogue import register  # noqa: PLC0415 - choices may be made once apps are loaded
        from bureau.audit.events import Event  # noqa: PLC0415 - likewise

        register(Event)
