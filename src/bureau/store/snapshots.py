"""An entry on its way into the store, and as it is published."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, TypedDict

from django.utils.translation import gettext as _

from bureau.store.chain import Snapshot
from bureau.store.models import Entry, Listing
from bureau.store.refusals import PersonalData, ReleaseRefused
from bureau.store.words import BETWEEN, folded, word_of_list, words_in, words_of_region

CODE: Final = re.compile(r"[0-9A-HJ-NP-RT-UW-Y]{18}")
REGION: Final = re.compile(r"[0-9]{6}")
# The number of a resident's identity card, which has a day of birth in it, and of a mobile telephone, standing alone.
BORN: Final = r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
PERSONAL: Final = re.compile(
    rf"(?<![0-9A-Za-z])(?:[1-8][0-9]{{5}}{BORN}[0-9]{{3}}[0-9Xx]|1[3-9][0-9]{{9}})(?![0-9A-Za-z])"
)
PUBLISHED: Final = (
    *(
        "listing",
        "code",
        "name",
        "region",
        "region_name",
        "products",
        "facts",
        "decision",
        "grounds",
        "reply",
    ),
    *("published_on", "expires_on", "withdrawn_on", "withdrawn_because", "opening"),
)


class Fact(TypedDict):
    """What a clause says, and the facts by which it is met."""

    clause: str
    text: str
    facts: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """What is to be published about an enterprise."""

    listing: str
    code: str
    name: str
    region: str
    region_name: str
    decision: str
    grounds: str
    published_on: date
    expires_on: date
    products: Sequence[str] = ()
    facts: Sequence[Fact] | None = None
    reply: str = ""
    opening: dict[str, Any] | None = None

    def check(self) -> None:
        """Refuse what cannot be published."""
        if self.listing not in Listing.values:
            raise ReleaseRefused(_("只有守信企业和严重失信企业可以公示。"))
        if not CODE.fullmatch(self.code) or not REGION.fullmatch(self.region):
            raise ReleaseRefused(_("统一社会信用代码应为 18 位，行政区划代码应为 6 位。"))
        if (self.listing == Listing.D) != bool(self.facts):
            raise ReleaseRefused(_("公示严重失信企业，应逐条写明事实；公示守信企业，不写事实。"))
        if not (self.name and self.decision and self.published_on < self.expires_on):
            raise ReleaseRefused(_("公示应有企业名称、决定文号和公示以后的截止日期。"))
        if any(PERSONAL.search(text) for text in self._texts()):
            raise PersonalData(_("文字里有居民身份证号码或者手机号码，不得公示。"))

    def fields(self) -> dict[str, Any]:
        """Give the columns of the entry, with what it is found by."""
        texts = (self.name, *self.products)
        found_by = words_in(texts) | words_of_region(self.region) | {word_of_list(self.listing)}
        return {
            **asdict(self),
            "products": list(self.products),
            "facts": None if self.facts is None else [dict(fact) for fact in self.facts],
            "folded": BETWEEN.join(map(folded, texts)),
            "words": " ".join(sorted(found_by)),
        }

    def _texts(self) -> list[str]:
        said = [one for fact in self.facts or () for one in (fact["text"], *fact["facts"])]
        return [self.name, self.grounds, self.reply, *self.products, *said]


def snapshot_of(entry: Entry) -> Snapshot:
    """Give an entry as it is published."""
    said = {name: getattr(entry, name) for name in PUBLISHED}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()}
