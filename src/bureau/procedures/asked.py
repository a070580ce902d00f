"""What enterprises are asked, field by field, why, and how much of it the state could have known: the goal is nothing (六（二）)."""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models import Count
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bureau.accounts.permissions import Acting, scope_of
from bureau.accounts.roles import Action
from bureau.accounts.scopes import Fields
from bureau.archives.models import Reply
from bureau.procedures.models import Step
from bureau.procedures.queries import cases_visible_to
from bureau.procedures.ways import PROCEDURES
from bureau.procedures.ways.shapes import Words

DATA = Path(__file__).parent / "data" / "asked.toml"
FIELDS: dict[str, Words] = {
    "reason": _("理由和说明"),
    "promise": _("公开承诺"),
    "words": _("企业的说明"),
    "text": _("企业的说明"),
}
STANDING = Fields(region="enterprise__region", enterprise="enterprise__code", exporter="enterprise__exporter")


@dataclass(frozen=True, slots=True)
class Outside:
    """A field that is asked outside of procedures: beside what, and how often it was filled in, as far as one may see."""

    field: str
    label: Words
    count: Callable[[Acting], int]


def _record_replies(by: Acting) -> int:
    return Reply.objects.filter(scope_of(by, Action.CASE_READ).q(STANDING)).count()


OUTSIDE: dict[str, Outside] = {"record.reply": Outside("words", _("质量档案的记录"), _record_replies)}


def ask(of: str, outside: Outside) -> None:
    """Say that something is asked; an app above does so in its `ready`."""
    OUTSIDE[of] = outside


@dataclass(frozen=True, slots=True)
class Asked:
    """One field that is asked; `held` is where the state has it already, and empty as it should be."""

    of: str
    field: str
    zh: str
    en: str
    held: str

    @property
    def why(self) -> str:
        """Why it is asked, to the reader."""
        return self.en if (get_language() or "").startswith("en") else self.zh

    @property
    def field_label(self) -> Words:
        """How the field reads."""
        return FIELDS[self.field]

    @property
    def label(self) -> Words:
        """How the procedure reads, or what is replied to."""
        kind, _step = self.of.split(".")
        return PROCEDURES[kind].label if kind in PROCEDURES else OUTSIDE[self.of].label

    @property
    def step_label(self) -> Words:
        """How the step reads in which it is asked."""
        kind, step = self.of.split(".")
        if kind not in PROCEDURES:
            return _("作出说明")
        way = PROCEDURES[kind].step(step)
        return way.label if way else _("提出")


@cache
def declared() -> tuple[Asked, ...]:
    """Give what is declared as asked, in the order of the file."""
    with DATA.open("rb") as file:
        return tuple(Asked(**row) for row in tomllib.load(file)["asked"])


def asked() -> Iterator[tuple[str, str]]:
    """Give what the tables of procedures ask of enterprises: the step, and the field."""
    for kind, procedure in PROCEDURES.items():
        if procedure.opens is Action.CASE_APPLY:
            yield from ((f"{kind}.open", name) for name in procedure.asks)
        for ways in procedure.ways.values():
            for step, way in ways.items():
                if way.action is Action.CASE_APPLY:
                    yield from ((f"{kind}.{step}", name) for name in way.fields)
                    if way.reason:
                        yield f"{kind}.{step}", "reason"
    yield from ((of, outside.field) for of, outside in OUTSIDE.items())


def times_asked(by: Acting) -> Counter[str]:
    """Count how often each step was taken that asks something, among the cases that someone may see."""
    steps = Step.objects.filter(case__in=cases_visible_to(by).order_by().values("pk")).order_by()
    found = Counter(
        {
            f"{kind}.{name}": count
            for kind, name, count in steps.values_list("case__kind", "name").annotate(count=Count("pk"))
        }
    )
    found.update({of: outside.count(by) for of, outside in OUTSIDE.items()})
    return found
