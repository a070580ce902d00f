"""How verdicts read."""

from django import template

from bureau.archives.vocabulary import grade_label, verdict_label

register = template.Library()
register.filter("grade_label", grade_label)
register.filter("verdict", verdict_label)
