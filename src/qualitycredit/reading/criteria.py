"""Rules about an enterprise: what a clause, a row of the decision table or a reason asks."""

import ast
from typing import cast, get_args

from qualitycredit.model.conditions import Operator, Order, Selection
from qualitycredit.model.nodes import (
    All,
    Any,
    Compare,
    Constant,
    Elapsed,
    EnterpriseDate,
    Flag,
    GradeIs,
    Latest,
    Node,
    Not,
    RateAtLeast,
    WorldsDiffer,
)
from qualitycredit.reading.calls import CALLS, arguments, options
from qualitycredit.reading.constructs import CONSTRUCTS
from qualitycredit.reading.expressions import Expression
from qualitycredit.reading.lexicon import FIELDS, Lexicon
from qualitycredit.reading.numbers import is_number, read_number
from qualitycredit.reading.records import (
    MIRRORED,
    OPERATORS,
    construct,
    decimal_number,
    read_records,
    read_selection,
    read_window,
    under,
    whole_number,
    years,
)


def read_criterion(lexicon: Lexicon, source: Expression, node: ast.expr) -> Node:
    """Read what is asked of an enterprise, as a yes or no."""
    if found := lexicon.expand(source, node):
        return under(lexicon, found, read_criterion)
    match node:
        case ast.BoolOp(op=ast.And(), values=values):
            return All(tuple(read_criterion(lexicon, source, value) for value in values))
        case ast.BoolOp(op=ast.Or(), values=values):
            return Any(tuple(read_criterion(lexicon, source, value) for value in values))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Not(read_criterion(lexicon, source, operand))
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            return _comparison(lexicon, source, left, operator, right)
        case ast.Compare(left=left, ops=[first, second], comparators=[middle, right]):
            return All(
                (
                    _comparison(lexicon, source, left, first, middle),
                    _comparison(lexicon, source, middle, second, right),
                )
            )
        case ast.Name():
            return _name(lexicon, source, node)
        case ast.Call():
            name = construct(node) or ""
            if name == "when":
                return _when(lexicon, source, node)
            if name in CALLS:
                return CALLS[name](lexicon, source, node)
            if isinstance(node.func, ast.Name):
                source.unknown(node.func, node.func.id, CONSTRUCTS)
    return source.refuse(
        node,
        "这里应当是对企业的要求，例如 没有(监督检查.不合格, 近=年(3))。",
        "a criterion for the enterprise belongs here, such as none(violation, within=years(3)).",
    )


def _name(lexicon: Lexicon, source: Expression, node: ast.Name) -> Node:
    name = CONSTRUCTS.get(node.id)
    if name in {"true", "false"}:
        return Constant(name == "true")
    if name == "worlds_differ":
        return WorldsDiffer()
    table, column = lexicon.columns.get(node.id, ("", ""))
    if table == "enterprises" and FIELDS[table, column] == "flag":
        return Flag(column)
    if node.id in lexicon.kind_words:
        source.refuse(
            node,
            f"“{node.id}”是记录的种类，应当写 有({node.id}) 或 没有({node.id})。",
            f"“{node.id}” is a kind of record: write some({node.id}) or none({node.id}).",
        )
    return source.unknown(node, node.id, lexicon.words())


def _comparison(
    lexicon: Lexicon, source: Expression, left: ast.expr, operator: ast.cmpop, right: ast.expr
) -> Node:
    if construct(left) == "latest" and isinstance(operator, ast.In | ast.NotIn):
        return _latest(lexicon, source, cast(ast.Call, left), right, among=isinstance(operator, ast.In))
    sign = OPERATORS.get(type(operator))
    if sign is None:
        source.refuse(left, "这里不能用 in。", "“in” cannot stand here.")
    if is_number(lexicon, source, right):
        left, right, sign = right, left, MIRRORED[sign]
    if is_number(lexicon, source, left):
        return Compare(read_number(lexicon, source, left), sign, decimal_number(source, right))
    return _measured(lexicon, source, left, sign, source, right)


def _measured(
    lexicon: Lexicon, within: Expression, left: ast.expr, sign: Operator, source: Expression, right: ast.expr
) -> Node:
    if found := lexicon.expand(within, left):
        return under(
            lexicon, found, lambda _, term, tree: _measured(lexicon, term, tree, sign, source, right)
        )
    if construct(left) == "rate":
        return _rate(lexicon, within, left, sign, source, right)
    if construct(left) in {"best_grade", "worst_grade"} and sign in {"==", "!="}:
        return _grade(lexicon, source, left, sign, right)
    return _enterprise_date(lexicon, within, left, sign, right)


def _enterprise_date(
    lexicon: Lexicon, source: Expression, left: ast.expr, sign: Operator, right: ast.expr
) -> Node:
    word = left.id if isinstance(left, ast.Name) else ""
    table, column = lexicon.columns.get(word, ("", ""))
    if table != "enterprises" or FIELDS[table, column] != "date":
        dates = [name for name, where in lexicon.columns.items() if FIELDS[where] == "date"]
        for side in (left, right):
            if isinstance(side, ast.Name) and side.id not in CONSTRUCTS:
                source.unknown(side, side.id, [*lexicon.words(), *CONSTRUCTS])
        source.refuse(
            left,
            f"这样的两样东西不能比较。企业可以比较的日期有：{'、'.join(dates)}。",
            f"these cannot be compared. Dates of an enterprise: {', '.join(dates)}.",
        )
    if construct(right) == "today" and sign in get_args(Order):
        return EnterpriseDate(column, cast(Order, sign))
    if sign in {">=", "<"}:
        return Elapsed(column, sign, years(lexicon, source, right))
    return source.refuse(
        right,
        "企业的日期可以与当日比较，或者写 >= 年(3)、< 年(2)。",
        "a date of the enterprise is compared with today, or written >= years(3), < years(2).",
    )


def _latest(lexicon: Lexicon, source: Expression, call: ast.Call, right: ast.expr, *, among: bool) -> Node:
    patterns = read_records(lexicon, source, call).patterns
    if len(call.args) != 1 or call.keywords:
        source.refuse(
            call, "“最近”的括号里只写记录的种类。", "“latest” takes a kind of record and nothing else."
        )
    if not isinstance(right, ast.Tuple | ast.Set):
        source.refuse(right, "这里应当列出结果，例如 (无, 有效)。", "list the outcomes here, in brackets.")
    outcomes: list[str] = []
    absent = False
    for element in right.elts:
        if construct(element) == "nothing":
            absent = True
            continue
        word = element.id if isinstance(element, ast.Name) else ast.unparse(element)
        known = {
            label: name for (kind, label), name in lexicon.outcome_words.items() if kind == patterns[0].kind
        }
        if word not in known:
            source.unknown(element, word, known)
        outcomes.append(known[word])
    node = Latest(Selection(patterns), tuple(outcomes), absent)
    return node if among else Not(node)


def _rate(
    lexicon: Lexicon, source: Expression, call: ast.expr, sign: Operator, outer: Expression, right: ast.expr
) -> Node:
    assert isinstance(call, ast.Call)  # noqa: S101 - construct() == "rate" only for calls seen by the callers
    if construct(right) != "percent" or not isinstance(right, ast.Call) or sign not in {">=", "<"}:
        outer.refuse(
            right,
            "合格率只能写 >= 百分之(n) 或 < 百分之(n)。",
            "a rate is written >= percent(n) or < percent(n).",
        )
    given = options(source, call, ("within", "during", "needed"))
    window = next((given[name] for name in ("within", "during") if name in given), None)
    if window is None:
        source.refuse(
            call, "合格率要写明期间，例如 近=年(1)。", "a rate names its span, such as within=years(1)."
        )
    needed = given.get("needed")
    node = RateAtLeast(
        Selection(read_selection(lexicon, source, call.args[0])),
        read_window(lexicon, source, window),
        min(whole_number(outer, right.args[0]), 100),
        read_criterion(lexicon, source, needed) if needed is not None else Constant(value=True),
    )
    return node if sign == ">=" else Not(node)


def _grade(lexicon: Lexicon, source: Expression, left: ast.expr, sign: Operator, right: ast.expr) -> Node:
    value = right.value if isinstance(right, ast.Constant) else None
    if not isinstance(value, str) or value not in lexicon.grades:
        source.refuse(
            right, f"等级只有：{'、'.join(lexicon.grades)}。", f"the grades are {', '.join(lexicon.grades)}."
        )
    node = GradeIs("best" if construct(left) == "best_grade" else "worst", value)
    return node if sign == "==" else Not(node)


def _when(lexicon: Lexicon, source: Expression, call: ast.Call) -> Node:
    condition, conclusion = arguments(source, call, 2)
    return Any((Not(read_criterion(lexicon, source, condition)), read_criterion(lexicon, source, conclusion)))
