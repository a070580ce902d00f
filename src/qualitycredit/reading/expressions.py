"""Rules in Python's expression grammar: parsed, never evaluated; every fault knows its column in the file."""

import ast
import keyword
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NoReturn

from qualitycredit.errors import NotInLanguage, UnknownTerm
from qualitycredit.reading.documents import Text

# One character for one, so that columns stay true.
_FULL_WIDTH = str.maketrans("（），；：＝＞＜“”‘’．｜　", "(),;:=><\"\"''.| ")
# Words of Python that no rule can use as a name; the others of the list are operators of the grammar.
_RESERVED = frozenset(keyword.kwlist) - {
    "and",
    "or",
    "not",
    "in",
    "is",
    "if",
    "else",
    "lambda",
    "True",
    "False",
    "None",
}
# So few words are all named where none of them comes near.
_FEW = 6


@dataclass(frozen=True, slots=True)
class Expression:
    """One rule as written, the same with half-width punctuation, and its syntax tree."""

    text: Text
    source: str
    tree: ast.expr

    def refuse(self, node: ast.AST, zh: str, en: str) -> NoReturn:
        """Raise NotInLanguage at `node`."""
        raise NotInLanguage(self.text.at(self._offset(node)), zh, en)

    def unknown(self, node: ast.AST, word: str, known: Iterable[str]) -> NoReturn:
        """Raise UnknownTerm at `node`, with the words of `known` that come near."""
        zh, en = did_you_mean(word, known)
        raise UnknownTerm(
            self.text.at(self._offset(node)), f"没有词语“{word}”。{zh}", f"unknown term “{word}”. {en}"
        )

    def quoted(self, node: ast.Constant) -> str:
        """Give a string of the rule as written, its punctuation as it was."""
        start, end = self._offset(node), self._characters(node.end_col_offset or 0)
        return self.text.words[start + 1 : end - 1]

    def _offset(self, node: ast.AST) -> int:
        return self._characters(getattr(node, "col_offset", 0))

    def _characters(self, octets: int) -> int:
        return len(self.source.encode()[:octets].decode())


def did_you_mean(word: str, known: Iterable[str]) -> tuple[str, str]:
    """Name the words of `known` that come near to `word`, in both languages."""
    words = sorted(set(known))
    near = get_close_matches(word, words, n=3, cutoff=0.4)
    if not near and len(words) <= _FEW:
        near = words
    if not near:
        return (
            "词语表中没有相近的词，请先在 terms.md 登记。",
            "nothing near it is in terms.md: register it there first.",
        )
    return f"词语表中相近的有：{'、'.join(near)}。", f"Did you mean {' or '.join(near)}?"


def parse(text: Text) -> Expression:
    """Parse one rule; full-width punctuation counts as its half-width twin."""
    source = text.words.translate(_FULL_WIDTH)
    try:
        tree = ast.parse(source, mode="eval")
    except SyntaxError as error:
        reserved = next((word for word in re.findall(r"\w+", source) if word in _RESERVED), None)
        if reserved is not None:
            raise NotInLanguage(
                text.at(source.index(reserved)),
                f"“{reserved}”不能用作词语，请在 terms.md 换一个词。",
                f"“{reserved}” cannot be used as a word: register another one in terms.md.",
            ) from error
        raise NotInLanguage(
            text.at(max((error.offset or 1) - 1, 0)),
            f"规则“{text.words}”写到这里读不下去：请检查括号、引号和逗号是否成对。",
            f"the rule “{text.words}” cannot be read on from here: check brackets, quotes and commas.",
        ) from error
    return Expression(text, source, tree.body)
