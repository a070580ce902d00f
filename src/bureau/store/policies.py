"""What may be published: the last look at an entry before the public sees it."""

import re
import unicodedata
from typing import Final

from django.utils.translation import gettext as _

from bureau.store.models import Listing
from bureau.store.refusals import PersonalData, ReleaseRefused
from bureau.store.snapshots import CODE, NewEntry

REGION: Final = re.compile(r"[0-9]{6}")
# The number of a resident's identity card, which has a day of birth in it, and of a mobile telephone, standing alone.
BORN: Final = r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
PERSONAL: Final = re.compile(
    rf"(?<![0-9A-Za-z])(?:[1-8][0-9]{{5}}{BORN}[0-9]{{3}}[0-9Xx]|1[3-9][0-9]{{9}})(?![0-9A-Za-z])"
)
# A grade that is not public, as people write it.
SECRET: Final = re.compile(r"(?<![A-Za-z])[BCUbcu]\s*级|基本守信|暂不定级")
LONGEST: Final = {"name": 200, "region_name": 100, "decision": 100}


def check_publishable(entry: NewEntry) -> None:
    """Refuse what cannot be published, with a sentence."""
    if entry.listing not in Listing.values:
        raise ReleaseRefused(_("只有守信企业和严重失信企业可以公示。"))
    if not CODE.fullmatch(entry.code) or not REGION.fullmatch(entry.region):
        raise ReleaseRefused(_("统一社会信用代码应为 18 位，行政区划代码应为 6 位。"))
    _check_facts(entry)
    if not (entry.name and entry.decision and entry.published_on < entry.expires_on):
        raise ReleaseRefused(_("公示应有企业名称、决定文号和公示以后的截止日期。"))
    _check_texts(entry)


def _check_facts(entry: NewEntry) -> None:
    facts = entry.facts or ()
    if (entry.listing == Listing.D) != bool(facts) or not all(one["facts"] for one in facts):
        raise ReleaseRefused(_("公示严重失信企业，应逐条写明事实；公示守信企业，不写事实。"))
    if not all(one["clause"].startswith(f"{Listing.D}.") for one in facts):
        raise ReleaseRefused(_("公示的事实应当属于严重失信标准的条款。"))


def _check_texts(entry: NewEntry) -> None:
    of_bureau = [entry.name, entry.region_name, entry.decision, entry.grounds, *entry.products]
    of_bureau += [one for fact in entry.facts or () for one in fact["facts"]]
    texts = [*of_bureau, entry.reply, *(fact["text"] for fact in entry.facts or ())]
    if any(len(getattr(entry, name)) > most for name, most in LONGEST.items()) or any(
        map(_has_controls, texts)
    ):
        raise ReleaseRefused(_("文字太长，或者含有控制字符。"))
    if any(PERSONAL.search(text) for text in texts):
        raise PersonalData(_("文字里有居民身份证号码或者手机号码，不得公示。"))
    # An enterprise may say of itself what it likes.
    if any(SECRET.search(text) for text in of_bureau):
        raise ReleaseRefused(_("文字里写到不对外公示的等级。"))


def _has_controls(text: str) -> bool:
    return any(unicodedata.category(letter) == "Cc" and letter != "\n" for letter in text)
