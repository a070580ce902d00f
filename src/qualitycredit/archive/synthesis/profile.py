"""How often what happens to whom: the profile of a synthetic archive, a TOML file beside a standard.

Nothing here knows a standard: kinds, outcomes and frequencies are whatever the file says.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal

from qualitycredit.archive.synthesis.entries import Span, Table, Texts, read_shares, read_table, refusal
from qualitycredit.errors import StandardNotFound

Scope = Literal["all", "exporter", "permit", "statutory"]
Growth = Literal["none", "root", "full"]
MOST_FACTS: Final = 99
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """The enterprises as a whole.

    Sizes run from 1 to `size_most`; the share of sizes above x falls as x to the power of -`size_tail`. A share
    `deregistered` of them ended within the last years, or will within `ahead_days`; `unclassified` have no industry.
    """

    size_tail: float
    size_most: float
    products_most: int
    deregistered: float
    deregistered_years: float
    unclassified: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """How the archive learns facts: after how many days, and which shares are corrected or retracted later.

    A fact can be under objection only in its first `objection_days`.
    """

    days: Span
    corrected: float
    correction_days: Span
    retracted: float
    objection_days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What all sorts of facts share; `contested` is the share under objection, absent where there can be none.

    `source` and the first `source_digits` of the region are the code of the organisation that states it.
    """

    kind: str
    outcome: str | None = None
    contested: float | None = None
    source: str
    source_digits: int = 4
    document: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Borne(Fact):
    """Whose fact it is: a share of the enterprises in the scope, and of these how their conduct inclines them."""

    scope: Scope = "all"
    held_by: float = 1.0
    leaning: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Borne):
    """A fact that happens `yearly` times a year, over the last `years`, to an enterprise of size 1.

    It ends after `term_days`, or `later_days` after those; `deadline` says that the term is one.
    """

    yearly: float
    years: float
    growth: Growth = "none"
    by_risk: bool = False
    season: str | None = None
    subjects: Texts | Literal["product"] | None = None
    term_days: Span | None = None
    deadline: bool = False
    closed_in_term: float = 0.0
    closed_later: float = 0.0
    later_days: Span = (1, 90)
    inspected: Span | None = None
    passed_share: Span = (1, 1)
    score: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity(Borne):
    """A fact that is valid for a term and then renewed, mostly in time; one an enterprise, or one a product."""

    term_years: int
    terms: int = 1
    per: Literal["enterprise", "permit"] = "enterprise"
    first_days: Span = (0, 0)
    subjects: Texts | None = None
    late: float = 0.0
    late_days: Span = (1, 180)
    withdrawn: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Fact):
    """A demand with a deadline after the late renewal of a validity of the kind `follows`; the renewal meets it."""

    follows: str
    after_days: Span
    term_days: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A profile as read; `fingerprint` is the SHA-256 of the file, `established` maps the first day of an era."""

    fingerprint: str
    horizon: date
    ahead_days: int
    population: Population
    recording: Recording
    established: Mapping[date, float]
    conduct: Mapping[str, float]
    leanings: Mapping[str, Mapping[str, float]]
    seasons: Mapping[str, Sequence[float]]
    events: Sequence[Event]
    validities: Sequence[Validity]
    orders: Sequence[Order]

    @property
    def facts(self) -> Sequence[Event | Validity | Order]:
        """All sorts of facts; their places are their numbers."""
        return (*self.events, *self.validities, *self.orders)


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
        zh = f"{file}：没有这个文件，这个标准不能生成仿真档案。"
        raise StandardNotFound(
            zh, f"{file}: there is no such file, so no synthetic archive for this standard."
        )
    content = file.read_bytes()
    try:
        outline = read_table(_Outline, tomllib.loads(content.decode()), file, file.stem)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise refusal(
            file, "", f"不是 UTF-8 编码的 TOML（{error}）。", f"this is not TOML in UTF-8 ({error})."
        ) from error
    profile = Profile(
        fingerprint=sha256(content).hexdigest(),
        horizon=outline.horizon,
        ahead_days=outline.ahead_days,
        population=read_table(Population, outline.population, file, "population"),
        recording=read_table(Recording, outline.recording, file, "recording"),
        established=_eras(outline, file),
        conduct=read_shares(outline.conduct, file, "conduct"),
        leanings={
            name: read_shares(table, file, f"leanings.{name}") for name, table in outline.leanings.items()
        },
        seasons={name: _season(months, file, f"seasons.{name}") for name, months in outline.seasons.items()},
        events=tuple(
            read_table(Event, table, file, where) for where, table in _each("events", outline.events)
        ),
        validities=tuple(
            read_table(Validity, table, file, where)
            for where, table in _each("validities", outline.validities)
        ),
        orders=tuple(
            read_table(Order, table, file, where) for where, table in _each("orders", outline.orders)
        ),
    )
    _check(profile, file)
    return profile


def _each(name: str, tables: Sequence[Table]) -> Iterator[tuple[str, Table]]:
    for number, table in enumerate(tables, start=1):
        yield f"{name}[{number}] {table.get('kind', '')}".rstrip(), table


def _eras(outline: _Outline, file: Path) -> dict[date, float]:
    shares = read_shares(outline.established, file, "established")
    try:
        eras = {date.fromisoformat(day): share for day, share in sorted(shares.items())}
    except ValueError as error:
        raise refusal(
            file, "established", f"有的不是日期（{error}）。", f"has what is no date ({error})."
        ) from error
    if max(eras) >= outline.horizon:
        raise refusal(file, "established", "应当都早于 horizon。", "should lie before the horizon.")
    return eras


def _season(months: object, file: Path, where: str) -> tuple[float, ...]:
    if not isinstance(months, list) or len(months) != _MONTHS:
        raise refusal(file, where, "应当有 12 个数，一个月一个。", "should have 12 numbers, one a month.")
    return tuple(
        read_shares(
            {str(number): weight for number, weight in enumerate(months, start=1)}, file, where
        ).values()
    )


def _check(profile: Profile, file: Path) -> None:
    """Hold the names that tables use of each other against the tables."""
    for name, leaning in profile.leanings.items():
        if set(leaning) != set(profile.conduct):
            names = ", ".join(profile.conduct)
            raise refusal(
                file, f"leanings.{name}", f"应当正好写明：{names}。", f"should give exactly: {names}."
            )
    if len(profile.facts) > MOST_FACTS:
        raise refusal(
            file, "", f"事实最多 {MOST_FACTS} 种。", f"there can be {MOST_FACTS} sorts of facts at most."
        )
    for fact in profile.facts:
        if isinstance(fact, Borne) and fact.leaning is not None and fact.leaning not in profile.leanings:
            raise refusal(
                file, fact.kind, f"没有 leaning：{fact.leaning}。", f"names no leaning: {fact.leaning}."
            )
        if isinstance(fact, Event) and fact.season is not None and fact.season not in profile.seasons:
            raise refusal(
                file, fact.kind, f"没有 season：{fact.season}。", f"names no season: {fact.season}."
            )
    kinds = [validity.kind for validity in profile.validities]
    for order in profile.orders:
        if kinds.count(order.follows) != 1:
            raise refusal(
                file, order.kind, f"应当只跟随一种：{order.follows}。", f"should follow one: {order.follows}."
            )
