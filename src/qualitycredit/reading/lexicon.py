"""The closed vocabulary of one standard, as terms.md and readings.md declare it."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from qualitycredit.language import Bilingual
from qualitycredit.model.standard import Kind
from qualitycredit.reading.expressions import Expression

FIELDS: Mapping[tuple[str, str], str] = {
    ("enterprises", "established_on"): "date",
    ("enterprises", "deregistered_on"): "date",
    ("enterprises", "exporter"): "flag",
    ("products", "permit_required"): "flag",
    ("products", "statutory_inspection"): "flag",
}


@dataclass(slots=True)
class Lexicon:
    """Words and what they stand for: columns, kinds of record, outcomes and defined terms."""

    columns: dict[str, tuple[str, str]] = field(default_factory=dict)
    labels: dict[str, Bilingual] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    kind_words: dict[str, str] = field(default_factory=dict)
    outcome_words: dict[tuple[str, str], str] = field(default_factory=dict)
    terms: dict[str, Expression] = field(default_factory=dict)
    clauses: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    open_terms: list[str] = field(default_factory=list)

    def words(self) -> Iterator[str]:
        """Yield every word that a rule may use as a name."""
        yield from self.columns
        yield from self.kind_words
        yield from self.terms

    def expand(self, source: Expression, node: ast.expr) -> tuple[Expression, ast.expr, str] | None:
        """Give the definition behind a name that is a term, refusing a term that stands on itself."""
        if not isinstance(node, ast.Name) or node.id not in self.terms:
            return None
        if node.id in self.open_terms:
            circle = " → ".join([*self.open_terms, node.id])
            source.refuse(
                node,
                f"词语“{node.id}”的定义绕回了自己：{circle}。",
                f"the term “{node.id}” is defined by itself: {circle}.",
            )
        definition = self.terms[node.id]
        return definition, definition.tree, node.id
