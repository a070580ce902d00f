"""Which database a table lies in: those of the store in the public one, all others never there."""

from typing import Any, Final

from django.db.models import Model

PUBLIC: Final = "public"
STORE: Final = "store"


class PublicRouter:
    """Sends the tables of the store to the public database, and keeps every other table out of it."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:  # noqa: ANN401 - Django's
        """Say where a table is read."""
        del hints
        return PUBLIC if model._meta.app_label == STORE else None  # noqa: SLF001 - Django's public name for it

    def db_for_write(self, model: type[Model], **hints: Any) -> str | None:  # noqa: ANN401 - likewise
        """Say where a table is written."""
        return self.db_for_read(model, **hints)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:  # noqa: ANN401 - likewise
        """Say whether the tables of an app belong into a database."""
        del hints
        return (db == PUBLIC) == (app_label == STORE)
