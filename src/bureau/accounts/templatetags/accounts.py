"""What templates ask: may the reader do this."""

from django import template

from bureau.accounts.models import Body
from bureau.accounts.permissions import Acting, may
from bureau.accounts.roles import Action
from bureau.accounts.scopes import Standing

register = template.Library()


@register.simple_tag(takes_context=True, name="may")
def may_reader(context: template.Context, action: str, on: Standing | Body | None = None) -> bool:
    """Tell whether the reader may do something, at all or on an object."""
    by: Acting | None = context.get("acting")
    return by is not None and may(by, Action(action), on)
