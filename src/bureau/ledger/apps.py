"""The app."""

from django.apps import AppConfig

from bureau.audit.catalogue import register


class LedgerConfig(AppConfig):
    """The log of decisions."""

    name = "bureau.ledger"

    def ready(self) -> None:
        """Tell the audit what there is to tell, and follow decisions."""
        from bureau.grades.followers import follow  # noqa: PLC0415 - models may be read once apps are loaded
        from bureau.ledger.events import Event  # noqa: PLC0415 - likewise
        from bureau.ledger.following import on_decided  # noqa: PLC0415 - likewise

        register(Event)
        follow(on_decided)
