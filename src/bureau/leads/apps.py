"""The app."""

from django.apps import AppConfig

from bureau.audit.catalogue import register


class LeadsConfig(AppConfig):
    """Leads."""

    name = "bureau.leads"

    def ready(self) -> None:
        """Tell the audit what there is to tell."""
        from bureau.absences.holdings import tell  # noqa: PLC0415 - likewise
        from bureau.leads.events import Event  # noqa: PLC0415 - models may be read once apps are loaded
        from bureau.leads.news import NEWS  # noqa: PLC0415 - likewise
        from bureau.leads.passing import LEADS  # noqa: PLC0415 - likewise
        from bureau.notices import sources  # noqa: PLC0415 - likewise

        register(Event)
        sources.offer(*NEWS)
        tell(LEADS)
