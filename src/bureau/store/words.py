"""How names are searched: by every one and every two letters that follow each other, in one index.

A word of the index is written in hexadecimal digits, so that no database has to know what a letter is. The list and
the region are words of the index too; searching is one question to it, however many entries there are.
"""

import unicodedata
from collections.abc import Iterable
from typing import Final

# Where a text ends and the next one begins; no letter, so that nothing is found across it.
BETWEEN: Final = "|"
# By how many of its digits a region is found: province, prefecture, county.
LEVELS: Final = (2, 4, 6)


def folded(text: str) -> str:
    """Give the letters and digits of a text, without regard to width and case."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in plain if unicodedata.category(letter)[0] in "LN")


def words_in(texts: Iterable[str]) -> set[str]:
    """Give the words by which any of some texts is found."""
    found = set()
    for text in map(folded, texts):
        found |= {_word(text[start : start + length]) for length in (1, 2) for start in range(len(text))}
    return found


def words_asked(text: str) -> set[str]:
    """Give the words that something which contains a text must have."""
    plain = folded(text)
    if len(plain) == 1:
        return {_word(plain)}
    return {_word(plain[start : start + 2]) for start in range(len(plain) - 1)}


def word_of_list(listing: str) -> str:
    """Give the word of a list."""
    return f"list{listing}"


def words_of_region(region: str) -> set[str]:
    """Give the words of a region: its own and those that it lies in."""
    return {word_of_region(region[:length]) for length in LEVELS}


def word_of_region(digits: str) -> str:
    """Give the word of the first digits of a region."""
    return f"region{digits}"


def _word(letters: str) -> str:
    return "".join(f"{ord(letter):05x}" for letter in letters)
