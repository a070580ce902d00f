"""What a clause asks of an enterprise, as a tree: each node is a plain yes or no in a world.

The two worlds (standard.md, section 5) differ in two things only: whether contested records exist, and what a
fact that is needed and missing (a rate, a score) is taken to be. Both are settled by the engines, at the leaves.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from qualitycredit.model.conditions import Condition, Operator, Order, Selection
from qualitycredit.model.periods import Window

WorldName = Literal["best", "worst"]


@dataclass(frozen=True, slots=True)
class Constant:
    """Always the same."""

    value: bool


@dataclass(frozen=True, slots=True)
class Flag:
    """A yes-or-no column of the enterprise, such as `exporter`."""

    column: str


@dataclass(frozen=True, slots=True)
class HasProduct:
    """Some product carries the flag."""

    flag: str


@dataclass(frozen=True, slots=True)
class Elapsed:
    """The enterprise's date lies at least (`>=`) or less than (`<`) so many years back."""

    column: str
    operator: Literal[">=", "<"]
    years: int


@dataclass(frozen=True, slots=True)
class EnterpriseDate:
    """A date of the enterprise compared with the as-of day; a missing date meets no comparison."""

    column: str
    operator: Order


@dataclass(frozen=True, slots=True)
class Exists:
    """Some record is selected."""

    selection: Selection


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest record (by occurred_on, record_id, source) has one of the outcomes, or there is none."""

    selection: Selection
    outcomes: tuple[str, ...]
    or_absent: bool


@dataclass(frozen=True, slots=True)
class RateAtLeast:
    """100 × sum(passed) >= percent × sum(inspected) over the selected records of `window`.

    Records that lack either number do not count. Without data the rate is met in the best world and, where it is
    `needed`, unmet in the worst.
    """

    selection: Selection
    window: Window
    percent: int
    needed: "Node"


@dataclass(frozen=True, slots=True)
class Covered:
    """Every product with the flag has a selected record whose subject it is."""

    flag: str
    selection: Selection


@dataclass(frozen=True, slots=True)
class Lapsed:
    """Some subject has a record in `selection`, and none of those meets `still` as well."""

    selection: Selection
    still: Condition


@dataclass(frozen=True, slots=True)
class Run:
    """`length` adjacent records of `series` (by occurred_on, record_id, source) are all in `member`.

    Each kind is a series of its own, and where `by_subject` each subject of each kind.
    """

    series: Selection
    member: Selection
    length: int
    by_subject: bool


@dataclass(frozen=True, slots=True)
class Compare:
    """A number compared with a fixed one."""

    number: "Number"
    operator: Operator
    value: Decimal


@dataclass(frozen=True, slots=True)
class ClauseHolds:
    """Another clause holds, in the same world."""

    clause: str


@dataclass(frozen=True, slots=True)
class GradeIs:
    """The grade of a world is this one (only in the reasons for no grade)."""

    world: WorldName
    grade: str


@dataclass(frozen=True, slots=True)
class WorldsDiffer:
    """The two worlds give different grades (only in the reasons for no grade)."""


@dataclass(frozen=True, slots=True)
class All:
    """All parts hold."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Node"


EnterpriseNode = Constant | Flag | HasProduct | Elapsed | EnterpriseDate | GradeIs | WorldsDiffer
RecordNode = Exists | Latest | RateAtLeast | Covered | Lapsed | Run | Compare
Node = EnterpriseNode | RecordNode | ClauseHolds | All | Any | Not


@dataclass(frozen=True, slots=True)
class LatestScore:
    """The score of the latest selected record that has one; without any, `best` and `worst` in the two worlds."""

    selection: Selection
    best: Decimal
    worst: Decimal


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of the parts."""

    parts: tuple["Number", ...]


@dataclass(frozen=True, slots=True)
class Highest:
    """The largest of the parts."""

    parts: tuple["Number", ...]


@dataclass(frozen=True, slots=True)
class Lowest:
    """The smallest of the parts."""

    parts: tuple["Number", ...]


Number = LatestScore | Total | Highest | Lowest


def children(node: Node) -> tuple[Node, ...]:
    """Give the nodes directly under `node`, in order."""
    match node:
        case All(parts) | Any(parts):
            return parts
        case Not(part):
            return (part,)
        case RateAtLeast(needed=needed):
            return (needed,)
        case _:
            return ()
