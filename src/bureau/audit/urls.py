"""The addresses of the audit, for those whom whoever puts it in place lets in."""

from django.urls import URLPattern, path

from bureau.audit.views import Oversight, events_page, reads_page


def oversight(*, events: Oversight, reads: Oversight) -> list[URLPattern]:
    """Give the pages; each asks its function for the codes of the bodies whose entries may be read."""
    return [
        path("events/", events_page(events), name="events"),
        path("reads/", reads_page(reads), name="reads"),
    ]
