"""The app."""

from django.apps import AppConfig

from bureau.audit.catalogue import register


class NoticesConfig(AppConfig):
    """Notices."""

    name = "bureau.notices"

    def ready(self) -> None:
        """Tell the audit what there is to tell."""
        from bureau.notices.events import Event  # noqa: PLC0415 - choices may be made once apps are loaded

        register(Event)
