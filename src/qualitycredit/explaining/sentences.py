"""The sentence that a tree means, in both languages, from the tree and the vocabulary alone.

No word of the law and no word of its rules goes into a sentence: a rule that says something else than its clause
is seen where the two stand side by side.
"""

from typing import Final

from qualitycredit.engines.scalar.keeping import PerStandard
from qualitycredit.explaining import chinese_records, english_records
from qualitycredit.explaining.chinese import Chinese
from qualitycredit.explaining.english import English
from qualitycredit.explaining.plain import plain_condition
from qualitycredit.language import Bilingual
from qualitycredit.model.conditions import Condition, Selection
from qualitycredit.model.nodes import Node, Number
from qualitycredit.model.periods import Window
from qualitycredit.model.standard import Standard


def say(standard: Standard, node: Node) -> Bilingual:
    """Say what a node asks of an enterprise."""
    return Bilingual(Chinese(standard).said(node), English(standard).said(node))


def say_phrase(standard: Standard, node: Node) -> Bilingual:
    """Say what a phrase of the standard asks of an enterprise, worked out once a phrase."""
    said = _said(standard)
    if node not in said:
        said[node] = say(standard, node)
    return said[node]


def _nothing_said(_: Standard) -> dict[Node, Bilingual]:
    return {}


_said: Final = PerStandard(_nothing_said)


def say_number(standard: Standard, number: Number) -> Bilingual:
    """Name a number."""
    return Bilingual(Chinese(standard).number(number), English(standard).number(number))


def say_selection(standard: Standard, selection: Selection) -> Bilingual:
    """Name the records that are selected."""
    return Bilingual(
        Chinese(standard).records.such(selection).words, English(standard).records.such(selection).words
    )


def say_condition(condition: Condition) -> Bilingual:
    """Say what is true of a record that meets the condition: in Chinese “期限已过”, in English “is past its term”."""
    found = plain_condition(condition)
    return Bilingual(
        chinese_records.condition_said(found).words.rstrip(), english_records.condition_said(found).words
    )


def say_window(window: Window) -> Bilingual:
    """Say a span of time."""
    return Bilingual(chinese_records.span(window), english_records.span(window))
