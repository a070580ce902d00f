"""Signed days as SQL: one whole number says a verdict, and for how many days from the as-of day it certainly stays.

The sign is the verdict, the magnitude the days; so `any` is the greatest, `all` the least and `not` the negation.
Constants are folded on the way, for most parts of a standard never change.
"""

from collections.abc import Iterable
from typing import Final

from sqlglot import exp

FOREVER: Final = 2**30


def days(count: int) -> exp.Expr:
    """Give a number of days."""
    return exp.Literal.number(count)


def always() -> exp.Expr:
    """Give what holds for ever."""
    return days(FOREVER)


def never() -> exp.Expr:
    """Give what never holds."""
    return days(-FOREVER)


def constant(holds: bool) -> exp.Expr:  # noqa: FBT001 - a verdict
    """Give a verdict that never changes."""
    return always() if holds else never()


def certain(condition: exp.Expr) -> exp.Expr:
    """Give a condition that time does not move; unknown is taken as not."""
    return exp.case().when(condition, always()).else_(never())


def least(signs: Iterable[exp.Expr]) -> exp.Expr:
    """Give the sign of all of them together."""
    return _extreme(exp.Least, signs, neutral=always(), absorbing=never())


def greatest(signs: Iterable[exp.Expr]) -> exp.Expr:
    """Give the sign of any of them."""
    return _extreme(exp.Greatest, signs, neutral=never(), absorbing=always())


def contrary(sign: exp.Expr) -> exp.Expr:
    """Give the sign of the opposite."""
    return sign.this.copy() if isinstance(sign, exp.Neg) else -sign


def magnitude(sign: exp.Expr) -> exp.Expr:
    """Give the days for which the verdict certainly stays."""
    return always() if sign in (always(), never()) else exp.Abs(this=sign.copy())


def holds(sign: exp.Expr) -> exp.Expr:
    """Give the verdict itself."""
    return exp.GT(this=sign.copy(), expression=days(0))


def signed(condition: exp.Expr, length: exp.Expr) -> exp.Expr:
    """Give a verdict on today with the days for which it stays."""
    return exp.case().when(condition, length.copy()).else_(contrary(length))


def both(conditions: Iterable[exp.Expr | None]) -> exp.Expr:
    """Join the conditions that are there."""
    return exp.and_(*(condition for condition in conditions if condition is not None))


def _extreme(
    function: type[exp.Least | exp.Greatest],
    signs: Iterable[exp.Expr],
    neutral: exp.Expr,
    absorbing: exp.Expr,
) -> exp.Expr:
    distinct = [sign for sign in dict.fromkeys(signs) if sign != neutral]
    if absorbing in distinct:
        return absorbing
    if not distinct:
        return neutral
    first, *rest = (sign.copy() for sign in distinct)
    # Without `ignore_nulls` each part would be written twice, once for a test of null; a sign is never null.
    return function(this=first, expressions=rest, ignore_nulls=True) if rest else first
