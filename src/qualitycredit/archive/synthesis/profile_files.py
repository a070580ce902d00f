"""The file of a profile: TOML beside a standard, read as a whole and refused with the entry that is wrong."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from qualitycredit.archive.synthesis.entries import Entries, Table
from qualitycredit.archive.synthesis.profile import (
    Borne,
    Event,
    Order,
    Population,
    Profile,
    Recording,
    Validity,
)
from qualitycredit.errors import StandardNotFound

_MONTHS: Final = 12
# The number of a record has two digits for the sort of fact, two for the product and one for the term.
_MOST_FACTS: Final = 100
_MOST_PRODUCTS: Final = 100
_MOST_TERMS: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outline:
    """The tables of the file."""

    horizon: date
    ahead_days: int
    population: Table
    recording: Table
    established: Table
    conduct: Table
    leanings: Table
    seasons: Table
    events: tuple[Table, ...]
    validities: tuple[Table, ...] = ()
    orders: tuple[Table, ...] = ()


def read_profile(file: Path) -> Profile:
    """Read a profile. Raises StandardNotFound where there is none, StandardError for what it should not say."""
    if not file.is_file():
        zh = f"{file}：没有这个文件，不能按这个标准生成仿真档案。"
        en = f"{file}: there is no such file, so there can be no synthetic archive for this standard."
        raise StandardNotFound(zh, en)
    entries, content = Entries(file), file.read_bytes()
    try:
        tables = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise entries.refused(
            "", f"不是 UTF-8 编码的 TOML（{error}）。", f"is not TOML in UTF-8 ({error})."
        ) from error
    outline = entries.table(_Outline, tables, file.stem)
    profile = Profile(
        fingerprint=sha256(content).hexdigest(),
        horizon=outline.horizon,
        ahead_days=outline.ahead_days,
        population=entries.table(Population, outline.population, "population"),
        recording=entries.table(Recording, outline.recording, "recording"),
        established=_eras(entries, outline),
        conduct=entries.shares(outline.conduct, "conduct"),
        leanings={
            name: entries.shares(table, f"leanings.{name}") for name, table in outline.leanings.items()
        },
        seasons={
            name: _season(entries, months, f"seasons.{name}") for name, months in outline.seasons.items()
        },
        events=entries.tables(Event, outline.events, "events"),
        validities=entries.tables(Validity, outline.validities, "validities"),
        orders=entries.tables(Order, outline.orders, "orders"),
    )
    _check_names(profile, entries)
    _check_numbers(profile, entries)
    return profile


def _eras(entries: Entries, outline: _Outline) -> Mapping[date, float]:
    shares = entries.shares(outline.established, "established")
    try:
        eras = {date.fromisoformat(day): share for day, share in sorted(shares.items())}
    except ValueError as error:
        raise entries.refused(
            "established", f"中有的不是日期（{error}）。", f"has what is no date ({error})."
        ) from error
    if max(eras) >= outline.horizon:
        raise entries.refused("established", "应当都早于 horizon。", "should lie before the horizon.")
    return eras


def _season(entries: Entries, months: object, where: str) -> tuple[float, ...]:
    if not isinstance(months, list) or len(months) != _MONTHS:
        raise entries.refused(where, "应当有 12 个数，一个月一个。", "should have 12 numbers, one a month.")
    named = {str(number): weight for number, weight in enumerate(months, start=1)}
    return tuple(entries.shares(named, where).values())


def _check_names(profile: Profile, entries: Entries) -> None:
    """Hold the names that tables use of each other against the tables."""
    for name, leaning in profile.leanings.items():
        if set(leaning) != set(profile.conduct):
            names = ", ".join(profile.conduct)
            raise entries.refused(
                f"leanings.{name}", f"应当正好写明 {names}。", f"should give exactly {names}."
            )
    kinds = [validity.kind for validity in profile.validities]
    for fact in profile.facts:
        if isinstance(fact, Borne) and fact.leaning is not None and fact.leaning not in profile.leanings:
            raise entries.refused(
                fact.kind, f"没有 leaning {fact.leaning}。", f"names no leaning: {fact.leaning}."
            )
        if isinstance(fact, Event) and fact.season is not None and fact.season not in profile.seasons:
            raise entries.refused(
                fact.kind, f"没有 season {fact.season}。", f"names no season: {fact.season}."
            )
        if isinstance(fact, Order) and kinds.count(fact.follows) != 1:
            zh, en = (
                f"应当只跟随一种 validities：{fact.follows}。",
                f"should follow one of validities: {fact.follows}.",
            )
            raise entries.refused(fact.kind, zh, en)


def _check_numbers(profile: Profile, entries: Entries) -> None:
    """Refuse more than the number of a record has room for."""
    terms = max((validity.terms for validity in profile.validities), default=0)
    for where, found, most in (
        ("events, validities, orders", len(profile.facts), _MOST_FACTS),
        ("population.products_most", profile.population.products_most, _MOST_PRODUCTS),
        ("validities.terms", terms, _MOST_TERMS),
    ):
        if found > most:
            raise entries.refused(
                where, f"最多 {most}，不能是 {found}。", f"can be {most} at most, not {found}."
            )
