"""How verdicts read."""

from django import template
from django.utils.translation import gettext as _

from qualitycredit.model.decision import Verdict

register = template.Library()


@register.filter
def verdict(value: Verdict | None) -> str:
    """Give how a verdict reads; none where the enterprise is not graded."""
    match value:
        case Verdict.MET:
            return _("符合")
        case Verdict.UNMET:
            return _("不符合")
        case Verdict.UNKNOWN:
            return _("未定")
        case None:
            return "—"
