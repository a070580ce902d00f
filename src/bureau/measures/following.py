"""What measures are told: new decisions, changes of the archive, cases that begin or end, and the days that pass."""

from collections.abc import Sequence
from datetime import datetime

from bureau.grades.models import Decision
from bureau.measures.actions import follow
from bureau.measures.models import Task
from bureau.procedures.models import Case
from bureau.procedures.ways import Kind
from bureau.ui.clock import day


def on_decided(decisions: Sequence[Decision], at: datetime) -> None:
    """Follow new decisions."""
    follow([one.enterprise_id for one in decisions], at)


def on_change(codes: Sequence[str], at: datetime) -> None:
    """Follow what moves no grade: honours, reports of other departments, export, and products under permit."""
    follow(codes, at)


def on_case(case: Case, at: datetime) -> None:
    """Follow a listing, and a repair."""
    if case.kind == Kind.EXPOSURE and (case.standing_outcome or case.closed_at):
        follow([case.enterprise_id], at)


def pass_days(*, at: datetime) -> int:
    """Look again at those whose measures end with a day, and give how many enterprises that were."""
    ending = Task.objects.filter(closed_at__isnull=True, ends_on__lt=day(at))
    codes = sorted(set(ending.values_list("enterprise", flat=True)))
    ending.update(state=Task.State.ENDED, closed_at=at)
    follow(codes, at)
    return len(codes)
