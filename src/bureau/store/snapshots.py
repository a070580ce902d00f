"""An entry on its way into the store, and as it is published."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, TypedDict

from bureau.store.chain import Snapshot
from bureau.store.models import Entry
from bureau.store.words import BETWEEN, folded, word_of_list, words_in, words_of_region

CODE: Final = re.compile(r"[0-9A-HJ-NP-RT-UW-Y]{18}")
PUBLISHED: Final = (
    *("listing", "code", "name", "region", "region_name", "products", "facts", "decision", "grounds", "reply"),
    *("published_on", "expires_on", "withdrawn_on", "withdrawn_because", "opening"),
)  # fmt: skip


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


def snapshot_of(entry: Entry) -> Snapshot:
    """Give an entry as it is published."""
    said = {name: getattr(entry, name) for name in PUBLISHED}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()}
