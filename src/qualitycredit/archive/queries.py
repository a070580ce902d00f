"""Queries as trees: text with `$name` where a column, a table or a value goes, never joined as strings."""

from functools import cache
from typing import Literal, cast

import duckdb
import sqlglot
from sqlglot import exp

Part = exp.Expr | str | int | list[str]


@cache
def _parsed(text: str) -> exp.Expr:
    return sqlglot.parse_one(text, dialect="duckdb")


def tree(text: str, /, **parts: Part) -> exp.Expr:
    """Parse `text` and put each part where its `$name` stands: a tree as it is, a Python value as a literal."""

    def place(node: exp.Expr) -> exp.Expr:
        if not isinstance(node, exp.Placeholder | exp.Parameter):
            return node
        part = parts[node.name]
        return part.copy() if isinstance(part, exp.Expr) else exp.convert(part)

    return _parsed(text).copy().transform(place, copy=False)


def rows(text: str, /, **parts: Part) -> exp.Select:
    """Parse a `SELECT`, or a `FROM` without one, as `tree` does."""
    return cast(exp.Select, tree(text, **parts))


def created(kind: Literal["TABLE", "VIEW"], name: str, query: exp.Expr) -> exp.Expr:
    """Give the statement that makes a table or a view of a query, in place of one of the same name."""
    return exp.Create(this=exp.to_table(name), kind=kind, replace=True, expression=query)


def run(connection: duckdb.DuckDBPyConnection, query: exp.Expr) -> duckdb.DuckDBPyConnection:
    """Run a query tree; the result is fetched from what is returned."""
    return connection.execute(query.sql("duckdb"))
