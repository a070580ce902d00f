"""Tables of aggregates that grow while nodes are translated; what is asked twice is computed once."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from sqlglot import exp, select

from qualitycredit.engines.columnar.signs import both

ENTERPRISE: Final = "enterprise_id"


@dataclass(slots=True)
class Table:
    """One row a group, one column an aggregate; what is missing reads as `absent` says."""

    name: str
    names: Counter[str]
    columns: dict[exp.Expr, str] = field(default_factory=dict)
    absent: dict[str, exp.Expr | None] = field(default_factory=dict)

    def column(self, stem: str, aggregate: exp.Expr, absent: exp.Expr | None) -> exp.Expr:
        """Give the column of an aggregate, new or known."""
        if aggregate not in self.columns:
            self.names[stem] += 1
            name = f"{stem}_{self.names[stem]}"
            self.columns[aggregate] = name
            self.absent[name] = absent
        return exp.column(self.columns[aggregate])

    def read(self) -> Iterator[exp.Expr]:
        """Give the columns as another query reads them."""
        for name, absent in self.absent.items():
            column = exp.column(name, table=self.name)
            yield (column if absent is None else present(column, absent)).as_(name)

    def query(self, source: str, *groups: str, where: exp.Expr | None = None) -> exp.Select:
        """Give the query of the table."""
        keys = [exp.column(group) for group in groups]
        aggregates = [aggregate.as_(name) for aggregate, name in self.columns.items()]
        query = select(*keys, *aggregates).from_(source).group_by(*(key.copy() for key in keys))
        return query if where is None else query.where(where)


def present(value: exp.Expr, absent: exp.Expr) -> exp.Expr:
    """Give a value, and another where it is null."""
    return exp.Coalesce(this=value.copy(), expressions=[absent.copy()])


def counted(conditions: Iterable[exp.Expr | None], value: exp.Expr) -> exp.Expr:
    """Give a value where all conditions hold, else null, which no aggregate sees."""
    return exp.case().when(both(conditions), value)
