"""Conditions on one record. A comparison with a date or number that the record lacks does not hold."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from qualitycredit.model.periods import Window

DateField = Literal["occurred_on", "due_on", "closed_on"]
NumberField = Literal["inspected", "passed", "score"]
Operator = Literal["<", "<=", ">", ">=", "==", "!="]
Order = Literal["<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class InWindow:
    """The date lies in a span that ends on the as-of day."""

    field: DateField
    window: Window


@dataclass(frozen=True, slots=True)
class Missing:
    """The record has no such date; a `closed_on` after the as-of day counts as none."""

    field: DateField


@dataclass(frozen=True, slots=True)
class BesideToday:
    """The date compared with the as-of day."""

    field: DateField
    operator: Order


@dataclass(frozen=True, slots=True)
class BesideDate:
    """Two dates of one record compared."""

    left: DateField
    operator: Operator
    right: DateField


@dataclass(frozen=True, slots=True)
class BesideNumber:
    """A number of the record compared with a fixed one."""

    field: NumberField
    operator: Operator
    value: Decimal


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Contrary:
    """The part does not hold."""

    part: "Condition"


Condition = InWindow | Missing | BesideToday | BesideDate | BesideNumber | Every | Some | Contrary
EVERYTHING = Every(())


@dataclass(frozen=True, slots=True)
class Pattern:
    """Records of one kind, with one of `outcomes`, or with any outcome where that is None."""

    kind: str
    outcomes: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """Records that have occurred by the as-of day, match one of the patterns and meet the condition."""

    patterns: tuple[Pattern, ...]
    condition: Condition = EVERYTHING
