"""The written rule of publication: data beside this module, each with the sentence of the opinion that it stands on."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from django.utils.translation import get_language

DATA: Final = Path(__file__).parent / "data" / "aqsiq-2006.toml"
BAR, RELEASE = "bar", "release"
# What a rule may ask of a case.
ASKED: Final = (
    "settled",
    "notice_over",
    "confirmed",
    "open_objections",
    "clauses",
    "exposed_before",
)

Measured = Mapping[str, bool | int | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: for which list, what it says is to be done, and of which cases."""

    code: str
    listing: str
    then: str
    zh: str
    en: str
    quote: str
    when: Mapping[str, Any]

    @property
    def label(self) -> str:
        """How it reads to the reader."""
        return self.en if (get_language() or "").startswith("en") else self.zh

    def applies(self, measured: Measured) -> bool:
        """Tell whether all that it asks is so."""
        return all(_is_so(measured[name], wanted) for name, wanted in self.when.items())


def _is_so(found: bool | int | Sequence[str], wanted: Any) -> bool:  # noqa: ANN401, FBT001 - what the file says
    if isinstance(wanted, list):
        return isinstance(found, Sequence) and bool(set(found) & set(wanted))
    if isinstance(wanted, dict):
        return isinstance(found, int) and found > int(wanted["over"])
    return bool(found) == bool(wanted)


@cache
def rules() -> tuple[Rule, ...]:
    """Give all rules, in the order in which they are asked."""
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))["rule"]
    return tuple(Rule(**row) for row in rows)


@cache
def rules_sum() -> str:
    """Give the SHA-256 of the rules, which every ruling keeps."""
    return sha256(DATA.read_bytes()).hexdigest()


def rule_for(listing: str, measured: Measured) -> Rule | None:
    """Give the first rule that applies to a case, or none: then it is for the publisher."""
    return next((one for one in rules() if one.listing == listing and one.applies(measured)), None)
