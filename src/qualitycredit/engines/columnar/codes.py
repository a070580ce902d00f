"""Decisions as small numbers, which sort and travel fast: a word's code is its place among the words of a standard."""

from collections.abc import Sequence
from typing import Final

from sqlglot import exp

from qualitycredit.model.words import Words

MASK_BITS: Final = 62
BEST, WORST, GRADE, REASON = "best_code", "worst_code", "grade_code", "reason_code"


def grade_code(words: Words, name: str) -> exp.Expr:
    """Give the code of a grade; of a word that is none, a code that no grade has."""
    return exp.Literal.number(words.grades.index(name) if name in words.grades else len(words.grades))


def reason_code(words: Words, name: str) -> exp.Expr:
    """Give the code of a reason."""
    return exp.Literal.number(words.reasons.index(name))


def masks_for(words: Words) -> range:
    """Give the numbers of the masks that hold one bit a clause."""
    return range(-(-len(words.clauses) // MASK_BITS))


def masked(conditions: Sequence[exp.Expr], number: int) -> exp.Expr:
    """Give the number-th mask: a bit for each of its conditions, the lowest for the first."""
    mine = conditions[number * MASK_BITS : (number + 1) * MASK_BITS]
    bits = [
        exp.case().when(condition, exp.Literal.number(1 << place)).else_(exp.Literal.number(0))
        for place, condition in enumerate(mine)
    ]
    first, *rest = bits
    total: exp.Expr = first
    for bit in rest:
        total = total + bit
    return exp.cast(total, exp.DataType.Type.BIGINT)


def word(code: str, words: Sequence[str]) -> exp.Expr:
    """Give the word of a code, null for null."""
    case = exp.case(exp.column(code))
    for place, name in enumerate(words):
        case = case.when(exp.Literal.number(place), exp.Literal.string(name))
    return exp.cast(case if words else exp.null(), exp.DataType.Type.TEXT)


def listed(masks: str, words: Sequence[str]) -> exp.Expr:
    """Give the words whose bits are set in the masks of that name."""
    texts = exp.DataType.build("array<text>")
    if not words:
        return exp.cast(exp.array(), texts)
    items = []
    for place, name in enumerate(words):
        number, bit = divmod(place, MASK_BITS)
        held = exp.BitwiseAnd(this=exp.column(f"{masks}_{number}"), expression=exp.Literal.number(1 << bit))
        set_ = exp.Paren(this=held).neq(exp.Literal.number(0))
        items.append(exp.case().when(set_, exp.Literal.string(name)))
    return exp.ArrayCompact(this=exp.array(*items))
