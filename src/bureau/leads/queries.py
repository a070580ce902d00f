"""Reads: which leads someone may see."""

from django.db.models import QuerySet

from bureau.accounts.permissions import Acting, may, scope_of
from bureau.accounts.roles import Action
from bureau.accounts.scopes import Fields
from bureau.leads.models import Lead

FIELDS = Fields(region="region", enterprise="enterprise__code", exporter="exporter")


def leads_visible_to(by: Acting, action: Action = Action.RECORD_ENTER) -> QuerySet[Lead]:
    """Give the leads that someone may take up: those of his area."""
    return Lead.objects.filter(scope_of(by, action).q(FIELDS)).select_related(
        "enterprise", "person", "record"
    )


def may_see_lead(by: Acting, lead: Lead, action: Action = Action.RECORD_ENTER) -> bool:
    """Tell whether a lead is one of these."""
    return may(by, action, lead.standing)
