"""May this be published: what is so of a case, what the written rule says of it, and what speaks against it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bureau.grades.grounds import under_readings
from bureau.procedures.models import Case
from bureau.procedures.policies import best, has_grade, worst
from bureau.procedures.ways import Kind
from bureau.publication.catalogue import BAR, RELEASE, Measured, Rule, rule_for
from bureau.publication.models import Outcome, Ruling
from bureau.store.models import Listing
from bureau.ui.clock import day

LISTING_OF: Final = {Kind.EVALUATION: Listing.A, Kind.EXPOSURE: Listing.D}
# The states in which the outcome of a case is shown to the public.
SHOWN: Final = frozenset({"published", "listed"})
# The steps of a publisher that let the public see it, and those by which it is kept from them.
RELEASING: Final = frozenset({"publish", "list", "restore"})
REFUSING: Final = frozenset({"not_publish", "drop"})
# From where a step of these leads on.
READY: Final = {"ready": "publish", "decided": "list", "suspended": "restore"}
INSTEAD: Final = {"ready": "not_publish", "decided": "drop"}
# An open case of these kinds speaks against publication.
OBJECTIONS: Final = (Kind.OBJECTION,)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the written rule says of a case; without a rule it is for the publisher."""

    listing: str
    measured: Measured
    rule: Rule | None

    @property
    def barred(self) -> bool:
        """Whether it may not be published."""
        return self.rule is not None and self.rule.then == BAR

    @property
    def demanded(self) -> bool:
        """Whether the rule says that it is to be published."""
        return self.rule is not None and self.rule.then == RELEASE


def judge(case: Case, at: datetime) -> Judgement:
    """Hold a case against the rule."""
    listing = LISTING_OF[Kind(case.kind)]
    measured = _measured(case, listing, at)
    return Judgement(listing, measured, rule_for(listing, measured))


def _measured(case: Case, listing: str, at: datetime) -> Measured:
    steps = list(case.steps.all())
    # What was sent back was evaluated again: the last word of each step counts.
    found = {one.name: bool(one.data["confirmed"]) for one in steps if "confirmed" in one.data}
    earlier = Ruling.objects.filter(enterprise=case.enterprise, listing=listing, outcome=Outcome.RELEASED)
    return {
        "settled": _is_settled(case, listing, at),
        "notice_over": any(one.name == "notice_over" for one in steps),
        "confirmed": bool(found) and all(found.values()),
        "open_objections": Case.objects.filter(
            enterprise=case.enterprise, kind__in=OBJECTIONS, closed_at__isnull=True
        ).count(),
        "clauses": clauses_of(case),
        "exposed_before": earlier.exclude(case=case).count(),
    }


def _is_settled(case: Case, listing: str, at: datetime) -> bool:
    """Tell whether the present grade is that of the list; for a D under every admissible reading."""
    if listing == Listing.A:
        return has_grade(case.enterprise, best())
    every = under_readings(case.enterprise_id, as_of=day(at), known_at=at)
    return has_grade(case.enterprise, worst()) and all(one.grade == worst() for one in every)


def clauses_of(case: Case) -> list[str]:
    """Give the clauses on which a case stands."""
    return [clause for clause, _text, _records in case.data.get("grounds", ())]


def check_release(judged: Judgement) -> None:
    """Refuse what the rule bars, in its own words."""
    if judged.barred and judged.rule is not None:
        raise ValidationError(
            _("按规则 %(code)s 不能发布：%(rule)s") % {"code": judged.rule.code, "rule": judged.rule.label}
        )


def ends_by_itself(until: str, at: datetime) -> bool:
    """Tell whether the term of an entry is over, so that the store lets it go without a notice."""
    return date.fromisoformat(until) < day(at)
