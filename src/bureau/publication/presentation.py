"""What the public will see of a case, word for word: no name of a person, no grade but that of the list."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

from bureau.accounts.models import Region
from bureau.archives.models import Change, Record, State
from bureau.grades.grounds import Ground, grounds_of
from bureau.grades.queries import in_force_at
from bureau.ledger.queries import opening_of
from bureau.procedures.models import Case
from bureau.procedures.ways import Kind
from bureau.publication.policies import LISTING_OF
from bureau.store.models import Listing
from bureau.store.snapshots import Fact, NewEntry
from bureau.ui.clock import day

# The register is written in Chinese.
WRITTEN: Final = "zh-hans"
DATES: Final = ("published_on", "expires_on")
NOT_YET: Final = "—"
Key = tuple[str, str]


def entry_of(
    case: Case, *, decision: str, grounds: str, reply: str, published_on: date, expires_on: date, at: datetime
) -> NewEntry:
    """Give the entry of a case."""
    with translation.override(WRITTEN):
        listing = LISTING_OF[Kind(case.kind)]
        return NewEntry(
            listing=listing.value,
            code=case.enterprise_id,
            decision=decision,
            grounds=grounds or default_grounds(case),
            published_on=published_on,
            expires_on=expires_on,
            facts=facts_of(case, at) if listing == Listing.D else None,
            reply=reply,
            opening=opening_for(case.enterprise_id, listing, at),
            **_about(case, at),
        )


def as_it_is_now(
    content: Mapping[str, Any], case: Case, *, reply: str, ruled_at: datetime, at: datetime
) -> NewEntry:
    """Give an entry that stands as it reads by what is known now; its day, term, number and grounds stay."""
    entry = read(content)
    with translation.override(WRITTEN):
        facts = facts_of(case, at) if entry.listing == Listing.D else None
        opening = entry.opening or opening_for(case.enterprise_id, entry.listing, ruled_at)
        return replace(entry, facts=facts, reply=reply, opening=opening, **_about(case, at))


def opening_for(code: str, listing: str, ruled_at: datetime) -> dict[str, Any] | None:
    """Give what opens the decision in the log that was in force when it was ruled; of no other grade than the list's."""
    decision = in_force_at(code, ruled_at)
    return opening_of(decision) if decision and decision.grade == listing else None


def _about(case: Case, at: datetime) -> dict[str, Any]:
    one = case.enterprise
    products = [each.name for each in one.products.all() if each.holds_on(day(at))]
    return {
        "name": one.name,
        "region": one.region,
        "region_name": _region_name(one.region),
        "products": tuple(dict.fromkeys(products)),
    }


def _region_name(code: str) -> str:
    names = Region.objects.in_bulk([f"{code[:2]}0000", f"{code[:4]}00", code])
    return "".join(names[one].name for one in sorted(names)) or code


def default_grounds(case: Case) -> str:
    """Give the reasons that are published unless the publisher writes others: what was done, and no more."""
    with translation.override(WRITTEN):
        if case.kind == Kind.EVALUATION:
            return _("企业自愿申请，经评价符合守信标准的全部条件，公示前征求了公众意见。")
        clauses = "、".join(clause for clause, _text, _records in case.data.get("grounds", ()))
        return _(
            "失信事实和失信程度由两人分别复核，告知企业并听取陈述以后作出决定。所依据的条款：%(clauses)s。"
        ) % {"clauses": clauses}


def facts_of(case: Case, at: datetime) -> tuple[Fact, ...]:
    """Give the facts that were reviewed and decided on, as far as they stand, and as they read now.

    A record that was annulled is gone. One that was corrected stays where it still carries its clause. One to which the
    enterprise objects is marked. What came later was not reviewed, and is not shown.
    """
    found = []
    decided = case.steps.filter(name="decide").latest("pk").at
    then = grounds_of(case.enterprise_id, as_of=day(decided), known_at=decided)
    now = grounds_of(case.enterprise_id, as_of=day(decided), known_at=at)
    versions = _versions(then)
    for one in then:
        present = _lines(next((other for other in now if other.clause == one.clause), None))
        lines = [
            line
            for page, said in zip(one.pages, one.records, strict=True)
            if (line := _line(versions[page], said, present.get(page), decided))
        ]
        if lines:
            found.append(Fact(clause=one.clause, text=one.text, facts=lines))
    return tuple(found)


def _lines(ground: Ground | None) -> dict[int, str]:
    return dict(zip(ground.pages, ground.records, strict=True)) if ground else {}


def _versions(grounds: tuple[Ground, ...]) -> dict[int, Record]:
    """Give for each page the version of its record that counts today."""
    pages = Record.objects.in_bulk([page for one in grounds for page in one.pages])
    keys = {pk: (one.source, one.record_id) for pk, one in pages.items()}
    standing = Record.objects.filter(
        enterprise__in={one.enterprise_id for one in pages.values()},
        state=State.VERIFIED,
        superseded_at__isnull=True,
    )
    by_key: dict[Key, Record] = {(one.source, one.record_id): one for one in standing}
    return {pk: by_key[key] for pk, key in keys.items()}


def _line(version: Record, said: str, present: str | None, decided: datetime) -> str:
    if version.change == Change.ANNULMENT:
        return ""
    assert version.recorded_at is not None  # noqa: S101 - it was verified
    if version.change == Change.CORRECTION and version.recorded_at > decided:
        return present or ""
    if version.contested:
        return _("%(fact)s（企业有异议，正在审查）") % {"fact": said}
    return said


def written(entry: NewEntry) -> dict[str, Any]:
    """Give an entry as a dispatch keeps it."""
    said = asdict(entry)
    return {
        **said,
        "products": list(entry.products),
        "facts": None if entry.facts is None else [dict(one) for one in entry.facts],
        **{name: said[name].isoformat() for name in DATES},
    }


def read(content: Mapping[str, Any]) -> NewEntry:
    """Give the entry that a dispatch keeps."""
    dates = {name: date.fromisoformat(content[name]) for name in DATES}
    return NewEntry(**{**content, **dates, "products": tuple(content["products"])})
