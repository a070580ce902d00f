"""The way of a version, as a table: which step leads from where to where, and who takes it."""

from enum import Enum
from typing import Final, NamedTuple

from bureau.archives.models import State


class Step(Enum):
    """What is done to a version that does not count yet."""

    SUBMIT = "submit"
    VERIFY = "verify"
    RETURN = "return"
    WITHDRAW = "withdraw"


class Who(Enum):
    """Who takes a step."""

    RECORDER = "a recorder of the body that entered it"
    SECOND = "a second officer of the body that entered it"


class Way(NamedTuple):
    """Where a step leads, and who takes it."""

    to: State
    who: Who


TRANSITIONS: Final[dict[State, dict[Step, Way]]] = {
    State.DRAFT: {
        Step.SUBMIT: Way(State.AWAITING, Who.RECORDER),
        Step.WITHDRAW: Way(State.WITHDRAWN, Who.RECORDER),
    },
    State.AWAITING: {
        Step.VERIFY: Way(State.VERIFIED, Who.SECOND),
        Step.RETURN: Way(State.RETURNED, Who.SECOND),
        Step.WITHDRAW: Way(State.WITHDRAWN, Who.RECORDER),
    },
    State.RETURNED: {
        Step.SUBMIT: Way(State.AWAITING, Who.RECORDER),
        Step.WITHDRAW: Way(State.WITHDRAWN, Who.RECORDER),
    },
    State.VERIFIED: {},
    State.WITHDRAWN: {},
}


def way(state: str, step: Step) -> Way | None:
    """Give where a step leads from a state, or nothing where it cannot be taken."""
    return TRANSITIONS[State(state)].get(step)
