"""No word of a clause without a rule: keys stand in the clause, in order, and leave only connectives."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from qualitycredit.errors import Place, QuoteNotInText, TextNotCovered
from qualitycredit.reading.documents import Text

_NUMBERING = re.compile(r"^(\d+|[a-z])[.)]\s*")
_PUNCTUATION = frozenset("，。；：、！？（）“”《》,.;:()!?\"'- \t　")


def check_coverage(text: Text, quotes: Sequence[tuple[str, Place]], connectives: Iterable[str]) -> None:
    """Refuse a quote that the text does not hold in this order, and words that no quote claims."""
    words = text.words
    numbering = _NUMBERING.match(words)
    reached = numbering.end() if numbering else 0
    for quote, place in quotes:
        start = words.find(quote, reached)
        if start < 0:
            near = _nearest(quote, words[reached:])
            raise QuoteNotInText(
                place,
                f"条款从这里往后没有“{quote}”这几个字（键要逐字引用，并按原文的次序）。原文相近的是“{near}”。",
                f"from here on the clause does not hold the words “{quote}” (keys quote it word for word, in order). "
                f"The nearest there is “{near}”.",
            )
        _check_gap(text, reached, start, connectives)
        reached = start + len(quote)
    _check_gap(text, reached, len(words), connectives)


def _check_gap(text: Text, start: int, end: int, connectives: Iterable[str]) -> None:
    gap = text.words[start:end]
    for connective in sorted(connectives, key=len, reverse=True):
        gap = gap.replace(connective, " " * len(connective))
    for offset, character in enumerate(gap):
        if character not in _PUNCTUATION:
            left = text.words[start + offset : end].rstrip("".join(_PUNCTUATION))
            raise TextNotCovered(
                text.at(start + offset),
                f"“{left}”没有规则。请写一条规则，或者用 判定(…)、不判断(…) 说明。",
                f"the words “{left}” have no rule. Write one, or claim them by finding(…) or not_judged(…).",
            )


def _nearest(quote: str, words: str) -> str:
    match = SequenceMatcher(None, quote, words, autojunk=False).find_longest_match()
    start = max(match.b - match.a, 0)
    return words[start : start + len(quote)]
