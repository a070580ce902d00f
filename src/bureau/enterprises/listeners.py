"""Who is told when something changed that a grade may stand on. An app above adds itself in its `ready`.

A listener is called in the transaction of the change, with the codes of the enterprises and the moment; one change
by hand gives one code, an import gives all that it touched. What it raises takes the change back.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

Listener = Callable[[Sequence[str], datetime], None]
LISTENERS: list[Listener] = []


def listen(listener: Listener) -> None:
    """Be told of changes from now on; who is there already is not added again."""
    if listener not in LISTENERS:
        LISTENERS.append(listener)


def tell(codes: Sequence[str], at: datetime) -> None:
    """Tell everyone that these enterprises, or their products or records, have changed."""
    for listener in LISTENERS:
        listener(codes, at)
