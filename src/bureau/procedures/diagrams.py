"""The procedures as a page of the documentation, made from the tables that the system works by."""

from django.utils import translation

from bureau.procedures.ways import PROCEDURES
from bureau.procedures.ways.shapes import Procedure, State, Way, Words

HEAD = """# Procedures

Made by `make docs` from the tables that the system works by; a test holds them against each other. A step without a \
right is taken by the system: when a deadline has passed, or when the grade has changed. Deadlines are working days.
"""


def procedures_page() -> str:
    """Write the page: a drawing and two tables for each procedure."""
    return HEAD + "".join(_procedure(name, one) for name, one in PROCEDURES.items())


def _both(words: Words) -> str:
    said = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said.append(str(words))
    return " · ".join(said)


def _procedure(name: str, one: Procedure) -> str:
    ways = [(state, step, way) for state, steps in one.ways.items() for step, way in steps.items()]
    drawn = [f"    [*] --> {one.initial}"]
    drawn += [f"    {state} --> {way.to}: {step}" for state, step, way in ways]
    drawn += [f"    {state} --> [*]" for state in one.states if one.is_final(state)]
    opened = f"`{one.opens.value}`" if one.opens else "the system"
    lines = [
        f"\n## {_both(one.label)}\n",
        f"`{name}`, opened by {opened}.\n",
        "```mermaid",
        "stateDiagram-v2",
        *drawn,
        "```\n",
        "| state | reads | working days | then |",
        "|---|---|---|---|",
        *(_state(state, each) for state, each in one.states.items()),
        "\n| from | step | reads | to | by | asks |",
        "|---|---|---|---|---|---|",
        *(_way(state, step, way) for state, step, way in ways),
    ]
    return "\n".join(lines) + "\n"


def _state(name: str, state: State) -> str:
    days = str(state.days) if state.days else (f"until `{state.until}`" if state.until else "")
    then = f"`{state.late}`" if state.late else ("shown as late" if state.days else "")
    return f"| {name} | {_both(state.label)} | {days} | {then} |"


def _way(state: str, step: str, way: Way) -> str:
    by = f"`{way.action.value}`" if way.action else "the system"
    apart = f", not by who took {', '.join(way.apart)}" if way.apart else ""
    asks = ", ".join((["reason"] if way.reason else []) + list(way.fields) + (["blind"] if way.blind else []))
    return f"| {state} | {step} | {_both(way.label)} | {way.to} | {by}{apart} | {asks} |"
