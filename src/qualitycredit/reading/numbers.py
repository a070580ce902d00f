"""Rules about numbers: the latest score of a kind, and sums and extremes of several."""

import ast

from qualitycredit.model.conditions import Selection
from qualitycredit.model.nodes import Highest, LatestScore, Lowest, Number, Total
from qualitycredit.reading.constructs import CONSTRUCTS
from qualitycredit.reading.expressions import Expression
from qualitycredit.reading.lexicon import Lexicon
from qualitycredit.reading.records import construct, decimal_number, read_selection, under

_SEVERAL: dict[str, type[Total | Highest | Lowest]] = {"total": Total, "highest": Highest, "lowest": Lowest}


def is_number(lexicon: Lexicon, source: Expression, node: ast.expr) -> bool:
    """Say whether a number is meant: a score, a sum or an extreme, or a term that stands for one."""
    if found := lexicon.expand(source, node):
        definition, tree, word = found
        return under(lexicon, (definition, tree, word), is_number)
    return construct(node) in {"latest_score", *_SEVERAL}


def read_number(lexicon: Lexicon, source: Expression, node: ast.expr) -> Number:
    """Read a number."""
    if found := lexicon.expand(source, node):
        return under(lexicon, found, read_number)
    name = construct(node)
    if isinstance(node, ast.Call) and name in _SEVERAL and node.args:
        return _SEVERAL[name](tuple(read_number(lexicon, source, part) for part in node.args))
    if isinstance(node, ast.Call) and name == "latest_score" and len(node.args) == 1:
        return _latest_score(lexicon, source, node)
    return source.refuse(
        node,
        "这里应当是分数，例如 最近分数(检查, 若无=(0, 100))。",
        "a score belongs here, such as latest_score(inspection, missing=(0, 100)).",
    )


def _latest_score(lexicon: Lexicon, source: Expression, call: ast.Call) -> LatestScore:
    match call.keywords:
        case [ast.keyword(arg=str(word), value=ast.Tuple(elts=[best, worst]))] if (
            CONSTRUCTS.get(word) == "missing"
        ):
            pass
        case _:
            source.refuse(
                call,
                "要写明没有分数时最好和最差各作多少，例如 若无=(0, 100)：缺少的分数不当作好，也不当作坏。",
                "say what a missing score is at best and at worst, such as missing=(0, 100).",
            )
    return LatestScore(
        Selection(read_selection(lexicon, source, call.args[0])),
        decimal_number(source, best),
        decimal_number(source, worst),
    )
