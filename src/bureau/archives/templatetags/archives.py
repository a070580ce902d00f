"""How verdicts read."""

from django import template

from bureau.archives.vocabulary import verdict_label

register = template.Library()
register.filter("verdict", verdict_label)
