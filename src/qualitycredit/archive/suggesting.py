"""Did you mean: the known word nearest to an unknown one."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Give the known word most like `word`, letter case apart, or None where none is like it."""
    folded = {name.casefold(): name for name in known}
    matches = get_close_matches(word.strip().casefold(), folded, n=1)
    return folded[matches[0]] if matches else None


def nearest_labelled(word: str, labels: Mapping[str, Iterable[str]]) -> str | None:
    """Give the name whose own spelling, or one of whose labels, is most like `word`."""
    spellings = {
        spelling: name for name, others in labels.items() for spelling in (name, *others) if spelling
    }
    match = nearest(word, spellings)
    return None if match is None else spellings[match]
