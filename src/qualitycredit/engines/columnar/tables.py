"""Tables of aggregates that grow while nodes are translated; what is asked twice is computed once."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from sqlglot import exp, select

from qualitycredit.engines.columnar.signs import always, both, never

ENTERPRISE: Final = "enterprise_id"


@dataclass(slots=True)
class Table:
    """One row a group, one column an aggregate; what is missing reads as `absent` says."""

    name: str
    names: Counter[str]
    columns: dict[exp.Expr, str] = field(default_factory=dict)
    absent: dict[str, exp.Expr | None] = field(default_factory=dict)

    def column(self, stem: str, computed: exp.Expr, absent: exp.Expr | None) -> exp.Expr:
        """Give the column of what is computed, new or known."""
        if computed not in self.columns:
            self.names[stem] += 1
            name = f"{stem}_{self.names[stem]}"
            self.columns[computed] = name
            self.absent[name] = absent
        return exp.column(self.columns[computed])

    def read(self) -> Iterator[exp.Expr]:
        """Give the columns as another query reads them."""
        for name, absent in self.absent.items():
            column = exp.column(name, table=self.name)
            yield (column if absent is None else present(column, absent)).as_(name)


@dataclass(slots=True)
class Totals(Table):
    """A table of any aggregates."""

    def query(self, source: str, *groups: str, where: exp.Expr | None = None) -> exp.Select:
        """Give the query of the table."""
        aggregates = [aggregate.as_(name) for aggregate, name in self.columns.items()]
        query = select(*map(exp.column, groups), *aggregates).from_(source)
        query = query.group_by(*map(exp.column, groups))
        return query if where is None else query.where(where)


@dataclass(slots=True)
class Greatest(Table):
    """A table of greatest signs. A row that no sign ever holds for adds nothing: it is dropped before it is grouped."""

    signs: dict[exp.Expr, dict[exp.Expr, None]] = field(default_factory=dict)

    def greatest(self, stem: str, conditions: Iterable[exp.Expr | None], sign: exp.Expr) -> exp.Expr:
        """Give the column of the greatest sign among the rows that meet the conditions."""
        condition = both(conditions)
        self.signs.setdefault(sign, {})[condition] = None
        return self.column(stem, exp.Max(this=counted([condition], sign)), never())

    def query(self, source: str, *groups: str, where: exp.Expr | None = None) -> exp.Select:
        """Give the query of the table."""
        aggregates = [most.as_(name) for most, name in self.columns.items()]
        query = select(*map(exp.column, groups), *aggregates).from_(source)
        return query.where(both([where, self._ever()])).group_by(*map(exp.column, groups))

    def _ever(self) -> exp.Expr:
        tests = [
            both([exp.or_(*conditions), None if sign == always() else sign > never()])
            for sign, conditions in self.signs.items()
        ]
        return exp.or_(*tests)


@dataclass(slots=True)
class Side:
    """Some rows of a table, and those of its columns that are read of them, by names of their own."""

    name: str
    table: Table
    condition: exp.Expr
    columns: dict[str, str] = field(default_factory=dict)

    def take(self, column: exp.Expr) -> exp.Expr:
        """Give the column of the table as it is read here."""
        return exp.column(self.columns.setdefault(column.name, f"{self.name}_{column.name}"))

    def read(self) -> Iterator[exp.Expr]:
        """Give the columns as another query reads them."""
        for name, alias in self.columns.items():
            absent = self.table.absent[name]
            column = exp.column(name, table=self.name)
            yield (column if absent is None else present(column, absent)).as_(alias)

    def query(self) -> exp.Select:
        """Give the query of the rows."""
        return select(ENTERPRISE, *self.columns).from_(self.table.name).where(self.condition)


def present(value: exp.Expr, absent: exp.Expr) -> exp.Expr:
    """Give a value, and another where it is null."""
    return exp.Coalesce(this=value.copy(), expressions=[absent.copy()])


def counted(conditions: Iterable[exp.Expr | None], value: exp.Expr) -> exp.Expr:
    """Give a value where all conditions hold, else null, which no aggregate sees."""
    return exp.case().when(both(conditions), value)
