"""A standard prepared for grading: its nodes as steps in order, and which of them a dossier can move.

On an enterprise without records most steps have a value that is always the same, the blank one. A record moves the
steps that look at its kind and outcome, and those that rest on them; all others keep the blank value and are not
visited.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from qualitycredit.engines.scalar.facts import Facts, Step, Values, facts_of
from qualitycredit.engines.scalar.keeping import PerStandard
from qualitycredit.engines.scalar.numbering import Numbering
from qualitycredit.model.facts import Dossier, Enterprise
from qualitycredit.model.nodes import Node
from qualitycredit.model.standard import Row, Standard
from qualitycredit.model.worlds import WORST

Moved = tuple[Mapping[str | None, frozenset[int]], frozenset[int]]
"""The steps that a kind of record moves: by outcome, and with any outcome that no rule names."""
_NOTHING: Final[Moved] = ({}, frozenset())


@dataclass(frozen=True, slots=True)
class Numbered:
    """A row of the decision table: its result, and the number of its step."""

    result: str
    number: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A standard as steps. Its reasons for no grade stand last, from the step `reasoned` on.

    `numbers` and `clauses` give the step of a node and of a clause. `always` are the steps that every dossier moves,
    `moved` those that records of a kind do, and `blank` is the value of each that is not moved. `assuming` are the
    steps that differ between the worlds without any contested record, `resting` those and all that rest on them.
    """

    steps: tuple[Step, ...]
    reasoned: int
    numbers: Mapping[Node, int]
    clauses: Mapping[str, int]
    excluded: tuple[Numbered, ...]
    rows: tuple[Numbered, ...]
    reasons: tuple[Numbered, ...]
    unrated: str
    blank: Values
    always: frozenset[int]
    moved: Mapping[str, Moved]
    assuming: tuple[int, ...]
    resting: tuple[int, ...]

    def moved_by(self, facts: Facts) -> set[int]:
        """Give the steps that the records move, on whatever day."""
        found: set[int] = set()
        for kind, records in facts.by_kind.items():
            by_outcome, others = self.moved.get(kind, _NOTHING)
            for outcome in {record.outcome for record in records}:
                found |= by_outcome.get(outcome, others)
        return found


def _prepare(standard: Standard) -> Prepared:
    made, table = Numbering(standard), standard.decision
    clauses = {clause.id: made.number(clause.node) for clause in standard.clauses}
    excluded, rows = _numbered(made, table.excluded), _numbered(made, table.rows)
    reasoned = len(made.steps)
    reasons = _numbered(made, table.reasons)
    before = frozenset(range(reasoned))
    assuming = [number for number in made.assuming if number < reasoned]
    return Prepared(
        steps=tuple(made.steps),
        reasoned=reasoned,
        numbers=made.numbers,
        clauses=clauses,
        excluded=excluded,
        rows=rows,
        reasons=reasons,
        unrated=table.unrated,
        blank=_blank(made, reasoned),
        always=made.above(made.always) & before,
        moved=_moved(made, before),
        assuming=tuple(assuming),
        resting=tuple(sorted(made.above(set(assuming)) & before)),
    )


prepared: Final = PerStandard(_prepare)
"""Prepare a standard, once."""


def _numbered(made: Numbering, rows: Sequence[Row]) -> tuple[Numbered, ...]:
    return tuple(Numbered(row.result, made.number(row.node)) for row in rows)


def _blank(made: Numbering, reasoned: int) -> Values:
    facts = facts_of(Dossier(Enterprise("", "", date.min)), WORST)
    values = [0] * len(made.steps)
    for number in range(reasoned):
        values[number] = made.steps[number](facts, values)
    return values


def _moved(made: Numbering, before: frozenset[int]) -> dict[str, Moved]:
    named: dict[str, set[str | None]] = {}
    for patterns in made.looks_at:
        for pattern in patterns:
            named.setdefault(pattern.kind, set()).update(pattern.outcomes or ())

    def above(kind: str, outcome: str | None) -> frozenset[int]:
        looking = {
            number
            for number, patterns in enumerate(made.looks_at)
            if any(p.kind == kind and (p.outcomes is None or outcome in p.outcomes) for p in patterns)
        }
        return made.above(looking) & before

    return {
        kind: ({outcome: above(kind, outcome) for outcome in outcomes}, above(kind, None))
        for kind, outcomes in named.items()
    }
