"""How often what happens to whom: the profile of a synthetic archive, as data.

Nothing here knows a standard: kinds, outcomes and frequencies are whatever the file of the profile says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Span = tuple[float, float]
Texts = tuple[str, ...]
Scope = Literal["all", "exporter", "permit", "statutory"]
Growth = Literal["none", "root", "full"]


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
