"""What is published every day besides entries: that the day is over, and how many are published."""

from datetime import datetime

from bureau.store.actions import mark_day
from bureau.store.models import Listing, Measure
from bureau.store.publishing import publish_counts
from bureau.store.queries import count_by_province
from bureau.ui.clock import day

MEASURES = {Listing.A: Measure.LISTED_A, Listing.D: Measure.LISTED_D}


def publish_day(*, at: datetime) -> None:
    """Close the day in the chain, and count what stands; the store hides what is small. Nothing else is counted."""
    today = day(at)
    mark_day(on=today, at=at)
    for listing, measure in MEASURES.items():
        publish_counts(measure, count_by_province(listing, today), on=today)
