"""How verdicts read."""

from django import template
from django.utils.translation import gettext as _

from qualitycredit.model.decision import Verdict

register = template.Library()


@register.filter
def verdict(value: Verdict | None) -> str:
    """Give how a verdict reads; none where the enterprise is not graded."""
    words = {Verdict.MET: _("符合"), Verdict.UNMET: _("不符合"), Verdict.UNKNOWN: _("未定")}
    return "—" if value is None else words[value]
