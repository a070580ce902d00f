"""Reads: which cases are ready, what was ruled on like ones, what the public sees of a ruling, and how fresh that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import Error
from django.db.models import Count, Exists, Min, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bureau.accounts.permissions import Acting, may, scope_of
from bureau.accounts.roles import Action, Axis
from bureau.accounts.scopes import Fields
from bureau.enterprises.marks import Mark, Marker
from bureau.procedures.asked import Outside
from bureau.procedures.models import Case
from bureau.procedures.queries import cases_visible_to
from bureau.procedures.ways import Kind
from bureau.publication.models import FINAL, Dispatch, Outcome, Reply, Result, Ruling, Writing
from bureau.publication.policies import LISTING_OF, READY, SHOWN, clauses_of
from bureau.publication.sending import waiting
from bureau.store.models import Listing
from bureau.store.queries import head
from bureau.ui.clock import day

FIELDS: Final = Fields(
    region="enterprise__region", enterprise="enterprise__code", exporter="enterprise__exporter"
)
KINDS: Final = (Kind.EVALUATION, Kind.EXPOSURE)
# How many like cases are shown, out of how many of the last ones.
LIKES, LOOKED_AT = 10, 400


def rulings_visible_to(by: Acting, action: Action = Action.CASE_PUBLISH) -> QuerySet[Ruling]:
    """Give the rulings on whose enterprises someone may do something."""
    return Ruling.objects.filter(scope_of(by, action).q(FIELDS)).select_related("enterprise", "body", "case")


def may_see_ruling(by: Acting, ruling: Ruling, action: Action = Action.CASE_PUBLISH) -> bool:
    """Tell whether a ruling is one of these."""
    return may(by, action, ruling.standing)


def ready_for(by: Acting) -> QuerySet[Case]:
    """Give the cases that wait for a publisher of his line of bodies, the most urgent first."""
    found = cases_visible_to(by, Action.CASE_PUBLISH)
    line = Q(body=by.body) | Q(body__path__startswith=by.body.path)
    return found.filter(line, kind__in=KINDS, state__in=list(READY), closed_at__isnull=True).order_by(
        "due_on", "pk"
    )


def with_dispatches(found: QuerySet[Ruling]) -> QuerySet[Ruling]:
    """Give rulings with all that was done to write them."""
    dispatches = Dispatch.objects.prefetch_related("attempts")
    return found.prefetch_related(Prefetch("dispatches", dispatches))


def standing_rulings(codes: Sequence[str]) -> QuerySet[Ruling]:
    """Give the rulings about some enterprises by which the public sees them, or is about to."""
    return all_standing().filter(enterprise__in=list(codes))


def all_standing() -> QuerySet[Ruling]:
    """Give the rulings by which the public sees any enterprise."""
    gone = Dispatch.objects.filter(ruling=OuterRef("pk"), kind=Writing.WITHDRAW)
    found = Ruling.objects.filter(~Exists(gone), outcome=Outcome.RELEASED)
    shown = found.filter(case__state__in=SHOWN, case__closed_at__isnull=True)
    return shown.select_related("case__enterprise", "case__body", "enterprise", "body").order_by("pk")


def published_of(by: Acting, codes: Sequence[str]) -> dict[str, Mark]:
    """Give of which enterprises the public sees something, as far as someone may see the case."""
    found = standing_rulings(codes).filter(scope_of(by, Action.CASE_READ).q(FIELDS))
    if by.axis == Axis.SELF:
        return {one.enterprise_id: _mark(one, reverse("ruling_reply", args=[one.pk])) for one in found}
    publishes = may(by, Action.CASE_PUBLISH)
    return {
        one.enterprise_id: _mark(
            one, reverse("ruling", args=[one.pk]) if publishes else reverse("case", args=[one.case_id])
        )
        for one in found
    }


def _mark(ruling: Ruling, url: str) -> Mark:
    return Mark(ruling.get_listing_display(), "good" if ruling.listing == Listing.A else "bad", url)


PUBLISHED: Final = Marker(_("公示"), Action.CASE_READ, published_of)


def last_content(ruling: Ruling) -> dict[str, Any]:
    """Give the words of an entry that were dispatched last."""
    found = ruling.dispatches.exclude(kind=Writing.WITHDRAW).latest("pk")
    content: dict[str, Any] = found.content
    return content


def last_reply(ruling: Ruling) -> str:
    """Give what the enterprise says beside an entry."""
    found = Reply.objects.filter(ruling=ruling).last()
    return found.text if found else ""


def _replies_counted(by: Acting) -> int:
    return Reply.objects.filter(
        ruling__in=rulings_visible_to(by, Action.CASE_READ).order_by().values("pk")
    ).count()


ASKED: Final = Outside("text", _("公布的条目"), _replies_counted)


def likes_of(case: Case) -> list[Ruling]:
    """Give what was ruled on like cases: the same list, for a D clauses in common; the most alike and the latest first.

    What was released anywhere is public; what was refused is shown to the body that refused it.
    """
    listing, clauses = LISTING_OF[Kind(case.kind)], set(clauses_of(case))
    seen = Q(outcome=Outcome.RELEASED) | Q(body=case.body_id)
    found = Ruling.objects.filter(seen, listing=listing).exclude(enterprise=case.enterprise_id)
    latest = list(found.select_related("enterprise", "body", "case").order_by("-pk")[:LOOKED_AT])
    alike = [one for one in latest if not clauses or clauses & set(one.clauses)]
    return sorted(alike, key=lambda one: -len(clauses & set(one.clauses)))[:LIKES]


@dataclass(frozen=True, slots=True)
class Shown:
    """A ruling, what the public sees of it on a day, and what is in the way."""

    ruling: Ruling
    text: str | Promise
    tone: str
    until: str
    said: str


def shown_of(ruling: Ruling, today: date) -> Shown:
    """Tell what the public sees of a ruling whose dispatches were fetched with it."""
    dispatches = list(ruling.dispatches.all())
    if not dispatches:
        return Shown(ruling, ruling.get_outcome_display(), "plain", "", "")
    attempts = {one.kind: list(one.attempts.all()) for one in dispatches}
    until = next((str(one.content["expires_on"]) for one in dispatches if one.kind == Writing.RELEASE), "")
    open_ones = [one for one in dispatches if not any(each.result in FINAL for each in one.attempts.all())]
    if open_ones:
        tried = [each for one in open_ones for each in one.attempts.all()]
        said = f"{tried[-1].get_result_display()} {tried[-1].said}".strip() if tried else ""
        return Shown(ruling, _("等待写入公开数据库"), "warn", until, said)
    last = attempts[dispatches[-1].kind][-1]
    if last.result == Result.REFUSED:
        return Shown(ruling, last.get_result_display(), "bad", until, last.said)
    if Writing.WITHDRAW in attempts:
        return Shown(ruling, _("已撤下"), "plain", until, "")
    if not any(one.result == Result.DONE for one in attempts[Writing.RELEASE]):
        return Shown(ruling, last.get_result_display(), "plain", until, last.said)
    if until and date.fromisoformat(until) < today:
        return Shown(ruling, _("已到期"), "plain", until, "")
    return Shown(ruling, _("公示中"), "good", until, "")


@dataclass(frozen=True, slots=True)
class Freshness:
    """How far the public store is behind the bureau."""

    answered: bool
    released_at: datetime | None
    marked_on: date | None
    behind: int
    waiting: int
    since: datetime | None


def freshness(at: datetime) -> Freshness:
    """Ask the public store how fresh it is, and the queue what waits; a store that does not answer is no fault of the page."""
    found, answered = None, True
    try:
        found = head()
    except Error:
        answered = False
    marked = found.marked_on if found else None
    waits = waiting().order_by().aggregate(count=Count("pk"), since=Min("at"))
    return Freshness(
        answered=answered,
        released_at=found.released_at if found else None,
        marked_on=marked,
        behind=(day(at) - marked).days if marked else 0,
        waiting=waits["count"],
        since=waits["since"],
    )
