"""The dossier as it is read: facts with all their versions, grouped as the terms of the standard group their kinds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bureau.archives.models import Change, Record, Reply, State
from bureau.archives.vocabulary import families, kinds
from qualitycredit.model.standard import Kind

FAMILIES: dict[str, str | Promise] = {
    "quality": _("质量"),
    "standards": _("标准"),
    "metrology": _("计量"),
    "certification": _("认证"),
    "export": _("出口检验"),
    "external": _("其他部门反映"),
}
# The outcome by which the terms say that something holds for a time.
GRANTED = "granted"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: the version to show, those before it, and the change that awaits a second officer."""

    shown: Record
    earlier: tuple[Record, ...]
    proposed: Record | None
    product: str
    reply: str = ""

    @property
    def annulled(self) -> bool:
        """Whether it was taken back."""
        return self.shown.change == Change.ANNULMENT and self.shown.state == State.VERIFIED

    @property
    def counts(self) -> bool:
        """Whether it counts."""
        return self.shown.in_force


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the dossier."""

    key: str
    title: str | Promise
    hint: str | Promise
    facts: tuple[Fact, ...]


def facts_of(
    records: Iterable[Record], products: dict[str, str], replies: Mapping[tuple[str, str], Reply]
) -> list[Fact]:
    """Join versions to facts, the latest fact first, each with what the enterprise says of it."""
    joined: dict[tuple[str, str], list[Record]] = {}
    for one in records:
        joined.setdefault((one.source, one.record_id), []).append(one)
    found = [
        replace(_fact(versions, products), reply=replies[key].words if key in replies else "")
        for key, versions in joined.items()
    ]
    return sorted(found, key=lambda fact: (fact.shown.occurred_on, fact.shown.pk), reverse=True)


def _fact(versions: list[Record], products: dict[str, str]) -> Fact:
    proposed = next((one for one in versions if one.state != State.VERIFIED), None)
    verified = sorted(
        (one for one in versions if one.recorded_at is not None),
        key=lambda one: (one.superseded_at is None, one.recorded_at),
        reverse=True,
    )
    if not verified:
        shown = versions[0]
        return Fact(shown, (), None, products.get(shown.subject, ""))
    shown, *earlier = verified
    return Fact(shown, tuple(earlier), proposed, products.get(shown.subject, ""))


def sections_of(facts: Iterable[Fact]) -> list[Section]:
    """Give the parts of the dossier that have something in them."""
    facts = list(facts)
    sections = [
        _section(
            "granted", _("许可、资质、认证和荣誉"), _("取得的，有效期和收回的日期。"), facts, _is_granted
        ),
        _section(
            "deadlines", _("纠纷和期限"), _("投诉、索赔、退货和责令整改，以及期限。"), facts, _has_deadline
        ),
    ]
    for family in families():
        title = FAMILIES.get(family, family)
        sections.append(_section(family, title, "", facts, _of(family)))
    return [section for section in sections if section.facts]


def _section(
    key: str, title: str | Promise, hint: str | Promise, facts: list[Fact], holds: Callable[[Kind], bool]
) -> Section:
    return Section(key, title, hint, tuple(one for one in facts if holds(kinds()[one.shown.kind])))


def _is_granted(kind: Kind) -> bool:
    return kind.outcome(GRANTED) is not None


def _has_deadline(kind: Kind) -> bool:
    return not _is_granted(kind) and {"due_on", "closed_on"} <= set(kind.uses)


def _of(family: str) -> Callable[[Kind], bool]:
    def holds(kind: Kind) -> bool:
        return kind.family == family and not _is_granted(kind) and not _has_deadline(kind)

    return holds
