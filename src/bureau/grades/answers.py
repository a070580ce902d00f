"""What was known and decided about an enterprise on a day, what has come since, and each decision beside the one before."""

from collections.abc import Sequence
from dataclasses import dataclass

from bureau.archives.models import Record, State
from bureau.grades.explaining import Explained
from bureau.grades.models import Decision


@dataclass(frozen=True, slots=True)
class Answer:
    """What was known and decided then, and how many records have been added, or changed, since."""

    then: Explained
    added: int
    changed: int


@dataclass(frozen=True, slots=True)
class Step:
    """A decision, the one that it took the place of, and the clauses by which they differ."""

    decision: Decision
    before: Decision | None
    begun: tuple[str, ...]
    ended: tuple[str, ...]

    @property
    def moves(self) -> bool:
        """Whether the grade is another one."""
        return self.before is not None and self.before.grade != self.decision.grade


def answer_of(then: Explained) -> Answer:
    """Add to what was known then what has come since."""
    versions = Record.objects.filter(enterprise=then.enterprise, state=State.VERIFIED)
    known = versions.filter(recorded_at__lte=then.known_at)
    facts = {tuple(one) for one in known.values_list("source", "record_id")}
    later = {
        tuple(one)
        for one in versions.filter(recorded_at__gt=then.known_at).values_list("source", "record_id")
    }
    return Answer(then, len(later - facts), len(later & facts))


def steps_of(decisions: Sequence[Decision]) -> list[Step]:
    """Put each decision, the newest first, beside the one before it."""
    older = [*decisions[1:], None]
    return [_step(one, before) for one, before in zip(decisions, older, strict=False)]


def _step(one: Decision, before: Decision | None) -> Step:
    held = set(before.met) if before else set()
    begun = tuple(clause for clause in one.met if clause not in held)
    ended = tuple(clause for clause in (before.met if before else ()) if clause not in one.met)
    return Step(one, before, begun if before else (), ended)
