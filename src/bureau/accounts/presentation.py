"""The matrix in words: as a page, as a table of the documentation, and for one person."""

from dataclasses import dataclass

from django.utils import translation

from bureau.accounts.matrix import DELEGABLE, LETTERS, MATRIX
from bureau.accounts.permissions import Acting, may
from bureau.accounts.roles import Action, Axis, Role

LETTER_OF = {axis: letter for letter, axis in LETTERS.items()}


@dataclass(frozen=True, slots=True)
class Row:
    """An action, and the axes on which each role may do it."""

    action: Action
    delegable: bool
    cells: tuple[tuple[Axis, ...], ...]

    @property
    def letters(self) -> tuple[str, ...]:
        """The axes as letters."""
        return tuple("".join(LETTER_OF[axis] for axis in cell) for cell in self.cells)


def matrix_rows() -> list[Row]:
    """Give the matrix, a row an action, a cell a role, each in its own order."""
    return [
        Row(
            action,
            action in DELEGABLE,
            tuple(tuple(axis for axis in Axis if axis in MATRIX[action].get(role, ())) for role in Role),
        )
        for action in Action
    ]


def roles_page() -> str:
    """Give the page of the documentation, in Markdown and in English."""
    with translation.override("en"):
        roles = [str(role.label) for role in Role]
        lines = [
            "# Roles",
            "",
            "Which role may do what, on which axis. The system decides by this very table; `make docs` writes it anew.",
            "",
            *(f"- **{letter}** {axis.label}" for letter, axis in LETTERS.items()),
            "",
            "A star marks what a body may delegate to one below it, which then does it on its own area.",
            "",
            f"| action | name | {' | '.join(roles)} |",
            "|---|---|" + ":-:|" * len(roles),
        ]
        for row in matrix_rows():
            star = " \\*" if row.delegable else ""
            lines.append(f"| `{row.action}`{star} | {row.action.label} | {' | '.join(row.letters)} |")
    return "\n".join(lines) + "\n"


def rights_of(by: Acting) -> list[Action]:
    """Give what someone may do."""
    return [action for action in Action if may(by, action)]
