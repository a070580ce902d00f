"""Reads: which enterprises someone may see, and how he finds one among them."""

import re
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import StrIndex
from django.utils.translation import get_language

from bureau.accounts.models import Region
from bureau.accounts.permissions import Acting, may, scope_of
from bureau.accounts.roles import Action
from bureau.accounts.scopes import Fields, Span
from bureau.enterprises.models import Enterprise, Name

_LATIN = re.compile(r"[0-9A-Za-z]+")
FIELDS = Fields(region="region", enterprise="code", exporter="exporter")


def enterprises_visible_to(by: Acting, action: Action = Action.ENTERPRISE_READ) -> QuerySet[Enterprise]:
    """Give the enterprises on which someone may do something."""
    return Enterprise.objects.filter(scope_of(by, action).q(FIELDS))


def may_see_enterprise(by: Acting, enterprise: Enterprise, action: Action = Action.ENTERPRISE_READ) -> bool:
    """Tell whether an enterprise is one of these."""
    return may(by, action, enterprise.standing)


def named(words: str) -> Q:
    """Ask for enterprises by the beginning of a code, a part of any name they had, or first letters in pinyin.

    The place of a part is asked of the database, not a pattern: it finds two characters as well as ten.
    """
    words = words.strip()
    latin = _LATIN.fullmatch(words) is not None
    found = Q(pk__in=_called(words, latin=latin))
    return found | Q(code__startswith=words.upper()) if latin else found


def _called(part: str, *, latin: bool) -> QuerySet[Name, str]:
    """Give the enterprises that have a part in a name; names are looked through once, for both their spellings."""
    place: Any = StrIndex("name", Value(part))
    if latin:
        place += StrIndex("initials", Value(part.lower()))
    placed = Name.objects.annotate(place=place).filter(place__gt=0)
    return placed.order_by().values_list("enterprise", flat=True)


def in_region(code: str) -> Q:
    """Ask for enterprises of a region and of all below it."""
    return Span.of(code).q("region")


def with_regions(enterprises: QuerySet[Enterprise]) -> QuerySet[Enterprise]:
    """Add the name of the region, in the language of the reader, to each."""
    spoken = "name_en" if (get_language() or "").startswith("en") else "name"
    regions = Region.objects.filter(code=OuterRef("region")).order_by()
    return enterprises.annotate(region_name=Subquery(regions.values(spoken)[:1]))
