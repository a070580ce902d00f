"""Cases that are ready for a publisher, and a public store that can be down."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import OperationalError

from bureau.accounts.permissions import Acting
from bureau.procedures.following import pass_days
from bureau.procedures.models import Case
from bureau.procedures.opening import apply_for_publication
from bureau.procedures.ways import Kind
from bureau.publication.sending import Drained, drain
from tests.bureau.conftest import NOW, Casting
from tests.bureau.procedures.conftest import BY, Taking, good, own, seriously_bad, taking

__all__ = ["own", "taking"]
WHY = {"reason": "档案与标准相符"}
GROUNDS = {"reason": "符合 D.2：故意制售假冒伪劣产品。"}
READY = 21
Draining = Callable[..., Drained]


def ready_a(act_as: Casting, own: Acting, taking: Taking) -> Case:
    """Give an application that was evaluated, and to which nobody of the public objected."""
    case = apply_for_publication(by=own, at=NOW, enterprise=good(act_as))
    taking(case, "accept", "evaluator")
    taking(case, "evaluate", "evaluator", confirmed=True, **WHY)
    taking(case, "approve", "reviewer", **WHY)
    pass_days(by=BY, at=NOW + timedelta(days=20))
    case.refresh_from_db()
    return case


def ready_d(act_as: Casting, taking: Taking) -> Case:
    """Give an exposure that was reviewed by two, told to the enterprise and decided."""
    case = Case.objects.get(enterprise=seriously_bad(act_as), kind=Kind.EXPOSURE)
    taking(case, "review_facts", "reviewer", confirmed=True, **WHY)
    taking(case, "review_degree", "reviewer-2", confirmed=True, **WHY)
    taking(case, "notify", "evaluator", **GROUNDS)
    pass_days(by=BY, at=NOW + timedelta(days=20))
    return taking(case, "decide", "evaluator-2", 21, **GROUNDS)


def later(days: int) -> Drained:
    """Write what waits, so many days after the first of all."""
    return drain(at=NOW + timedelta(days=days))


@pytest.fixture
def store_down(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Let the public store answer nothing until it is undone."""

    def fail(*args: object, **more: object) -> None:
        del args, more
        raise OperationalError("connection refused")

    with monkeypatch.context() as patch:
        for name in ("release", "correct", "withdraw"):
            patch.setattr(f"bureau.publication.sending.{name}", fail)
        for name in ("queries.head", "daily.mark_day"):
            patch.setattr(f"bureau.publication.{name}", fail)
        yield patch
