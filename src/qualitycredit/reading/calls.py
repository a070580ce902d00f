"""Rules written as calls: records that exist, products, runs, other clauses."""

import ast
from collections.abc import Callable, Mapping

from qualitycredit.model.conditions import Condition, Every, Selection
from qualitycredit.model.nodes import (
    All,
    Any,
    ClauseHolds,
    Covered,
    Exists,
    HasProduct,
    Lapsed,
    Node,
    Not,
    Run,
)
from qualitycredit.reading.constructs import CONSTRUCTS, spelled
from qualitycredit.reading.expressions import Expression
from qualitycredit.reading.lexicon import Lexicon
from qualitycredit.reading.records import (
    construct,
    read_condition,
    read_records,
    read_selection,
    whole_number,
)


def options(source: Expression, call: ast.Call, allowed: tuple[str, ...]) -> Mapping[str, ast.expr]:
    """Give the keyword arguments by construct, refusing any that is not `allowed`."""
    given: dict[str, ast.expr] = {}
    for keyword in call.keywords:
        name = CONSTRUCTS.get(keyword.arg or "")
        if name not in allowed:
            words = "、".join(map(spelled, allowed)) or "—"
            source.refuse(
                keyword.value,
                f"这里没有“{keyword.arg}=”，可以用的有：{words}。",
                f"no “{keyword.arg}=” here; there is {words}.",
            )
        given[name] = keyword.value
    return given


def _exists(lexicon: Lexicon, source: Expression, call: ast.Call) -> Node:
    options(source, call, ("within", "during"))
    return Exists(read_records(lexicon, source, call, allowed=("within", "during")))


def _none(lexicon: Lexicon, source: Expression, call: ast.Call) -> Node:
    return Not(_exists(lexicon, source, call))


def arguments(source: Expression, call: ast.Call, count: int) -> list[ast.expr]:
    """Give the positional arguments, refusing any other number than `count`."""
    if len(call.args) != count:
        source.refuse(
            call,
            f"括号里应当有 {count} 项，这里有 {len(call.args)} 项。",
            f"{count} {'item belongs' if count == 1 else 'items belong'} in the brackets, not {len(call.args)}.",
        )
    return call.args


def _product_flag(lexicon: Lexicon, source: Expression, node: ast.expr) -> str:
    word = node.id if isinstance(node, ast.Name) else ast.unparse(node)
    table, column = lexicon.columns.get(word, ("", ""))
    if table != "products":
        source.unknown(
            node, word, (name for name, where in lexicon.columns.items() if where[0] == "products")
        )
    return column


def _has_product(lexicon: Lexicon, source: Expression, call: ast.Call) -> Node:
    return HasProduct(_product_flag(lexicon, source, arguments(source, call, 1)[0]))


def _every_product(lexicon: Lexicon, source: Expression, call: ast.Call) -> Node:
    flag, kind, *conditions = call.args if len(call.args) >= 2 else arguments(source, call, 2)  # noqa: PLR2004
    return Covered(
        _product_flag(lexicon, source, flag),
        Selection(read_selection(lexicon, source, kind), _joined(lexicon, source, conditions)),
    )


def _joined(lexicon: Lexicon, source: Expression, nodes: list[ast.expr]) -> Condition:
    conditions = tuple(read_condition(lexicon, source, node) for node in nodes)
    return conditions[0] if len(conditions) == 1 else Every(conditions)


def _lapsed(lexicon: Lexicon, source: Expression, call: ast.Call) -> Node:
    ever, still = arguments(source, call, 2)
    return Lapsed(Selection(read_selection(lexicon, source, ever)), read_condition(lexicon, source, still))


def _run(lexicon: Lexicon, source: Expression, call: ast.Call) -> Node:
    given = options(source, call, ("length", "by_subject", "within", "during"))
    series, *member = call.args if len(call.args) > 2 else arguments(source, call, 2)  # noqa: PLR2004
    if "length" not in given:
        source.refuse(call, "要写明 次数=2 这样的次数。", "name the length, such as length=2.")
    return Run(
        Selection(read_selection(lexicon, source, series)),
        read_records(
            lexicon, source, ast.Call(call.func, member, call.keywords), allowed=("within", "during")
        ),
        whole_number(source, given["length"]),
        by_subject="by_subject" in given and construct(given["by_subject"]) == "true",
    )


def _named(source: Expression, call: ast.Call, known: tuple[str, ...]) -> str:
    (argument,) = arguments(source, call, 1)
    word = argument.value if isinstance(argument, ast.Constant) else ast.unparse(argument)
    if not isinstance(word, str) or word not in known:
        source.unknown(argument, str(word), known)
    return word


def _clause(lexicon: Lexicon, source: Expression, call: ast.Call) -> Node:
    return ClauseHolds(_named(source, call, lexicon.clauses))


def _members(lexicon: Lexicon, source: Expression, call: ast.Call) -> tuple[Node, ...]:
    group = _named(source, call, lexicon.groups)
    return tuple(ClauseHolds(clause) for clause in lexicon.clauses if clause.rpartition(".")[0] == group)


CALLS: Mapping[str, Callable[[Lexicon, Expression, ast.Call], Node]] = {
    "some": _exists,
    "none": _none,
    "has_product": _has_product,
    "every_product": _every_product,
    "lapsed": _lapsed,
    "run": _run,
    "clause": _clause,
    "any_of": lambda lexicon, source, call: Any(_members(lexicon, source, call)),
    "all_of": lambda lexicon, source, call: All(_members(lexicon, source, call)),
}
