"""What apps above have to say of an enterprise where it is listed or shown, such as its grade; each adds itself in `ready`.

A marker is asked once for all the enterprises of a page, by whoever reads it, and tells of those that he may know it of.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from bureau.accounts.permissions import Acting, may
from bureau.accounts.roles import Action


@dataclass(frozen=True, slots=True)
class Mark:
    """How it reads, in which tone of the design system, and the page that says more."""

    text: str
    tone: str
    url: str


@dataclass(frozen=True, slots=True)
class Marker:
    """What is told, under which title, to those who may do something, and by whom it is known."""

    title: str | Promise
    action: Action
    marks: Callable[[Acting, Sequence[str]], Mapping[str, Mark]]


MARKERS: list[Marker] = []


def mark(marker: Marker) -> None:
    """Add a marker; one that is there already is not added again."""
    if marker not in MARKERS:
        MARKERS.append(marker)


def markers_for(by: Acting) -> list[Marker]:
    """Give the markers whose marks someone may see at all."""
    return [one for one in MARKERS if may(by, one.action)]


def marks_on(by: Acting, code: str) -> list[tuple[str | Promise, Mark]]:
    """Give what someone may know of one enterprise, each with its title."""
    found = [(one.title, one.marks(by, [code]).get(code)) for one in markers_for(by)]
    return [(title, each) for title, each in found if each is not None]
