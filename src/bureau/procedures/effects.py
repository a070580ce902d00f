"""What a step does besides leading on: records marked and annulled, terms begun, and what hangs on a case ended."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from bureau.accounts.models import Body, Person
from bureau.accounts.permissions import Acting
from bureau.archives import actions as archives
from bureau.archives.models import Change
from bureau.archives.vocabulary import may_be_contested
from bureau.audit.actors import System
from bureau.grades.grounds import grounds_of, under_readings
from bureau.procedures.models import Case
from bureau.procedures.ways import Kind
from bureau.ui.clock import day

By = Acting | System
Given = Mapping[str, Any]
MONTHS = 12


def after_months(begins: date, months: int) -> date:
    """Give the day so many months later, or the last of its month where that has no such day."""
    whole = begins.month - 1 + months
    year, month = begins.year + whole // MONTHS, whole % MONTHS + 1
    for back in range(4):
        try:
            return date(year, month, begins.day - back)
        except ValueError:
            continue
    raise ValueError(begins)  # pragma: no cover - no month has fewer than 28 days


def _first(case: Case, *steps: str) -> Person | None:
    taken = case.steps.filter(name__in=steps, person__isnull=False).select_related("person").last()
    return taken.person if taken else None


def _impose(case: Case, by: By, at: datetime, change: Change, first: Person | None, ground: str) -> None:
    if case.record is not None:
        archives.impose(
            by=by,
            at=at,
            record=case.record,
            change=change,
            first=first,
            reason=_("异议 %(number)s") % {"number": case.number},
            ground=ground or case.number,
        )


def _mark(case: Case, by: By, at: datetime, given: Given) -> None:
    del given
    # What is not to the enterprise's disadvantage weighs the same in both worlds, and bears no mark.
    if case.record is not None and may_be_contested(case.record.kind, case.record.outcome):
        _impose(case, by, at, Change.CONTEST, _first(case, "open"), "")


def _uphold(case: Case, by: By, at: datetime, given: Given) -> None:
    first = _first(case, "mark", "dismiss")
    _impose(case, by, at, Change.ANNULMENT, first, str(given.get("document", "")))


def _settle(case: Case, by: By, at: datetime, given: Given) -> None:
    del given
    first = _first(case, "dismiss") if isinstance(by, Acting) else None
    _impose(case, by, at, Change.SETTLEMENT, first, "")


def _begin_term(case: Case, by: By, at: datetime, given: Given) -> None:
    del by
    case.data["until"] = after_months(day(at), int(given["months"])).isoformat()


def _ask_laboratory(case: Case, by: By, at: datetime, given: Given) -> None:
    del by, at
    case.laboratory = Body.objects.get(code=given["laboratory"])


def _keep_grounds(case: Case, by: By, at: datetime, given: Given) -> None:
    """Keep what the decision stands on, as it is told to the enterprise and published: clauses, records, every reading."""
    del by, given
    found = grounds_of(case.enterprise_id, as_of=day(at), known_at=at)
    case.data["grounds"] = [[one.clause, one.text, list(one.records)] for one in found]
    case.data["records"] = sorted({page for one in found for page in one.pages})
    case.data["readings"] = [
        [list(one.differs), one.grade]
        for one in under_readings(case.enterprise_id, as_of=day(at), known_at=at)
    ]


def _new_term(case: Case, by: By, at: datetime, given: Given) -> None:
    del by, at
    case.data["put_right_by"] = given["put_right_by"].isoformat()


Effect = Callable[[Case, By, datetime, Given], None]
EFFECTS: dict[tuple[str, str], Effect] = {
    (Kind.EVALUATION, "accept_for_opinion"): _ask_laboratory,
    (Kind.EVALUATION, "publish"): _begin_term,
    (Kind.EXPOSURE, "notify"): _keep_grounds,
    (Kind.EXPOSURE, "decide"): _keep_grounds,
    (Kind.EXPOSURE, "list"): _begin_term,
    (Kind.OBJECTION, "mark"): _mark,
    (Kind.OBJECTION, "uphold"): _uphold,
    (Kind.OBJECTION, "uphold_appeal"): _uphold,
    (Kind.OBJECTION, "dismiss_appeal"): _settle,
    (Kind.OBJECTION, "accept"): _settle,
    (Kind.OBJECTION, "withdraw"): _settle,
    (Kind.RECTIFICATION, "fail"): _new_term,
}
# Where a step of one case ends another: the step that the parent takes then.
ENDS_PARENT: dict[tuple[str, str], str] = {(Kind.REPAIR, "repair"): "repair"}
