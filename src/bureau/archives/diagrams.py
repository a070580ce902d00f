"""The ways of the system's states as a page of the documentation, made from the tables that it works by."""

from bureau.archives.states import TRANSITIONS, Step, Who

STEPS = {
    Step.SUBMIT: ("送核对", "submitted"),
    Step.VERIFY: ("核对无误", "verified"),
    Step.RETURN: ("退回", "returned"),
    Step.WITHDRAW: ("撤回", "withdrawn"),
}
PEOPLE = {Who.RECORDER: "录入单位的录入员", Who.SECOND: "录入单位的另一位同事"}
HEAD = """# States

Made by `make docs` from the tables that the system works by; a test holds them against each other.

## A version of a record

Every version, of an entry, a correction, an annulment or a dispute, goes this way. It counts from the moment at which \
a second officer has verified it, and never leaves that state: a later version takes its place. A sheet of records goes the \
same way as one, but for the return: a sheet that is returned is withdrawn, and the mended file is a new one.

```mermaid
stateDiagram-v2
"""
TABLE = """```

| from | step | to | by |
|---|---|---|---|
"""


def states_page() -> str:
    """Write the page: a drawing and a table."""
    ways = [
        (state, step, way.to, way.who) for state, steps in TRANSITIONS.items() for step, way in steps.items()
    ]
    drawn = ["    [*] --> draft", "    [*] --> awaiting"]
    drawn += [f"    {state.value} --> {to.value}: {STEPS[step][1]}" for state, step, to, _ in ways]
    drawn += [f"    {state.value} --> [*]" for state, steps in TRANSITIONS.items() if not steps]
    rows = [
        f"| {state.value} {state.label} | {step.value} {STEPS[step][0]} | {to.value} {to.label} | {who.value}, {PEOPLE[who]} |"
        for state, step, to, who in ways
    ]
    return HEAD + "\n".join(drawn) + "\n" + TABLE + "\n".join(rows) + "\n"
