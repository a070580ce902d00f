"""A legal standard as data: its text, vocabulary, clauses, readings and decision table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from qualitycredit.errors import Place
from qualitycredit.language import Bilingual
from qualitycredit.model.nodes import Node, children


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a record of a kind can say, and whether it can be under objection."""

    name: str
    label: Bilingual
    contestable: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its family, outcomes, the further columns it uses, and what its absence means."""

    name: str
    label: Bilingual
    family: str
    outcomes: tuple[Outcome, ...]
    uses: tuple[str, ...] = ()
    absence: Bilingual = field(default_factory=lambda: Bilingual("", ""))

    def outcome(self, name: str | None) -> Outcome | None:
        """Find an outcome by its name."""
        return next((outcome for outcome in self.outcomes if outcome.name == name), None)

    def contestable(self, outcomes: tuple[str, ...] | None) -> bool:
        """Say whether a record with one of `outcomes` (any, where None) can be contested."""
        return any(
            outcome.contestable for outcome in self.outcomes if outcomes is None or outcome.name in outcomes
        )


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the vocabulary: its definition as written, and what it means."""

    name: str
    label: Bilingual
    definition: str
    meaning: str
    place: Place


@dataclass(frozen=True, slots=True)
class Reading:
    """A question that the text leaves open: its values (the default first), and the ground of the default."""

    name: str
    question: Bilingual
    values: Mapping[str, Bilingual]
    default: str
    ground: Bilingual


Claim = Literal["rule", "finding", "not_judged"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a clause with the rule that computes them, or with the reason why none does."""

    quote: str
    expression: str
    claim: Claim
    node: Node | None
    remark: Bilingual | None
    place: Place


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its words, the phrases that claim them, and the tree that they make together.

    `joined_by` names the reading that decides how the phrases join, where one does.
    """

    id: str
    group: str
    text: str
    phrases: tuple[Phrase, ...]
    joined: Literal["all", "any"]
    node: Node
    place: Place
    joined_by: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the decision table: the first that holds decides."""

    result: str
    node: Node


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """How clauses become a grade: `grades` best first, `unrated` for none of them."""

    grades: tuple[str, ...]
    unrated: str
    excluded: tuple[Row, ...]
    rows: tuple[Row, ...]
    reasons: tuple[Row, ...]
    labels: Mapping[str, Bilingual]


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Standard:
    """A standard under one choice of readings; `text_hash` is the SHA-256 of the official text without white space.

    `fields` has the label of each word that stands for a column; `columns` the label of each column, which is that
    of its last word. `remarks` are phrases of paragraphs that are no clause, by the paragraph's number.
    """

    name: str
    edition: str
    title: Bilingual
    source: str
    text: str
    text_hash: str
    rules_hash: str
    fields: Mapping[str, Bilingual]
    columns: Mapping[str, Bilingual]
    kinds: Mapping[str, Kind]
    terms: tuple[Term, ...]
    readings: tuple[Reading, ...]
    chosen: Mapping[str, str]
    clauses: tuple[Clause, ...]
    remarks: Mapping[str, tuple[Phrase, ...]]
    decision: DecisionTable

    def clause(self, clause_id: str) -> Clause:
        """Find a clause by its id, such as `A.1`."""
        return next(clause for clause in self.clauses if clause.id == clause_id)

    def group(self, name: str) -> tuple[Clause, ...]:
        """Give the clauses of one group, such as `D`, in order."""
        return tuple(clause for clause in self.clauses if clause.group == name)

    def nodes(self) -> tuple[Node, ...]:
        """Give every distinct node, children before parents, clauses before the decision table."""
        seen: dict[Node, None] = {}
        roots = [clause.node for clause in self.clauses]
        roots += [row.node for row in (*self.decision.excluded, *self.decision.rows, *self.decision.reasons)]
        for root in roots:
            for node in _post_order(root):
                seen.setdefault(node)
        return tuple(seen)


def _post_order(node: Node) -> Iterator[Node]:
    for child in children(node):
        yield from _post_order(child)
    yield node
