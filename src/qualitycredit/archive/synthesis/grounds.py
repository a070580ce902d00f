"""What an archive is made from, as Arrow tables: the country, its trades, the words of names, and the profile."""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Final

import pyarrow as pa

from qualitycredit.archive.synthesis.profile import Borne, Event, Order, Profile

SLOTS: Final = 65_536

_HERE: Final = Path(__file__).parent
_GROWTH: Final = ("none", "root", "full")
_SPAN: Final = pa.list_(pa.float64())
_TEXTS: Final = pa.list_(pa.string())

_FACTS: Final = pa.schema(
    {
        "number": pa.int64(),
        "shape": pa.string(),
        "kind": pa.string(),
        "outcome": pa.string(),
        "scope": pa.string(),
        "held_by": pa.float64(),
        "leaning": _SPAN,
        "contested": pa.float64(),
        "source": pa.string(),
        "source_digits": pa.int64(),
        "document": pa.string(),
        "expected": pa.float64(),
        "days": pa.float64(),
        "growth": pa.int64(),
        "by_risk": pa.bool_(),
        "season": _SPAN,
        "by_product": pa.bool_(),
        "subjects": _TEXTS,
        "term_days": _SPAN,
        "deadline": pa.bool_(),
        "closed_in_term": pa.float64(),
        "closed_later": pa.float64(),
        "later_days": _SPAN,
        "inspected": _SPAN,
        "passed_share": _SPAN,
        "score": _SPAN,
        "term_years": pa.int32(),
        "terms": pa.int64(),
        "per": pa.string(),
        "first_days": _SPAN,
        "late": pa.float64(),
        "late_days": _SPAN,
        "withdrawn": pa.float64(),
        "follows": pa.int64(),
        "after_days": _SPAN,
    }
)


def tables(profile: Profile) -> Mapping[str, pa.Table]:
    """Give every table that the queries of this package read, by name.

    Where one of several is drawn by share, the table has a row a slot, and a slot is drawn.
    """
    words = tomllib.loads((_HERE / "words.toml").read_text(encoding="utf-8"))
    names = {"first": "".join(words["first"].split()), "second": "".join(words["second"].split())}
    return {
        "regions": _drawn(_regions(), "weight"),
        "trades": _drawn(_trades(), "share"),
        "goods": pa.Table.from_pylist(_goods()),
        "forms": _drawn([{"form": form, "share": share} for form, share in words["forms"].items()], "share"),
        "words": pa.Table.from_pylist([{**names, "variant": words["variant"]}]),
        "conducts": _drawn(
            [{"conduct": n, "share": s} for n, s in enumerate(profile.conduct.values(), 1)], "share"
        ),
        "eras": _drawn(_eras(profile), "share"),
        "settings": pa.Table.from_pylist([_settings(profile)]),
        "recording": pa.Table.from_pylist([asdict(profile.recording)]),
        "facts": pa.Table.from_pylist(
            [_fact(profile, number) for number in range(len(profile.facts))], _FACTS
        ),
    }


def _drawn(rows: Sequence[Mapping[str, object]], share: str) -> pa.Table:
    """Repeat each row over as many slots as its share of `SLOTS` is."""
    ends = list(accumulate(float(str(row[share])) for row in rows))
    bounds = [0, *(round(end / ends[-1] * SLOTS) for end in ends)]
    places = [place for place, (first, last) in enumerate(pairwise(bounds)) for _ in range(first, last)]
    return pa.Table.from_pylist(list(rows)).take(places).append_column("slot", pa.array(range(SLOTS)))


def _regions() -> list[dict[str, object]]:
    rows = csv.DictReader((_HERE / "regions.csv").read_text(encoding="utf-8").splitlines())
    return [{**row, "export": float(row["export"])} for row in rows]


def _trades() -> list[dict[str, object]]:
    """Read the trades; the first `permit` of the products need a permit, the first `statutory` an inspection."""
    rows = csv.DictReader((_HERE / "trades.csv").read_text(encoding="utf-8").splitlines())
    return [
        {
            **row,
            "trade": number,
            "risk": float(row["risk"]),
            "export": float(row["export"]),
            "permit": int(row["permit"]),
            "statutory": int(row["statutory"]),
            "assortment": row["products"].count(";") + 1,
        }
        for number, row in enumerate(rows)
    ]


def _goods() -> list[dict[str, object]]:
    return [
        {"trade": trade["trade"], "good": good, "name": name}
        for trade in _trades()
        for good, name in enumerate(str(trade["products"]).split(";"))
    ]


def _eras(profile: Profile) -> list[dict[str, object]]:
    days = [*profile.established, profile.horizon]
    lengths = [(last - first).days for first, last in pairwise(days)]
    lengths[-1] += profile.ahead_days
    parts = zip(profile.established.items(), lengths, strict=True)
    return [{"first_day": day, "length": length, "share": share} for (day, share), length in parts]


def _settings(profile: Profile) -> dict[str, object]:
    foreseen_until = profile.horizon + timedelta(days=profile.ahead_days)
    return {"horizon": profile.horizon, "foreseen_until": foreseen_until, **asdict(profile.population)}


def _fact(profile: Profile, number: int) -> dict[str, object]:
    fact = profile.facts[number]
    row = {**asdict(fact), "number": number, "shape": type(fact).__name__.lower()}
    if isinstance(fact, Order):
        followed = next(validity for validity in profile.validities if validity.kind == fact.follows)
        place = {"follows": profile.facts.index(followed)}
        return {**asdict(followed), **_inclined(profile, followed), **row, **place}
    if isinstance(fact, Event):
        row |= _event(profile, fact)
    return row | _inclined(profile, fact)


def _inclined(profile: Profile, fact: Borne) -> dict[str, object]:
    leaning = profile.leanings[fact.leaning] if fact.leaning else dict.fromkeys(profile.conduct, 1.0)
    return {"leaning": [leaning[conduct] for conduct in profile.conduct]}


def _event(profile: Profile, event: Event) -> dict[str, object]:
    months = profile.seasons[event.season] if event.season else None
    by_product = event.subjects == "product"
    # Events are drawn evenly and thinned outside the season, so that as many more must be drawn.
    thinning = 1.0 if months is None else len(months) * max(months) / sum(months)
    return {
        "expected": event.yearly * event.years * thinning,
        "days": event.years * 365,
        "growth": 1 + _GROWTH.index(event.growth),
        "season": None if months is None else [month / max(months) for month in months],
        "by_product": by_product,
        "subjects": None if by_product else event.subjects,
    }
