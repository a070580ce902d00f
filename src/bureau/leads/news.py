"""What is new of leads, for notices."""

from datetime import UTC, datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bureau.accounts.permissions import Acting
from bureau.accounts.roles import Action
from bureau.audit.queries import happened_to
from bureau.leads.events import Event
from bureau.leads.models import State
from bureau.leads.queries import leads_visible_to
from bureau.notices.sources import Source


def came(by: Acting, since: datetime | None, at: datetime) -> int:
    """Count the reports of the public that nobody has taken up yet."""
    del at
    found = leads_visible_to(by).order_by().filter(state=State.NEW)
    return (found if since is None else found.filter(received_at__gt=since)).count()


def passed(by: Acting, since: datetime | None, at: datetime) -> int:
    """Count the reports that a colleague passed on to somebody, and that he has not answered."""
    del at
    own = leads_visible_to(by).filter(state=State.OPEN, person=by.person)
    return happened_to(own, Event.PASSED_ON, since or datetime.min.replace(tzinfo=UTC))


NEWS = (
    Source("leads", _("公众新反映的问题"), Action.RECORD_ENTER, came, lambda _by: reverse("leads")),
    Source(
        "leads_passed", _("移交给您的公众反映"), Action.RECORD_ENTER, passed, lambda _by: reverse("leads")
    ),
)
