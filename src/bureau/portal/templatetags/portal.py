"""What templates of the portal may ask."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def answer(answers: Mapping[str, str] | str, clause: str) -> str:
    """Give what was answered on a clause; before anything was, nothing."""
    return answers.get(clause, "") if isinstance(answers, Mapping) else ""
