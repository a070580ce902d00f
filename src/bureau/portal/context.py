"""What every page knows: how fresh the store is, and the same page in the other language."""

from typing import Any, Final

from django.http import HttpRequest
from django.utils import translation

from bureau.store.queries import head
from bureau.ui.clock import day, moment

ENGLISH: Final = "/en"
# Days without a closed one after which the portal says that it is behind.
BEHIND: Final = 3


def portal(request: HttpRequest) -> dict[str, Any]:
    """Give freshness and the other language."""
    found, today = head(), day(moment(request))
    marked = found.marked_on if found else None
    return {
        "head": found,
        "today": today,
        "behind": (today - marked).days if marked and (today - marked).days > BEHIND else 0,
        "other_language": other_language(request.get_full_path()),
    }


def other_language(path: str) -> str:
    """Give the address of the same page in the other language."""
    if translation.get_language() == "en":
        return path.removeprefix(ENGLISH) or "/"
    return f"{ENGLISH}{path}"
