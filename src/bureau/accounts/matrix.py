"""The matrix: which role may do what, on which axis. Checks, the page that shows it, and tests are made from it.

A body under a province does some actions only where they were delegated to it: DELEGABLE names them.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from bureau.accounts.roles import OFFICERS, Action, Axis, Role

LETTERS: Final = {
    "N": Axis.NATION,
    "H": Axis.HOME,
    "B": Axis.BELOW,
    "X": Axis.EXPORT,
    "A": Axis.ASSIGNED,
    "S": Axis.SELF,
}

Rights = Mapping[Role, frozenset[Axis]]


def _on(letters: str, *roles: Role) -> dict[Role, frozenset[Axis]]:
    axes = frozenset(LETTERS[letter] for letter in letters)
    return dict.fromkeys(roles, axes)


def _officers(letters: str) -> dict[Role, frozenset[Axis]]:
    return _on(letters, *sorted(OFFICERS - {Role.ADMINISTRATOR}))


# The administrator of a body manages people, and for that reason sees no dossier.
MATRIX: Final[Mapping[Action, Rights]] = {
    Action.BODY_READ: _officers("NHBX")
    | _on("NHBXAS", Role.ADMINISTRATOR)
    | _on("A", Role.LABORATORY, Role.PARTNER),
    Action.BODY_KEEP: _on("NHX", Role.ADMINISTRATOR),
    Action.MATRIX_READ: _officers("NHBX")
    | _on("NHBXAS", Role.ADMINISTRATOR)
    | _on("A", Role.LABORATORY, Role.PARTNER)
    | _on("S", Role.ENTERPRISE),
    Action.PERSON_MANAGE: _on("NHBXAS", Role.ADMINISTRATOR),
    Action.WORK_PASS: _on("NHBX", Role.ADMINISTRATOR, Role.SUPERVISOR),
    Action.DELEGATION_READ: _on("NHBX", Role.ADMINISTRATOR, Role.SUPERVISOR),
    Action.DELEGATION_GIVE: _on("NHX", Role.ADMINISTRATOR),
    Action.AUDIT_READ: _on("NHBX", Role.SUPERVISOR),
    Action.READS_READ: _on("NHBX", Role.SUPERVISOR),
    Action.ENTERPRISE_READ: _officers("NHBX")
    | _on("A", Role.LABORATORY, Role.PARTNER)
    | _on("S", Role.ENTERPRISE),
    Action.ENTERPRISE_KEEP: _on("HBX", Role.RECORDER),
    Action.DOSSIER_READ: _on(
        "NHBX", Role.RECORDER, Role.VERIFIER, Role.EVALUATOR, Role.REVIEWER, Role.PUBLISHER, Role.SUPERVISOR
    )
    | _on("S", Role.ENTERPRISE),
    Action.RECORD_ENTER: _on("HBX", Role.RECORDER),
    Action.RECORD_VERIFY: _on("HBX", Role.VERIFIER),
    Action.RECORD_CORRECT: _on("HX", Role.RECORDER),
    Action.BATCH_ENTER: _on("HX", Role.RECORDER),
    Action.BATCH_VERIFY: _on("HX", Role.VERIFIER),
    Action.EXPORT_MAKE: _on("NHX", Role.STATISTICIAN, Role.SUPERVISOR),
    Action.GRADE_READ: _officers("NHBX") | _on("S", Role.ENTERPRISE),
    Action.STANDARD_PREVIEW: _on("N", Role.EVALUATOR, Role.REVIEWER, Role.SUPERVISOR),
    Action.STANDARD_PROPOSE: _on("N", Role.EVALUATOR),
    Action.STANDARD_ADOPT: _on("N", Role.REVIEWER),
    Action.STATISTICS_READ: _on("NHBX", Role.STATISTICIAN, Role.SUPERVISOR, Role.EVALUATOR),
    Action.CASE_READ: _on(
        "NHBX", Role.RECORDER, Role.VERIFIER, Role.EVALUATOR, Role.REVIEWER, Role.PUBLISHER, Role.SUPERVISOR
    )
    | _on("A", Role.LABORATORY)
    | _on("S", Role.ENTERPRISE),
    Action.CASE_APPLY: _on("S", Role.ENTERPRISE),
    Action.CASE_EVALUATE: _on("HX", Role.EVALUATOR),
    Action.CASE_REVIEW: _on("HX", Role.REVIEWER),
    Action.CASE_DECIDE: _on("HX", Role.EVALUATOR, Role.REVIEWER),
    Action.CASE_INSPECT: _on("HBX", Role.VERIFIER, Role.EVALUATOR),
    Action.CASE_PUBLISH: _on("HX", Role.PUBLISHER),
    Action.CASE_OPINION: _on("A", Role.LABORATORY),
    Action.CASE_APPEAL: _on("N", Role.REVIEWER),
    Action.MEASURE_READ: _on(
        "NHBX", Role.RECORDER, Role.VERIFIER, Role.EVALUATOR, Role.REVIEWER, Role.PUBLISHER, Role.SUPERVISOR
    )
    | _on("S", Role.ENTERPRISE),
    Action.MEASURE_DO: _on("HBX", Role.EVALUATOR, Role.VERIFIER),
    Action.CALENDAR_KEEP: _on("N", Role.ADMINISTRATOR),
}

# What a body may delegate to one below it, on the area of the lower body.
DELEGABLE: Final = frozenset(
    {Action.RECORD_CORRECT, Action.BATCH_ENTER, Action.BATCH_VERIFY, Action.EXPORT_MAKE}
)


def is_entitled(roles: Iterable[Role], action: Action, axis: Axis) -> bool:
    """Tell whether one of these roles may do this on this axis."""
    return any(axis in MATRIX[action].get(role, ()) for role in roles)


def is_entitled_by_delegation(roles: Iterable[Role], action: Action) -> bool:
    """Tell whether one of these roles may do this where its body was given it to do."""
    return action in DELEGABLE and any(role in MATRIX[action] for role in roles)
