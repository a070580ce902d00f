"""Reads: which cases someone may see, which await him, and a case as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bureau.accounts.permissions import Acting, may, scope_of
from bureau.accounts.roles import Action, Axis
from bureau.accounts.scopes import Fields
from bureau.enterprises.marks import Mark, Marker
from bureau.procedures.catalogue import papers
from bureau.procedures.models import Case, Document, Interest, Step, Wording
from bureau.procedures.permissions import may_take
from bureau.procedures.policies import can_step
from bureau.procedures.ways import PROCEDURES
from bureau.procedures.ways.shapes import Way

FIELDS = Fields(
    region="enterprise__region",
    enterprise="enterprise__code",
    exporter="enterprise__exporter",
    assigned="laboratory__code",
)
INNER = Q(
    *(
        Q(kind=kind, state=name)
        for kind, procedure in PROCEDURES.items()
        for name, state in procedure.states.items()
        if state.inner
    ),
    _connector=Q.OR,
)


def cases_visible_to(by: Acting, action: Action = Action.CASE_READ) -> QuerySet[Case]:
    """Give the cases on which someone may do something; an enterprise sees its own once they concern it."""
    found = Case.objects.filter(scope_of(by, action).q(FIELDS)).select_related(
        "enterprise", "body", "laboratory", "record", "parent"
    )
    return found.exclude(INNER) if by.axis == Axis.SELF else found


def may_see_case(by: Acting, case: Case, action: Action = Action.CASE_READ) -> bool:
    """Tell whether a case is one of these."""
    return may(by, action, case.standing) and not (by.axis == Axis.SELF and case.state_now.inner)


def actionable(by: Acting) -> Q:
    """Ask for the cases in states from which somebody with these rights may take a step."""
    pairs = [
        Q(kind=kind, state=state)
        for kind, procedure in PROCEDURES.items()
        for state, ways in procedure.ways.items()
        if any(way.action is not None and may(by, way.action) for way in ways.values())
    ]
    return Q(*pairs, _connector=Q.OR) if pairs else Q(pk__in=())


def documents_visible_to(by: Acting) -> QuerySet[Document]:
    """Give the documents that someone may read; an enterprise reads what goes to it, and what goes to all."""
    fields = Fields(
        region="case__enterprise__region",
        enterprise="case__enterprise__code",
        exporter="case__enterprise__exporter",
        assigned="case__laboratory__code",
    )
    found = Document.objects.filter(scope_of(by, Action.CASE_READ).q(fields)).select_related("body", "case")
    to = {Axis.SELF: ("enterprise", "public"), Axis.ASSIGNED: ("laboratory", "public")}.get(by.axis)
    if to is None:
        return found
    return found.filter(code__in=[one.code for one in papers().values() if one.to in to])


def wordings_of(by: Acting, code: str) -> QuerySet[Wording]:
    """Give the words that the body had, has or may have for a document, the newest first."""
    found = Wording.objects.filter(body=by.body, code=code)
    return found.select_related("proposed_by", "decided_by")


def may_see_document(by: Acting, document: Document) -> bool:
    """Tell whether a document is one of these."""
    return documents_visible_to(by).filter(pk=document.pk).exists()


def mine(by: Acting) -> QuerySet[Case]:
    """Give the open cases in which someone can take a step today, the most urgent first."""
    barred = Interest.objects.filter(case=OuterRef("pk"), person=by.person)
    return own(by).filter(actionable(by)).exclude(Exists(barred)).order_by("due_on", "pk")


def own(by: Acting) -> QuerySet[Case]:
    """Give the open cases of one's body, of one's enterprise, or of one's laboratory."""
    found = cases_visible_to(by).filter(closed_at__isnull=True)
    if by.axis in {Axis.SELF, Axis.ASSIGNED, Axis.NATION}:
        return found
    return found.filter(Q(body=by.body) | Q(body__path__startswith=by.body.path))


@dataclass(frozen=True, slots=True)
class Told:
    """A step as someone may see it: `hidden` while he is not to know what it says."""

    step: Step
    hidden: bool


def steps_told(by: Acting, case: Case) -> list[Told]:
    """Give the steps of a case: what is blind yet is hidden, and an enterprise sees none that was taken among officers."""
    steps = list(case.steps.select_related("person", "body", "case"))
    blind = blind_now(case, steps)
    told = [Told(one, one.name in blind and one.person_id != by.person.pk) for one in steps]
    if by.axis != Axis.SELF:
        return told
    states = case.procedure.states
    return [one for one in told if not (one.step.state and states[one.step.state].inner)]


def blind_now(case: Case, steps: list[Step]) -> frozenset[str]:
    """Give the steps whose content nobody but who took them may know yet."""
    blind = case.procedure.blind
    return blind if blind - {one.name for one in steps} else frozenset()


def ways_for(by: Acting, case: Case) -> list[tuple[str, Way]]:
    """Give the steps that someone can take in a case now."""
    ways = case.procedure.ways.get(case.state, {})
    return [(name, way) for name, way in ways.items() if may_take(by, case, way) and can_step(by, case, name)]


def open_cases_of(by: Acting, codes: Sequence[str]) -> dict[str, Mark]:
    """Give how many open cases there are about each of these enterprises, as far as someone may see them."""
    found = cases_visible_to(by).filter(enterprise__in=codes, closed_at__isnull=True).order_by()
    counted = found.values_list("enterprise").annotate(count=Count("pk"))
    return {
        code: Mark(_("%(count)s 件") % {"count": count}, "plain", reverse("cases_of", args=[code]))
        for code, count in counted
    }


CASES = Marker(gettext_lazy("在办事项"), Action.CASE_READ, open_cases_of)


def cases_of(by: Acting, code: str) -> Sequence[Case]:
    """Give the cases about an enterprise that someone may see, the newest first."""
    return list(cases_visible_to(by).filter(enterprise=code).order_by("-opened_at", "-pk"))
