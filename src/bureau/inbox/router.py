"""Which database a table lies in: those of the inbox in a database of its own, all others never there."""

from typing import Any, Final

from django.db.models import Model

INBOX: Final = "inbox"


class InboxRouter:
    """Sends the tables of the inbox to its database, and keeps every other table out of it."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:  # noqa: ANN401 - Django's
        """Say where a table is read."""
        del hints
        return INBOX if model._meta.app_label == INBOX else None  # noqa: SLF001 - Django's public name for it

    def db_for_write(self, model: type[Model], **hints: Any) -> str | None:  # noqa: ANN401 - likewise
        """Say where a table is written."""
        return self.db_for_read(model, **hints)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:  # noqa: ANN401 - likewise
        """Say whether the tables of an app belong into a database; of others, nothing."""
        del hints
        return db == app_label if INBOX in {db, app_label} else None
