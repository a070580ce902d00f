"""The app."""

from django.apps import AppConfig

from bureau.audit.catalogue import register
from bureau.enterprises.listeners import listen


class PublicationConfig(AppConfig):
    """Publication."""

    name = "bureau.publication"

    def ready(self) -> None:
        """Tell the audit what there is to tell, follow cases and archives, and say who is public."""
        from bureau.enterprises.marks import mark  # noqa: PLC0415 - models may be read once apps are loaded
        from bureau.procedures.asked import ask  # noqa: PLC0415 - likewise
        from bureau.procedures.followers import follow_cases  # noqa: PLC0415 - likewise
        from bureau.publication.events import Event  # noqa: PLC0415 - likewise
        from bureau.publication.following import on_case, on_change  # noqa: PLC0415 - likewise
        from bureau.publication.queries import ASKED, PUBLISHED  # noqa: PLC0415 - likewise

        register(Event)
        follow_cases(on_case)
        listen(on_change)
        mark(PUBLISHED)
        ask("ruling.reply", ASKED)
