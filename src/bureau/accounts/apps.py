"""The app."""

from django.apps import AppConfig

from bureau.audit.catalogue import register


class AccountsConfig(AppConfig):
    """Accounts."""

    name = "bureau.accounts"

    def ready(self) -> None:
        """Tell the audit what there is to tell."""
        from bureau.accounts.events import Event  # noqa: PLC0415 - choices may be made once apps are loaded

        register(Event)
