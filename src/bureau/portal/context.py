"""What every page knows: its sections, how fresh the store is, and the same page in the other language."""

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from bureau.inbox.router import INBOX
from bureau.store.queries import head
from bureau.ui.clock import day, moment

ENGLISH: Final = "/en"
# Days without a closed one after which the portal says that it is behind.
BEHIND: Final = 3
SECTIONS: Final = (
    ("search", _("查询")),
    ("withdrawn", _("已撤下")),
    ("statistics", _("统计")),
    ("standard", _("标准")),
    ("education", _("质量教育")),
    ("advice", _("申请和异议")),
    *([("report", _("反映问题"))] if INBOX in settings.DATABASES else []),
    ("data", _("开放数据")),
)


def portal(request: HttpRequest) -> dict[str, Any]:
    """Give freshness, sections and the other language."""
    found, today = head(), day(moment(request))
    marked = found.marked_on if found else None
    return {
        "head": found,
        "takes_reports": INBOX in settings.DATABASES,
        "today": today,
        "behind": (today - marked).days if marked and (today - marked).days > BEHIND else 0,
        "sections": [{"url": reverse(name), "label": label} for name, label in SECTIONS],
        "other_language": other_language(request.get_full_path()),
    }


def other_language(path: str) -> str:
    """Give the address of the same page in the other language."""
    if translation.get_language() == "en":
        return path.removeprefix(ENGLISH) or "/"
    return f"{ENGLISH}{path}"
