"""What a procedure is: states, the steps that lead from one to another, and who takes each, by when.

A way is taken by whoever has its right in the body of the case, by the enterprise, by the laboratory that was asked,
or, where it names no right, by the system alone: when a deadline has passed, or when the grade has changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from bureau.accounts.roles import Action

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Way:
    """Where a step leads, who takes it, and what has to come with it.

    `apart` names steps whose takers may not take this one; `fields` what is asked for besides a reason; the content of
    a `blind` step is shown to nobody else until all the blind steps of the procedure were taken.
    """

    to: str
    action: Action | None
    label: Words
    apart: tuple[str, ...] = ()
    reason: bool = False
    fields: tuple[str, ...] = ()
    blind: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """How a state reads, how many working days a case may be in it, and the step that the system takes then.

    `until` names the day that a step gave instead. Without such a step a late case is shown as late to its owners, and to
    the supervisors above them. In a `standing` state the outcome is in effect: published, or listed. Of an `inner` state,
    and of the steps taken in it, the enterprise learns nothing. `tone` is how an outcome that stands looks: not all are good.
    """

    label: Words
    days: int = 0
    late: str = ""
    until: str = ""
    standing: bool = False
    inner: bool = False
    tone: str = "good"


@dataclass(frozen=True, slots=True)
class Procedure:
    """All states and ways of one kind of case; it begins in `initial`, opened by whoever has the right `opens`."""

    label: Words
    initial: str
    opens: Action | None
    states: Mapping[str, State]
    ways: Mapping[str, Mapping[str, Way]] = field(default_factory=dict)
    asks: tuple[str, ...] = ()

    def is_final(self, state: str) -> bool:
        """Tell whether a case ends in a state."""
        return not self.ways.get(state)

    def way(self, state: str, step: str) -> Way | None:
        """Give where a step leads from a state, or nothing where it cannot be taken."""
        return self.ways.get(state, {}).get(step)

    def step(self, name: str) -> Way | None:
        """Give a step by its name, from whatever state it is taken first."""
        return next((ways[name] for ways in self.ways.values() if name in ways), None)

    @property
    def blind(self) -> frozenset[str]:
        """The steps that are taken without knowing each other."""
        return frozenset(name for ways in self.ways.values() for name, way in ways.items() if way.blind)
