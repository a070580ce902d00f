"""What is done every day besides the queue: both databases are held against each other, the day is closed, and counted."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bureau.audit.actions import record
from bureau.publication.actions import bring_up_to_date
from bureau.publication.events import Event
from bureau.publication.models import Result, Ruling, Writing
from bureau.publication.policies import ends_by_itself
from bureau.publication.presentation import opening_for, read
from bureau.publication.queries import all_standing, last_content
from bureau.publication.sending import BY, waiting
from bureau.store.actions import mark_day, release
from bureau.store.models import Listing, Measure
from bureau.store.publishing import publish_counts
from bureau.store.queries import count_by_province, decisions_standing
from bureau.store.refusals import ReleaseRefused
from bureau.ui.clock import day

MEASURES = {Listing.A: Measure.LISTED_A, Listing.D: Measure.LISTED_D}


def publish_day(*, at: datetime) -> None:
    """Close the day in the chain, and count what stands; the store hides what is small. Nothing else is counted."""
    today = day(at)
    mark_day(on=today, at=at)
    for listing, measure in MEASURES.items():
        publish_counts(measure, count_by_province(listing, today), on=today)


def open_in_log(*, at: datetime) -> int:
    """Let entries carry what opens their decisions, once those have their place in the log; give how many got it."""
    found = 0
    for ruling in all_standing():
        content = last_content(ruling)
        if not content["opening"] and opening_for(ruling.enterprise_id, ruling.listing, ruling.at):
            with transaction.atomic():
                found += bring_up_to_date(ruling, at)
    return found


@dataclass(frozen=True, slots=True)
class Compared:
    """Entries that the store had lost and has again, that it does not take, and that it has without a ruling."""

    again: int
    refused: tuple[str, ...]
    strange: tuple[str, ...]


def compare(*, at: datetime) -> Compared:
    """Hold the store against the rulings once nothing waits: what it lost is written again, in the last words.

    What stands there without a ruling is named and left alone: a bureau that came back from an old backup knows less
    than the store, and only people can tell.
    """
    there = decisions_standing(day(at))
    busy = set(waiting().values_list("ruling", flat=True))
    again, refused, known = 0, [], set()
    for ruling in all_standing():
        content = last_content(ruling)
        known.add((content["code"], content["decision"]))
        lost = (content["code"], content["decision"]) not in there
        if (
            lost
            and ruling.pk not in busy
            and _was_written(ruling)
            and not ends_by_itself(content["expires_on"], at)
        ):
            if _write_again(ruling, at):
                again += 1
            else:
                refused.append(ruling.decision)
    known |= {
        (one.enterprise_id, one.decision) for one in Ruling.objects.filter(pk__in=busy).select_related("body")
    }
    return Compared(again, tuple(refused), tuple(sorted(decision for _code, decision in there - known)))


def _was_written(ruling: Ruling) -> bool:
    return ruling.dispatches.filter(kind=Writing.RELEASE, attempts__result=Result.DONE).exists()


@transaction.atomic
def _write_again(ruling: Ruling, at: datetime) -> bool:
    try:
        release(read(last_content(ruling)), at=at)
    except ReleaseRefused as refusal:
        change = {"again": False, "said": " ".join(refusal.messages)}
    else:
        change = {"again": True, "said": ""}
    record(by=BY, at=at, event=Event.SETTLED, on=ruling, change=change)
    return bool(change["again"])
