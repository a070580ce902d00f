"""The app."""

from django.apps import AppConfig

from bureau.audit.catalogue import register


class AbsencesConfig(AppConfig):
    """Absences."""

    name = "bureau.absences"

    def ready(self) -> None:
        """Tell the audit what there is to tell."""
        from bureau.absences.events import Event  # noqa: PLC0415 - choices may be made once apps are loaded

        register(Event)
