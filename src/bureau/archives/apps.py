"""The app."""

from django.apps import AppConfig

from bureau.audit.catalogue import register


class ArchivesConfig(AppConfig):
    """Archives."""

    name = "bureau.archives"

    def ready(self) -> None:
        """Tell the audit what there is to tell, and let enterprises be found by their records."""
        from bureau.absences.holdings import tell_waiting  # noqa: PLC0415 - models may be read once apps are loaded
        from bureau.archives.events import Event  # noqa: PLC0415 - choices likewise
        from bureau.archives.filters import FACETS  # noqa: PLC0415 - likewise
        from bureau.archives.news import NEWS  # noqa: PLC0415 - likewise
        from bureau.archives.passing import WAITING  # noqa: PLC0415 - likewise
        from bureau.enterprises.facets import offer  # noqa: PLC0415 - likewise
        from bureau.notices import sources  # noqa: PLC0415 - likewise

        register(Event)
        for facet in FACETS:
            offer(facet)
        sources.offer(*NEWS)
        tell_waiting(*WAITING)
