"""A self-check: which grade answers would give, clause by clause. Nothing of it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

MET, UNMET, UNKNOWN = "met", "unmet", ""
# How an answer is named in a form.
FIELD: Final = "clause-"
ANY: Final = "any"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The grade where what is not answered turns out well, and where it turns out ill; nothing where no list fits."""

    best: str | None
    worst: str | None
    answered: int
    asked: int

    @property
    def settled(self) -> bool:
        """Whether what is not answered could not move it."""
        return self.best == self.worst


def answers_in(form: Mapping[str, str]) -> dict[str, str]:
    """Take the answers out of a form."""
    said = {name.removeprefix(FIELD): value for name, value in form.items() if name.startswith(FIELD)}
    return {clause: value for clause, value in said.items() if value in {MET, UNMET}}


def outcome_of(law: Mapping[str, Any], answers: Mapping[str, str]) -> Outcome:
    """Grade by answers, in both worlds, as the table of the standard says."""
    lists = {one["grade"]: [clause["id"] for clause in one["clauses"]] for one in law["chapters"]}
    asked = {clause for clauses in lists.values() for clause in clauses}
    known = {clause: value for clause, value in answers.items() if clause in asked}
    found = [_grade(law["rows"], lists, known, well=well) for well in (True, False)]
    return Outcome(found[0], found[1], len(known), len(asked))


def _grade(
    rows: list[dict[str, str]], lists: Mapping[str, list[str]], known: Mapping[str, str], *, well: bool
) -> str | None:
    for row in rows:
        faults = row["how"] == ANY
        # Where it turns out well, a fault is none and a merit is one.
        unknown = MET if well != faults else UNMET
        held = [known.get(clause, unknown) == MET for clause in lists[row["grade"]]]
        if any(held) if faults else all(held):
            return row["grade"]
    return None
