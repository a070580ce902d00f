"""Small faults of the sort that people make: a turned comparison, a swapped extreme, a missing case, one day off."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
}
_NAMES = {"min": "max", "max": "min", "all": "any", "any": "all", "least": "greatest", "greatest": "least"}
_NAMES |= {"and_": "or_", "or_": "and_"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the source of a module with one change, and what the change is."""

    module: Path
    line: int
    change: str
    source: str


def faults_of(module: Path) -> Iterator[Fault]:
    """Yield each fault that can be planted in a module, one at a time."""
    text = module.read_text(encoding="utf-8")
    for number in range(sum(1 for _ in _places(ast.parse(text)))):
        tree = ast.parse(text)
        node = list(_places(tree))[number]
        before = ast.unparse(node)
        _change(node)
        after = ast.unparse(node)
        if after != before:
            line = getattr(node, "lineno", 0)
            yield Fault(module, line, f"{before}  →  {after}", ast.unparse(ast.fix_missing_locations(tree)))


def _places(tree: ast.Module) -> Iterator[ast.AST]:
    """Give what can be changed; what only says how a class or function is made is no part of what it computes."""
    made = {id(part) for node in ast.walk(tree) for top in _made_by(node) for part in ast.walk(top)}
    return (node for node in ast.walk(tree) if _changeable(node) and id(node) not in made)


def _made_by(node: ast.AST) -> list[ast.expr]:
    match node:
        case ast.ClassDef() | ast.FunctionDef():
            return node.decorator_list
        case ast.Assign(value=ast.Call(func=ast.Name(id="TypeVar" | "field")) as made):
            return [made]
        case _:
            return []


def _changeable(node: ast.AST) -> bool:
    match node:
        case ast.Compare(ops=[operator]):
            return type(operator) in _COMPARISONS
        case ast.BinOp(op=operator):
            return type(operator) in _OPERATORS
        case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
            return name in _NAMES
        case ast.BoolOp() | ast.UnaryOp(op=ast.Not()) | ast.UnaryOp(op=ast.USub()):
            return True
        case ast.Constant(value=int()):
            return True
        case ast.IfExp():
            return True
    return False


def _change(node: ast.AST) -> None:
    match node:
        case ast.Compare():
            node.ops = [_COMPARISONS[type(node.ops[0])]()]
        case ast.BinOp():
            node.op = _OPERATORS[type(node.op)]()
        case ast.Call(func=ast.Name() as name):
            name.id = _NAMES[name.id]
        case ast.Call(func=ast.Attribute() as name):
            name.attr = _NAMES[name.attr]
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.UnaryOp():
            # `+x` and `not not x` change nothing else in the line.
            node.operand = ast.UnaryOp(node.op, node.operand)
        case ast.Constant():
            node.value = not node.value if isinstance(node.value, bool) else int(str(node.value)) + 1
        case ast.IfExp():
            node.body, node.orelse = node.orelse, node.body
