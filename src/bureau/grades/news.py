"""What is new of grades, for notices: to an enterprise, that its own grade is another."""

from datetime import datetime

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bureau.accounts.permissions import Acting
from bureau.accounts.roles import Action, Axis
from bureau.grades.queries import IN_FORCE, beside_earlier, decisions_visible_to
from bureau.notices.sources import Source


def moved(by: Acting, since: datetime | None, at: datetime) -> int:
    """Count the enterprises of somebody's own whose present grade is another than the one before."""
    del at
    found = (
        beside_earlier(decisions_visible_to(by).filter(IN_FORCE))
        .exclude(before=None)
        .exclude(grade=F("before"))
    )
    return (found if since is None else found.filter(known_at__gt=since)).order_by().count()


def is_enterprise(by: Acting) -> bool:
    """Tell whether someone looks at his own enterprise."""
    return by.axis == Axis.SELF


NEWS = (
    Source(
        "grade", _("本企业的等级有变动"), Action.GRADE_READ, moved, lambda _by: reverse("desk"), is_enterprise
    ),
)
