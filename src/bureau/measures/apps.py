"""The app."""

from django.apps import AppConfig

from bureau.audit.catalogue import register
from bureau.enterprises.listeners import listen


class MeasuresConfig(AppConfig):
    """Measures."""

    name = "bureau.measures"

    def ready(self) -> None:
        """Tell the audit what there is to tell, and follow grades, archives and cases."""
        from bureau.absences.holdings import tell, tell_waiting  # noqa: PLC0415 - likewise
        from bureau.enterprises.marks import mark  # noqa: PLC0415 - models may be read once apps are loaded
        from bureau.grades.followers import follow  # noqa: PLC0415 - likewise
        from bureau.measures.events import Event  # noqa: PLC0415 - likewise
        from bureau.measures.following import on_case, on_change, on_decided  # noqa: PLC0415 - likewise
        from bureau.measures.news import NEWS  # noqa: PLC0415 - likewise
        from bureau.measures.passing import TASKS, WAITING  # noqa: PLC0415 - likewise
        from bureau.measures.queries import MEASURES, tasks_due  # noqa: PLC0415 - likewise
        from bureau.notices import sources  # noqa: PLC0415 - likewise
        from bureau.procedures.agenda import contribute  # noqa: PLC0415 - likewise
        from bureau.procedures.followers import follow_cases  # noqa: PLC0415 - likewise

        register(Event)
        follow(on_decided)
        listen(on_change)
        follow_cases(on_case)
        mark(MEASURES)
        contribute(tasks_due)
        sources.offer(*NEWS)
        tell(TASKS)
        tell_waiting(WAITING)
