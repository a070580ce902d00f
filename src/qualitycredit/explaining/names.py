"""What a standard calls things, in one language: kinds, outcomes, columns, grades and groups of clauses."""

from collections.abc import Iterable
from dataclasses import dataclass

from qualitycredit.explaining.plain import plain_condition
from qualitycredit.language import Language
from qualitycredit.model.conditions import Condition, Every, InWindow, Pattern, Selection, Some
from qualitycredit.model.nodes import ClauseHolds, Compare, Node
from qualitycredit.model.periods import Window
from qualitycredit.model.standard import Standard


@dataclass(frozen=True, slots=True)
class Said:
    """Words, and whether they need brackets inside a longer sentence."""

    words: str
    compound: bool = False


@dataclass(frozen=True, slots=True)
class Alike:
    """Kinds of record of which the same outcomes are asked; None where any outcome will do."""

    kinds: tuple[str, ...]
    outcomes: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Names:
    """The labels of a standard in one language."""

    standard: Standard
    language: Language

    def column(self, column: str) -> str:
        """Give the label of a column: of a flag, what the enterprise or the product is."""
        return self.standard.columns[column].say(self.language)

    def grade(self, grade: str) -> str:
        """Give the label of a grade."""
        return self.standard.decision.labels[grade].say(self.language)

    def kinds(self, patterns: Iterable[Pattern]) -> tuple[str, ...]:
        """Give the labels of the kinds that the patterns name, each once."""
        kinds = dict.fromkeys(pattern.kind for pattern in patterns)
        return tuple(self.standard.kinds[kind].label.say(self.language) for kind in kinds)

    def outcomes(self, kind: str, names: Iterable[str]) -> tuple[str, ...]:
        """Give the labels of outcomes in the order of the vocabulary."""
        wanted = set(names)
        outcomes = self.standard.kinds[kind].outcomes
        return tuple(outcome.label.say(self.language) for outcome in outcomes if outcome.name in wanted)

    def alike(self, patterns: Iterable[Pattern]) -> tuple[Alike, ...]:
        """Bring together the kinds of which the same outcomes are asked."""
        asked: dict[str, set[str] | None] = {}
        for pattern in patterns:
            before = asked.setdefault(pattern.kind, set())
            asked[pattern.kind] = (
                None if before is None or pattern.outcomes is None else before | set(pattern.outcomes)
            )
        found: dict[tuple[str, ...] | None, list[str]] = {}
        for kind, names in asked.items():
            outcomes = None if names is None else self.outcomes(kind, names)
            found.setdefault(outcomes, []).extend(self.kinds([Pattern(kind)]))
        return tuple(Alike(tuple(kinds), outcomes) for outcomes, kinds in found.items())

    def group(self, parts: tuple[Node, ...]) -> str | None:
        """Give the group of clauses whose every clause, and nothing else, the parts name."""
        clauses = tuple(part.clause for part in parts if isinstance(part, ClauseHolds))
        if not clauses or len(clauses) != len(parts):
            return None
        group = self.standard.clause(clauses[0]).group
        return group if clauses == tuple(clause.id for clause in self.standard.group(group)) else None


def when_and_what(selection: Selection) -> tuple[Window | None, Condition]:
    """Part the span in which the records occurred from what else is asked of them."""
    condition = plain_condition(selection.condition)
    parts = condition.parts if isinstance(condition, Every) else (condition,)
    for number, part in enumerate(parts):
        if isinstance(part, InWindow) and part.field == "occurred_on":
            return part.window, plain_condition(Every(parts[:number] + parts[number + 1 :]))
    return None, condition


def is_involved(condition: Condition) -> bool:
    """Say whether a plain condition has several parts of which one has parts itself: a list reads better."""
    return isinstance(condition, Every) and any(isinstance(part, Some) for part in condition.parts)


def on_one_number(parts: tuple[Node, ...]) -> tuple[Compare, ...]:
    """Give the parts where all of them compare the same number, such as a score from 14 to 27; else nothing."""
    bounds = tuple(part for part in parts if isinstance(part, Compare))
    return bounds if len(bounds) == len(parts) and len({bound.number for bound in bounds}) == 1 else ()
