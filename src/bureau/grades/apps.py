"""The app."""

from django.apps import AppConfig

from bureau.audit.catalogue import register
from bureau.enterprises.listeners import listen


class GradesConfig(AppConfig):
    """Grades."""

    name = "bureau.grades"

    def ready(self) -> None:
        """Tell the audit what there is to tell, be told of what changed, say the grade wherever enterprises are shown, and find by it."""
        from bureau.archives.law import govern  # noqa: PLC0415 - models may be read once apps are loaded
        from bureau.enterprises.facets import offer  # noqa: PLC0415 - likewise
        from bureau.enterprises.marks import mark  # noqa: PLC0415 - likewise
        from bureau.grades.actions import on_change  # noqa: PLC0415 - likewise
        from bureau.grades.events import Event  # noqa: PLC0415 - likewise
        from bureau.grades.filters import FACET  # noqa: PLC0415 - likewise
        from bureau.grades.news import NEWS  # noqa: PLC0415 - likewise
        from bureau.grades.queries import GRADES, governing  # noqa: PLC0415 - likewise
        from bureau.notices import sources  # noqa: PLC0415 - likewise

        register(Event)
        govern(governing)
        listen(on_change)
        mark(GRADES)
        offer(FACET)
        sources.offer(*NEWS)
