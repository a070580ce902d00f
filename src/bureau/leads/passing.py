"""Leads that are in one person's hands, and how they pass into another's."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from bureau.absences.holdings import Holding
from bureau.accounts.models import Person
from bureau.accounts.permissions import Acting
from bureau.accounts.roles import Action
from bureau.audit.actions import record
from bureau.leads.events import Event
from bureau.leads.models import Lead, State
from bureau.leads.queries import leads_visible_to


def count(by: Acting, people: Sequence[int]) -> dict[int, int]:
    """Count the leads that each of these people has taken up and not answered."""
    del by
    found = Lead.objects.filter(state=State.OPEN, person__in=people)
    return dict(found.order_by().values_list("person").annotate(count=Count("pk")))


def pass_on(by: Acting, at: datetime, person: Person, to: Acting) -> int:
    """Put somebody's leads into another's hands: those that lie in his area."""
    found = leads_visible_to(to).filter(state=State.OPEN, person=person).select_for_update(of=("self",))
    passed = list(found.order_by("pk"))
    for one in passed:
        one.person = to.person
        one.save(update_fields=["person"])
        record(by=by, at=at, event=Event.PASSED_ON, on=one, change={"person": to.username})
    return len(passed)


LEADS = Holding("leads", _("受理的公众反映"), Action.RECORD_ENTER, count, pass_on)
