"""The queue to the public store: each dispatch is written there once, in order, and what came of it is kept.

The bureau has committed before anything is written there; the calls of the store may be repeated. So whatever stops in
between, the next run goes on where this one stopped: nothing is lost, and nothing is done twice.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import Error, transaction
from django.db.models import Exists, OuterRef, QuerySet

from bureau.audit.actions import record
from bureau.audit.actors import System
from bureau.publication.events import Event
from bureau.publication.models import FINAL, Attempt, Dispatch, Result, Ruling, Writing
from bureau.publication.presentation import read
from bureau.store.actions import correct, release, withdraw
from bureau.store.queries import standing
from bureau.store.refusals import AlreadyListed, NotListed, ReleaseRefused
from bureau.ui.clock import day

BY = System(request_id="publication")


@dataclass(frozen=True, slots=True)
class Drained:
    """How many were settled, how many wait, and whether the store answered."""

    settled: int
    waiting: int
    answered: bool


def waiting() -> QuerySet[Dispatch]:
    """Give what was not settled yet, in its order."""
    final = Attempt.objects.filter(dispatch=OuterRef("pk"), result__in=FINAL)
    return Dispatch.objects.filter(~Exists(final)).order_by("pk")


def queue(ruling: Ruling, kind: str, content: dict[str, Any], at: datetime) -> Dispatch:
    """Keep what is to be written, in the transaction of what it follows from, and write it once that is committed."""
    made = Dispatch.objects.create(ruling=ruling, kind=kind, content=content, at=at)
    record(by=BY, at=at, event=Event.DISPATCHED, on=made, change={"kind": kind, "ruling": ruling.pk})
    transaction.on_commit(partial(drain, at=at), robust=True)
    return made


def drain(*, at: datetime) -> Drained:
    """Write what waits; where the store does not answer, stop and let the rest wait."""
    settled = 0
    for pk in list(waiting().values_list("pk", flat=True)):
        result = _send(pk, at)
        if result == Result.FAILED:
            return Drained(settled, waiting().count(), answered=False)
        settled += result in FINAL
    return Drained(settled, waiting().count(), answered=True)


@transaction.atomic
def _send(pk: int, at: datetime) -> str | None:
    """Write one, unless another process did so meanwhile."""
    one = Dispatch.objects.select_for_update(of=("self",)).select_related("ruling").get(pk=pk)
    if one.attempts.filter(result__in=FINAL).exists():
        return None
    result, said = _written(one, at)
    last = one.attempts.last()
    # That it still waits is said once.
    if result != Result.BEHIND or last is None or last.result != Result.BEHIND:
        Attempt.objects.create(dispatch=one, result=result, said=said, at=at)
        record(by=BY, at=at, event=Event.SETTLED, on=one, change={"result": result, "said": said})
    return result


def _written(one: Dispatch, at: datetime) -> tuple[str, str]:
    if _is_overtaken(one, at):
        return Result.OVERTAKEN, ""
    if one.kind == Writing.CORRECT and _is_released_later(one):
        return Result.BEHIND, ""
    try:
        _call(one, at)
    except AlreadyListed as refusal:
        return (Result.BEHIND if _stands_another(one, at) else Result.REFUSED), _said(refusal)
    except NotListed as refusal:
        # It is not shown, which is what a withdrawal is for; and there is nothing to correct.
        return (Result.DONE if one.kind == Writing.WITHDRAW else Result.OVERTAKEN), _said(refusal)
    except ReleaseRefused as refusal:
        return Result.REFUSED, _said(refusal)
    except Error as error:
        return Result.FAILED, type(error).__name__
    return Result.DONE, ""


def _said(refusal: ReleaseRefused) -> str:
    return " ".join(refusal.messages)


def _call(one: Dispatch, at: datetime) -> None:
    if one.kind == Writing.WITHDRAW:
        content = {**one.content, "on": date.fromisoformat(one.content["on"])}
        withdraw(**content, at=at)
    elif one.kind == Writing.CORRECT:
        correct(read(one.content), on=day(one.at), at=at)
    else:
        release(read(one.content), at=at)


def _is_overtaken(one: Dispatch, at: datetime) -> bool:
    """Tell whether a later dispatch of the same ruling takes its place, or its term is over."""
    if one.kind == Writing.WITHDRAW:
        return False
    later = Dispatch.objects.filter(ruling=one.ruling, pk__gt=one.pk).exclude(kind=Writing.RELEASE)
    ends = later if one.kind == Writing.CORRECT else later.filter(kind=Writing.WITHDRAW)
    return ends.exists() or date.fromisoformat(one.content["expires_on"]) < day(at)


def _is_released_later(one: Dispatch) -> bool:
    """Tell whether the entry that this corrects waits itself."""
    return waiting().filter(ruling=one.ruling, kind=Writing.RELEASE).exists()


def _stands_another(one: Dispatch, at: datetime) -> bool:
    there = standing([one.content["code"]], day(at)).get(one.content["code"])
    return there is not None and there.decision != one.content["decision"]
