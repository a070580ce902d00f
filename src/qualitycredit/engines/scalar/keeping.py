"""What is worked out from a standard, worked out once and kept as long as the standard lives."""

from collections.abc import Callable
from typing import Generic, TypeVar
from weakref import ReferenceType, ref

from qualitycredit.model.standard import Standard

Result = TypeVar("Result")


class PerStandard(Generic[Result]):
    """A function of a standard that remembers its result for each standard object.

    Standards go by identity, since comparing them costs more than what is remembered. What `work` gives must not hold
    the standard itself. Two threads that come first at once both work it out, and either result is kept.
    """

    def __init__(self, work: Callable[[Standard], Result]) -> None:
        self._work = work
        self._kept: dict[int, tuple[ReferenceType[Standard], Result]] = {}

    def __call__(self, standard: Standard) -> Result:
        """Give the result for the standard."""
        key = id(standard)
        kept = self._kept.get(key)
        if kept is not None and kept[0]() is standard:
            return kept[1]
        result = self._work(standard)
        self._kept[key] = (ref(standard, lambda _: self._kept.pop(key, None)), result)
        return result

    def __len__(self) -> int:
        """Count the results that are kept."""
        return len(self._kept)
