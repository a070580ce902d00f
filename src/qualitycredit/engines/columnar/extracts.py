"""Records in scope with the signs of their dates, each computed once and read by many aggregates."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from sqlglot import exp, select

from qualitycredit.engines.columnar import signs
from qualitycredit.engines.columnar.records import Scope, compared, decimal, matches, missing, since_when
from qualitycredit.engines.columnar.spans import Today, on
from qualitycredit.model.conditions import (
    BesideDate,
    BesideNumber,
    BesideToday,
    Condition,
    Contrary,
    Every,
    InWindow,
    Missing,
    Operator,
    Selection,
    Some,
)
from qualitycredit.model.periods import Years

FACTS: Final = "facts"
OCCURRED: Final = "occurred_on"
CLOSED: Final = "closed_on"
_Single = InWindow | Missing | BesideToday | BesideDate | BesideNumber
_WORDS: Final[Mapping[Operator, str]] = {
    "<": "before",
    "<=": "by",
    ">": "after",
    ">=": "from",
    "==": "on",
    "!=": "not_on",
}


@dataclass(slots=True)
class Extract:
    """A query on `facts` that grows with what is asked of it."""

    name: str
    today: Today
    scope: Scope = field(default_factory=Scope)
    columns: dict[exp.Expr, str] = field(default_factory=dict)
    names: Counter[str] = field(default_factory=Counter)

    def take(self, selection: Selection) -> exp.Expr:
        """Take the records of a selection into scope, and say which match its patterns."""
        self.scope.widen(selection.patterns, since_when(selection.condition, self.today))
        return matches(selection.patterns)

    def selected(self, selection: Selection) -> exp.Expr:
        """Give the sign of a record, that matches a pattern, being selected."""
        parts = list(_parts(selection.condition))
        # What lies in a window of `occurred_on` has occurred, and the sign of the window says from when.
        bounded = any(isinstance(part, InWindow) and part.field == OCCURRED for part in parts)
        met = [self.meets(part) for part in parts]
        return signs.least(met if bounded else [self.occurred(), *met])

    def occurred(self) -> exp.Expr:
        """Give the sign of a record having occurred."""
        day = exp.column(OCCURRED)
        sign = exp.case().when(day > on(self.today.day), self.today.since(day)).else_(signs.always())
        return self._column("occurred", sign)

    def meets(self, condition: Condition) -> exp.Expr:
        """Give the sign of a condition."""
        match condition:
            case Every(parts):
                return signs.least(self.meets(part) for part in parts)
            case Some(parts):
                return signs.greatest(self.meets(part) for part in parts)
            case Contrary(part):
                return signs.contrary(self.meets(part))
            case _:
                return self._column(_name(condition), _sign(condition, self.today))

    def query(self, further: Iterable[exp.Expr | None] = (), *, sifted: bool = False) -> exp.Select:
        """Give the query of the extract; where it is `sifted` further on, by kinds and outcomes alone."""
        columns = [sign.as_(name) for sign, name in self.columns.items()]
        conditions = [
            self.scope.kinds(),
            self.scope.matched() if sifted else self.scope.condition(),
            *further,
        ]
        return select(exp.Star(), *columns).from_(FACTS).where(signs.both(conditions))

    def _column(self, name: str, sign: exp.Expr) -> exp.Expr:
        if sign in (signs.always(), signs.never()):
            return sign
        if sign not in self.columns:
            self.names[name] += 1
            self.columns[sign] = name if self.names[name] == 1 else f"{name}_{self.names[name]}"
        return exp.column(self.columns[sign])


def _name(condition: _Single) -> str:
    match condition:
        case InWindow(field, Years(count)):
            return f"{_stem(field)}_within_{count}_years"
        case InWindow(field):
            return f"{_stem(field)}_this_year"
        case Missing(field):
            return f"not_{_stem(field)}"
        case BesideToday(field, operator):
            return f"{_stem(field)}_{_WORDS[operator]}_today"
        case BesideDate(left, operator, right):
            return f"{_stem(left)}_{_WORDS[operator]}_{_stem(right)}"
        case _:
            return "number"


def _stem(date_field: str) -> str:
    return date_field.removesuffix("_on")


def _sign(condition: _Single, today: Today) -> exp.Expr:
    match condition:
        case InWindow(field, window):
            return today.within(exp.column(field), window)
        case Missing(field):
            moment = exp.column(field)
            case = exp.case().when(missing(field), signs.always())
            if field == CLOSED:
                case = case.when(moment > on(today.day), today.until(moment))
            return case.else_(signs.never())
        case BesideToday(field, operator):
            beside = today.beside_closing if field == CLOSED else today.beside
            return beside(exp.column(field), operator)
        case BesideDate(left, operator, right):
            holds = compared(exp.column(left), operator, exp.column(right))
            if CLOSED not in (left, right):
                return signs.certain(holds)
            return exp.case().when(holds, today.from_day(exp.column(CLOSED))).else_(signs.never())
        case _:
            number = exp.column(condition.field)
            return signs.certain(compared(number, condition.operator, decimal(condition.value)))


def _parts(condition: Condition) -> Iterable[Condition]:
    if not isinstance(condition, Every):
        return (condition,)
    return (inner for part in condition.parts for inner in _parts(part))
