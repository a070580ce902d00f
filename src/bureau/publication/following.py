"""What publication does by itself: it follows cases and archives, in the transaction in which they move."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from bureau.archives.models import Change, Record, State
from bureau.audit.actors import System
from bureau.procedures.actions import advance
from bureau.procedures.models import Case
from bureau.procedures.ways import Kind
from bureau.publication.actions import bring_up_to_date, rule_refused, rule_released, take_down
from bureau.publication.models import Outcome, Ruling
from bureau.publication.policies import LISTING_OF, REFUSING, RELEASING, SHOWN
from bureau.publication.queries import all_standing, standing_rulings
from bureau.store.models import Because

BY: Final = System(request_id="publication")
MANY: Final = 1000


def on_case(case: Case, at: datetime) -> None:
    """Rule on what a publisher did, and take down what is no longer shown."""
    if case.kind not in LISTING_OF:
        return
    step = case.steps.select_related("person", "body").latest("pk")
    if step.name in RELEASING:
        rule_released(case, step, at)
    elif step.name in REFUSING and step.state in {"ready", "decided"}:
        rule_refused(case, step, at)
    elif step.state in SHOWN:
        for ruling in _shown(case):
            take_down(ruling, _because(case, step.name), at)


def _shown(case: Case) -> list[Ruling]:
    """Give the ruling by which a case was shown until now: the last that was not taken down."""
    found = Ruling.objects.filter(case=case, outcome=Outcome.RELEASED).order_by("-pk")[:1]
    return [one for one in found if not one.dispatches.filter(kind="withdraw").exists()]


def _because(case: Case, step: str) -> str:
    """Say why an entry goes; of an A it is one word, whatever became of its grade.

    A term that is over says nothing; one that ends before its day was renewed.
    """
    if step == "expire":
        return Because.RENEWED
    if case.kind == Kind.EVALUATION:
        return Because.ENDED
    if step == "repair":
        return Because.REPAIRED
    return Because.ANNULLED if _was_annulled(case) else Because.MISTAKEN


def _was_annulled(case: Case) -> bool:
    behind = Record.objects.filter(pk__in=case.data.get("records", ())).values_list("source", "record_id")
    return any(
        Record.objects.filter(
            source=source,
            record_id=number,
            state=State.VERIFIED,
            superseded_at__isnull=True,
            change=Change.ANNULMENT,
        ).exists()
        for source, number in behind
    )


def on_change(codes: Sequence[str], at: datetime) -> None:
    """Correct entries whose facts, name, region or products read otherwise now; end a listing that lost its ground."""
    changed = set(codes)
    # A load touches more enterprises than a question may name; fewer are published.
    found = standing_rulings(codes) if len(changed) <= MANY else all_standing()
    for ruling in [one for one in found if one.enterprise_id in changed]:
        if not bring_up_to_date(ruling, at):
            advance(by=BY, at=at, case=ruling.case, step="correct", reason=_("曝光的事实都已撤销或者更正。"))
