"""What the system does by itself: cases follow the grade, the annulment of records, and the days that pass."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from bureau.accounts.models import Body, holding_on
from bureau.accounts.queries import bodies_acting_on
from bureau.accounts.scopes import Standing
from bureau.archives.models import Change, Record, State
from bureau.archives.vocabulary import adverse_grades, standard
from bureau.audit.actors import System
from bureau.enterprises.models import Enterprise
from bureau.grades.models import Decision
from bureau.procedures.actions import advance, mark_late, open_case, transfer
from bureau.procedures.models import Case, Step
from bureau.procedures.policies import best, worst
from bureau.procedures.ways import Kind
from bureau.ui.clock import day

BY = System(request_id="procedures")
# So many clauses of the list of faults at once are a growing risk, and any more than before.
RISKY = 2


def on_decided(decisions: Sequence[Decision], at: datetime) -> None:
    """Let cases follow new decisions, in the transaction that made them."""
    by_code = {one.enterprise_id: one for one in decisions}
    open_cases = Case.objects.filter(enterprise__in=list(by_code), closed_at__isnull=True)
    found = open_cases.filter(kind__in=(Kind.EVALUATION, Kind.EXPOSURE, Kind.WARNING)).select_related(
        "enterprise"
    )
    cases: dict[tuple[str, str], list[Case]] = {}
    for case in found:
        cases.setdefault((case.enterprise_id, case.kind), []).append(case)
    bodies: dict[Standing, list[Body]] = {}
    watched = {one.enterprise_id for one in decisions if one.grade in adverse_grades()}
    enterprises = Enterprise.objects.in_bulk(list(watched))
    for code, decision in by_code.items():
        for case in cases.get((code, Kind.EVALUATION), ()):
            _follow_evaluation(case, decision, at)
        for case in cases.get((code, Kind.EXPOSURE), ()):
            _follow_exposure(case, decision, at)
        for case in cases.get((code, Kind.WARNING), ()):
            if decision.grade != _warned() and case.procedure.way(case.state, "moot"):
                advance(by=BY, at=at, case=case, step="moot", reason=decision.label)
        if code in enterprises:
            kind = Kind.EXPOSURE if decision.grade == worst() else Kind.WARNING
            has_one = {case.body_id for case in cases.get((code, kind), ())}
            _open(enterprises[code], decision, at, bodies, kind, has_one)


def _warned() -> str:
    """Give the grade of those who are warned: the adverse one that is not exposed."""
    return next(one for one in standard().decision.grades if one in adverse_grades())


def _follow_evaluation(case: Case, decision: Decision, at: datetime) -> None:
    if decision.grade == best():
        return
    for step in ("lapse", "suspend"):
        if case.procedure.way(case.state, step):
            advance(by=BY, at=at, case=case, step=step, reason=_("等级已经变动。"))
            return


def _follow_exposure(case: Case, decision: Decision, at: datetime) -> None:
    if decision.grade == worst():
        return
    if case.procedure.way(case.state, "moot"):
        advance(by=BY, at=at, case=case, step="moot", reason=decision.label)
    elif case.procedure.way(case.state, "correct") and _has_lost_ground(case):
        advance(by=BY, at=at, case=case, step="correct", reason=_("所依据的记录已不再有效。"))


def _has_lost_ground(case: Case) -> bool:
    """Tell whether a record on which a listing stands was annulled, or says something else now."""
    behind = Record.objects.filter(pk__in=case.data.get("records", ())).values_list("source", "record_id")
    for source, number in behind:
        standing = Record.objects.filter(
            source=source, record_id=number, state=State.VERIFIED, superseded_at__isnull=True
        ).first()
        if standing is None or standing.change in {Change.ANNULMENT, Change.CORRECTION}:
            return True
    return False


def _open(
    enterprise: Enterprise,
    decision: Decision,
    at: datetime,
    bodies: dict[Standing, list[Body]],
    kind: Kind,
    has_one: set[int],
) -> None:
    place = Standing(enterprise.region, "", exporter=enterprise.exporter)
    if place not in bodies:
        bodies[place] = bodies_acting_on(enterprise.standing, day(at))
    if kind is Kind.WARNING and not _is_growing(decision):
        return
    data = {"clauses": list(decision.met), "grade": decision.grade}
    for body in bodies[place] if kind is Kind.EXPOSURE else bodies[place][:1]:
        if body.pk not in has_one:
            open_case(by=BY, at=at, kind=kind, enterprise=enterprise, body=body, data=data)


def _is_growing(decision: Decision) -> bool:
    faults = {one for one in decision.met if one.startswith(f"{decision.grade}.")}
    if len(faults) >= RISKY:
        return True
    earlier = (
        Decision.objects.filter(enterprise=decision.enterprise_id, known_at__lt=decision.known_at)
        .order_by("-known_at", "-pk")
        .first()
    )
    return earlier is not None and earlier.grade == decision.grade and bool(faults - set(earlier.met))


def on_change(codes: Sequence[str], at: datetime) -> None:
    """Open a case for each act that was annulled, with what was undone by it: the grade, and cases that moved."""
    annulled = Record.objects.filter(
        enterprise__in=list(codes), change=Change.ANNULMENT, state=State.VERIFIED, recorded_at=at
    )
    for one in annulled.select_related("enterprise"):
        before = Decision.objects.filter(enterprise=one.enterprise_id, superseded_at=at).first()
        after = Decision.objects.filter(enterprise=one.enterprise_id, known_at=at).order_by("-pk").first()
        moved = Step.objects.filter(case__enterprise=one.enterprise_id, at=at, person__isnull=True)
        data = {
            "annulled": str(one),
            "before": before.label if before else "",
            "after": after.label if after else "",
            "cases": [[step.case_id, step.name, step.to] for step in moved],
        }
        bodies = bodies_acting_on(one.enterprise.standing, day(at))
        for body in bodies[:1]:
            open_case(
                by=BY, at=at, kind=Kind.UNDOING, enterprise=one.enterprise, body=body, record=one, data=data
            )


def pass_days(*, by: System, at: datetime) -> int:
    """Take what falls due by itself, mark what is late, hand over what a dissolved body had; give how many cases moved."""
    today = day(at)
    open_cases = Case.objects.filter(closed_at__isnull=True).select_related("enterprise", "body")
    moved = 0
    for case in open_cases.exclude(holding_on(today, "body__")):
        if bodies := bodies_acting_on(case.enterprise.standing, today):
            transfer(by=by, at=at, case=case, body=bodies[0])
            moved += 1
    for case in open_cases.filter(due_on__lt=today):
        if case.state_now.late:
            advance(by=by, at=at, case=case, step=case.state_now.late)
            moved += 1
        elif case.late_since is None:
            mark_late(by=by, at=at, case=case)
            moved += 1
    return moved
