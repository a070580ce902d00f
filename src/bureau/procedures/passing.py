"""Cases of a body whose next step nobody who is there may take: no role, the half before was theirs, or an interest."""

from collections.abc import Mapping, Sequence

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from bureau.absences.holdings import Waiting
from bureau.accounts.permissions import Acting, may
from bureau.accounts.roles import Action
from bureau.archives.models import Record
from bureau.procedures.models import Case, Interest, Step
from bureau.procedures.permissions import OUTSIDERS
from bureau.procedures.ways import PROCEDURES, Kind

# Of others than the officers of the body of a case.
OTHERS = {*OUTSIDERS, Action.CASE_APPEAL}


def left(by: Acting, present: Sequence[Acting]) -> int:
    """Count the cases that wait for an officer of the body, and that none of those who are there may take on.

    Whoever wrote another record than the one that the case is about, and has to keep out for that, is not known of here.
    """
    at = Concat("kind", Value("/"), "state")
    places = sorted({place for ways in _ways().values() for place in ways})
    waiting = Case.objects.alias(at=at).filter(body=by.body, closed_at__isnull=True, at__in=places)
    free = Q(pk__in=())
    for one in present:
        free |= _free(one)
    return waiting.order_by().exclude(free).count()


def _free(one: Acting) -> Q:
    """Ask for the cases in which somebody may take a step."""
    can = Q(pk__in=())
    for (action, apart), places in _ways().items():
        if may(one, action):
            took = Step.objects.filter(case=OuterRef("pk"), name__in=apart, person=one.person)
            can |= Q(at__in=places) & Q(~Exists(took)) if apart else Q(at__in=places)
    declared = Exists(Interest.objects.filter(case=OuterRef("pk"), person=one.person))
    wrote = Q(entered_by=one.person) | Q(verified_by=one.person)
    written = Exists(Record.objects.filter(wrote, pk=OuterRef("record")))
    return can & (Q(kind=Kind.UNDOING) | ~(declared | written))


def _ways() -> Mapping[tuple[Action, tuple[str, ...]], list[str]]:
    """Give from where officers take steps, by the right that a step takes and by the steps from which it is apart.

    Where a state is left by a step that takes a second pair of eyes, those that do not, such as sending back, do not count.
    """
    found: dict[tuple[Action, tuple[str, ...]], list[str]] = {}
    for kind, procedure in PROCEDURES.items():
        for state, ways in procedure.ways.items():
            if procedure.states[state].standing:
                continue
            taken = [way for way in ways.values() if way.action is not None and way.action not in OTHERS]
            for way in [way for way in taken if way.apart] or taken:
                assert way.action is not None  # noqa: S101 - as taken from the ways above
                found.setdefault((way.action, way.apart), []).append(f"{kind}/{state}")
    return found


WAITING = Waiting("cases", _("在办事项"), left)
