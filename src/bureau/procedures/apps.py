"""The app."""

from django.apps import AppConfig

from bureau.audit.catalogue import register
from bureau.enterprises.listeners import listen


class ProceduresConfig(AppConfig):
    """Procedures."""

    name = "bureau.procedures"

    def ready(self) -> None:
        """Tell the audit what there is to tell, and follow grades and annulments."""
        from bureau.absences.holdings import tell_waiting  # noqa: PLC0415 - models may be read once apps are loaded
        from bureau.enterprises.marks import mark  # noqa: PLC0415 - likewise
        from bureau.grades.followers import follow  # noqa: PLC0415 - likewise
        from bureau.notices import sources  # noqa: PLC0415 - likewise
        from bureau.procedures.events import Event  # noqa: PLC0415 - likewise
        from bureau.procedures.following import on_change, on_decided  # noqa: PLC0415 - likewise
        from bureau.procedures.news import NEWS  # noqa: PLC0415 - likewise
        from bureau.procedures.passing import WAITING  # noqa: PLC0415 - likewise
        from bureau.procedures.queries import CASES  # noqa: PLC0415 - likewise

        register(Event)
        follow(on_decided)
        listen(on_change)
        mark(CASES)
        sources.offer(*NEWS)
        tell_waiting(WAITING)
