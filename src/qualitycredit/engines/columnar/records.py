"""Which records a part of a standard speaks of, as SQL over the columns of `records`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlglot import exp

from qualitycredit.engines.columnar.signs import both
from qualitycredit.engines.columnar.spans import Today, on
from qualitycredit.model.conditions import Condition, Every, InWindow, Operator, Pattern, Some
from qualitycredit.model.standard import Kind

_COMPARISONS: Mapping[Operator, type[exp.Binary]] = {
    "<": exp.LT,
    "<=": exp.LTE,
    ">": exp.GT,
    ">=": exp.GTE,
    "==": exp.EQ,
    "!=": exp.NEQ,
}


def compared(left: exp.Expr, operator: Operator, right: exp.Expr) -> exp.Expr:
    """Compare two values; nothing compares with null."""
    return _COMPARISONS[operator](this=left.copy(), expression=right.copy())


def decimal(value: Decimal) -> exp.Expr:
    """Give a number as a literal, without an exponent."""
    return exp.Literal.number(f"{value:f}")


def among(value: exp.Expr, names: Iterable[str]) -> exp.Expr:
    """Say whether a value is one of `names`."""
    literals = [exp.Literal.string(name) for name in names]
    if not literals:
        return exp.false()
    return value.eq(literals[0]) if len(literals) == 1 else value.isin(*literals)


def missing(column: str) -> exp.Expr:
    """Say whether a record lacks a column."""
    return exp.column(column).is_(exp.null())


def matches(patterns: Iterable[Pattern]) -> exp.Expr:
    """Say whether a record has a kind and outcome that one of the patterns asks for."""
    outcomes: dict[str, tuple[str, ...] | None] = {}
    for pattern in patterns:
        known = outcomes.get(pattern.kind, ())
        merged = None if known is None or pattern.outcomes is None else (*known, *pattern.outcomes)
        outcomes[pattern.kind] = merged if merged is None else tuple(sorted(set(merged)))
    kinds: dict[tuple[str, ...] | None, list[str]] = {}
    for kind, names in outcomes.items():
        kinds.setdefault(names, []).append(kind)
    tests = [
        both(
            [
                among(exp.column("kind"), sorted(of)),
                None if names is None else among(exp.column("outcome"), names),
            ]
        )
        for names, of in kinds.items()
    ]
    return exp.or_(*tests) if tests else exp.false()


def contestable(kinds: Mapping[str, Kind], patterns: Iterable[Pattern]) -> bool:
    """Say whether the worlds can differ on such records; a kind that nobody has described can be contested."""
    return any(p.kind not in kinds or kinds[p.kind].contestable(p.outcomes) for p in patterns)


def since_when(condition: Condition, today: Today) -> date | None:
    """Give a day such that no record of that day or before can ever meet the condition again."""
    match condition:
        case InWindow("occurred_on", window):
            return today.start(window)
        case Every(parts):
            return max((day for part in parts if (day := since_when(part, today))), default=None)
        case Some(parts) if parts:
            found = [since_when(part, today) for part in parts]
            return None if None in found else min(day for day in found if day)
        case _:
            return None


@dataclass(slots=True)
class Scope:
    """The records that a table looks at: patterns, each with a day up to which it needs none."""

    since: dict[Pattern, date | None] = field(default_factory=dict)

    def widen(self, patterns: Iterable[Pattern], since: date | None = None) -> None:
        """Take in the records of further patterns that occurred after `since`, all where that is None."""
        for pattern in patterns:
            known = self.since.get(pattern, since)
            self.since[pattern] = None if known is None or since is None else min(known, since)

    def join(self, other: "Scope") -> None:
        """Take in the scope of another table."""
        for pattern, since in other.since.items():
            self.widen((pattern,), since)

    def matched(self) -> exp.Expr | None:
        """Say whether a record matches a pattern in scope, whatever its day; None where its kind says it."""
        matched = matches(self.since)
        return None if matched == self.kinds() else matched

    def condition(self) -> exp.Expr:
        """Say whether a record is in scope."""
        spans: dict[date | None, list[Pattern]] = {}
        for pattern, since in self.since.items():
            spans.setdefault(since, []).append(pattern)
        tests = [
            both([None if since is None else exp.column("occurred_on") > on(since), matches(patterns)])
            for since, patterns in spans.items()
        ]
        return exp.or_(*tests) if tests else exp.false()

    def kinds(self) -> exp.Expr:
        """Say whether a record is of a kind in scope: no more than `condition` says, but a file is read by it."""
        return among(exp.column("kind"), sorted({pattern.kind for pattern in self.since}))
