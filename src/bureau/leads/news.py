"""What is new of leads, for notices."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bureau.accounts.permissions import Acting
from bureau.accounts.roles import Action
from bureau.leads.models import State
from bureau.leads.queries import leads_visible_to
from bureau.notices.sources import Source


def came(by: Acting, since: datetime | None, at: datetime) -> int:
    """Count the reports of the public that nobody has taken up yet."""
    del at
    found = leads_visible_to(by).order_by().filter(state=State.NEW)
    return (found if since is None else found.filter(received_at__gt=since)).count()


NEWS = (Source("leads", _("公众新反映的问题"), Action.RECORD_ENTER, came, lambda _by: reverse("leads")),)
