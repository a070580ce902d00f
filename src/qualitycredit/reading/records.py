"""Rules about records: which kinds and outcomes, and under which condition on their dates and numbers."""

import ast
from collections.abc import Callable
from decimal import Decimal
from typing import Literal, TypeVar, cast, get_args

from qualitycredit.model.conditions import (
    BesideDate,
    BesideNumber,
    BesideToday,
    Condition,
    Contrary,
    DateField,
    Every,
    InWindow,
    Missing,
    NumberField,
    Operator,
    Order,
    Pattern,
    Selection,
    Some,
)
from qualitycredit.model.periods import CalendarYear, Window, Years
from qualitycredit.reading.constructs import CONSTRUCTS, DATES, NUMBERS, spelled
from qualitycredit.reading.expressions import Expression
from qualitycredit.reading.lexicon import Lexicon

Result = TypeVar("Result")
# Longer than any archive, and short enough for every day since the year 1000.
LONGEST = 100

OPERATORS: dict[type[ast.cmpop], Operator] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
MIRRORED: dict[Operator, Operator] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


def construct(node: ast.expr) -> str | None:
    """Give the construct that a name, or the function of a call, stands for."""
    if isinstance(node, ast.Call):
        node = node.func
    return CONSTRUCTS.get(node.id) if isinstance(node, ast.Name) else None


def whole_number(source: Expression, node: ast.expr) -> int:
    """Read a whole number of at least 1."""
    if isinstance(node, ast.Constant) and type(node.value) is int and node.value >= 1:
        return node.value
    return source.refuse(node, "这里应当是 1 或更大的整数。", "a whole number of at least 1 belongs here.")


def decimal_number(source: Expression, node: ast.expr) -> Decimal:
    """Read a number, possibly negative."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -decimal_number(source, node.operand)
    if isinstance(node, ast.Constant) and type(node.value) in {int, float}:
        return Decimal(str(node.value))
    return source.refuse(node, "这里应当是一个数。", "a number belongs here.")


def years(lexicon: Lexicon, source: Expression, node: ast.expr) -> int:
    """Read 年(n)."""
    if isinstance(node, ast.Name) and node.id not in CONSTRUCTS:
        source.unknown(node, node.id, [*CONSTRUCTS, *lexicon.terms])
    if construct(node) != "years" or not isinstance(node, ast.Call) or len(node.args) != 1 or node.keywords:
        source.refuse(node, "这里应当写 年(3) 这样的年数。", "a span such as years(3) belongs here.")
    count = whole_number(source, node.args[0])
    if count > LONGEST:
        source.refuse(node, f"年数不能超过 {LONGEST}。", f"a span is of {LONGEST} years at the most.")
    return count


def read_window(lexicon: Lexicon, source: Expression, node: ast.expr) -> Window:
    """Read a span of time: 年(n), 日历年, or a term that means one of them."""
    if found := lexicon.expand(source, node):
        return under(lexicon, found, read_window)
    if construct(node) == "calendar_year":
        return CalendarYear()
    return Years(years(lexicon, source, node))


def read_selection(lexicon: Lexicon, source: Expression, node: ast.expr) -> tuple[Pattern, ...]:
    """Read kinds of record, joined with |, each with or without one outcome."""
    if found := lexicon.expand(source, node):
        return under(lexicon, found, read_selection)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        left = read_selection(lexicon, source, node.left)
        return (*left, *(part for part in read_selection(lexicon, source, node.right) if part not in left))
    if isinstance(node, ast.Attribute):
        return tuple(
            _with_outcome(lexicon, source, node, pattern)
            for pattern in read_selection(lexicon, source, node.value)
        )
    if isinstance(node, ast.Name):
        if node.id in lexicon.kind_words:
            return (Pattern(lexicon.kind_words[node.id]),)
        source.unknown(node, node.id, lexicon.words())
    return source.refuse(
        node,
        "这里应当是记录的种类，例如 监督检查 或 监督检查.不合格。",
        "a kind of record belongs here, with or without an outcome.",
    )


def _with_outcome(lexicon: Lexicon, source: Expression, node: ast.Attribute, pattern: Pattern) -> Pattern:
    outcome = lexicon.outcome_words.get((pattern.kind, node.attr))
    if outcome is None:
        source.unknown(
            node.value, node.attr, (word for kind, word in lexicon.outcome_words if kind == pattern.kind)
        )
    return Pattern(pattern.kind, (outcome,))


def read_condition(lexicon: Lexicon, source: Expression, node: ast.expr) -> Condition:
    """Read a condition on the dates and numbers of one record."""
    if found := lexicon.expand(source, node):
        return under(lexicon, found, read_condition)
    match node:
        case ast.BoolOp(op=ast.And(), values=values):
            return Every(tuple(read_condition(lexicon, source, value) for value in values))
        case ast.BoolOp(op=ast.Or(), values=values):
            return Some(tuple(read_condition(lexicon, source, value) for value in values))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Contrary(read_condition(lexicon, source, operand))
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            return _comparison(lexicon, source, left, operator, right)
        case ast.Name(id=word) if word not in CONSTRUCTS:
            source.unknown(node, word, lexicon.words())
    return source.refuse(
        node,
        "这里应当是对一条记录的条件，例如 结束日 == 无、期限 < 当日、发生日 in 当年。",
        "a condition on one record belongs here, such as due_on < today.",
    )


def _comparison(
    lexicon: Lexicon, source: Expression, left: ast.expr, operator: ast.cmpop, right: ast.expr
) -> Condition:
    name, other = construct(left), construct(right)
    if name in DATES and isinstance(operator, ast.In):
        return InWindow(cast(DateField, name), read_window(lexicon, source, right))
    sign = OPERATORS.get(type(operator))
    if sign is None:
        source.refuse(left, "记录的条件里没有这种比较。", "conditions on a record have no such comparison.")
    if name in DATES and other == "nothing" and sign in {"==", "!="}:
        absent = Missing(cast(DateField, name))
        return absent if sign == "==" else Contrary(absent)
    if name in DATES and other == "today" and sign in get_args(Order):
        return BesideToday(cast(DateField, name), cast(Order, sign))
    if name == "today" and other in DATES and sign in get_args(Order):
        return BesideToday(cast(DateField, other), cast(Order, MIRRORED[sign]))
    if name in DATES and other in DATES:
        return BesideDate(cast(DateField, name), sign, cast(DateField, other))
    if name in NUMBERS:
        return BesideNumber(cast(NumberField, name), sign, decimal_number(source, right))
    return source.refuse(
        left,
        f"这样的两样东西不能比较。可以比较的有：{'、'.join(map(spelled, (*DATES, *NUMBERS)))}。",
        f"these cannot be compared. What can: {', '.join(map(spelled, (*DATES, *NUMBERS)))}.",
    )


def read_records(
    lexicon: Lexicon,
    source: Expression,
    call: ast.Call,
    *,
    allowed: tuple[Literal["within", "during"], ...] = (),
) -> Selection:
    """Read the arguments of 有(…): a selection, then conditions, then 近= or 在= with a span of time."""
    if not call.args:
        source.refuse(call, "括号里应当先写记录的种类。", "name a kind of record first, inside the brackets.")
    patterns = read_selection(lexicon, source, call.args[0])
    parts = [read_condition(lexicon, source, argument) for argument in call.args[1:]]
    parts += [
        InWindow("occurred_on", read_window(lexicon, source, keyword.value))
        for keyword in call.keywords
        if CONSTRUCTS.get(keyword.arg or "") in allowed
    ]
    if len(parts) == 1:
        return Selection(patterns, parts[0])
    return Selection(patterns, Every(tuple(parts)))


def under(
    lexicon: Lexicon,
    found: tuple[Expression, ast.expr, str],
    read: Callable[[Lexicon, Expression, ast.expr], Result],
) -> Result:
    """Read the definition of a term in place of its name."""
    source, node, word = found
    lexicon.open_terms.append(word)
    try:
        return read(lexicon, source, node)
    finally:
        lexicon.open_terms.pop()
