"""Spans of days round a date as SQL signs: from which day something holds, and until which."""

from dataclasses import dataclass
from datetime import date

from sqlglot import exp

from qualitycredit.engines.columnar.signs import FOREVER, always, contrary, days, never
from qualitycredit.model.conditions import Order
from qualitycredit.model.periods import LAST_DAY, CalendarYear, Window, Years, years_before

_MONTHS = 12


def on(day: date) -> exp.Expr:
    """Give a day as a literal."""
    return exp.cast(exp.Literal.string(day.isoformat()), exp.DataType.Type.DATE)


@dataclass(frozen=True, slots=True)
class Today:
    """The as-of day, and spans seen from it. A date that is null lies in no span."""

    day: date

    def until(self, moment: exp.Expr) -> exp.Expr:
        """Give the days from today to `moment`."""
        return _between(on(self.day), moment)

    def since(self, moment: exp.Expr) -> exp.Expr:
        """Give the days from `moment` to today; for a day to come, the sign of what begins on it."""
        return _between(moment, on(self.day))

    def left(self, ordinal: int) -> int:
        """Give the days from today to a known day, FOREVER where the calendar ends before."""
        return ordinal - self.day.toordinal() if ordinal <= LAST_DAY else FOREVER

    def from_day(self, moment: exp.Expr) -> exp.Expr:
        """Give the sign of the span that begins on `moment`."""
        case = exp.case().when(moment.copy() > on(self.day), self.since(moment))
        return case.when(moment.copy() <= on(self.day), always()).else_(never())

    def beside(self, moment: exp.Expr, operator: Order) -> exp.Expr:
        """Give the sign of a comparison of `moment` with the as-of day."""
        past, last = moment.copy() < on(self.day), moment.copy().eq(on(date.max))
        match operator:
            case "<":
                begins = self.since(moment) - days(1)
                return exp.case().when(past, always()).when(moment < on(date.max), begins).else_(never())
            case "<=":
                return self.from_day(moment)
            case ">":
                return exp.case().when(moment > on(self.day), self.until(moment)).else_(never())
            case _:
                ends = self.until(moment) + days(1)
                return exp.case().when(last, always()).when(moment >= on(self.day), ends).else_(never())

    def beside_closing(self, closed_on: exp.Expr, operator: Order) -> exp.Expr:
        """Give the same for a date that can only be seen from its own day on."""
        match operator:
            case "<" | "<=":
                return self.beside(closed_on, operator)
            case ">":
                return never()
            case _:
                case = exp.case().when(closed_on > on(self.day), self.since(closed_on))
                return case.when(closed_on.eq(on(self.day)), days(self.left(self.day.toordinal() + 1))).else_(
                    never()
                )

    def within(self, moment: exp.Expr, window: Window) -> exp.Expr:
        """Give the sign of `moment` lying in a window that ends today."""
        if isinstance(window, Years) and window.count <= 0:
            return never()
        case = exp.case().when(moment > on(self.day), self.since(moment))
        start = self.start(window)
        inside = moment <= on(self.day) if start is None else moment > on(start)
        if isinstance(window, CalendarYear):
            return case.when(inside, days(self.left(window.leaves(self.day)))).else_(never())
        if self.day.year + window.count > date.max.year:
            case = case.when(moment > on(years_before(date.max, window.count)), always())
        left = self.until(_same_day(moment, window.count)) + _leap(moment, window.count)
        return case.when(inside, left).else_(never())

    def start(self, window: Window) -> date | None:
        """Give the last day before a window; None where it reaches back to the first day there is."""
        if isinstance(window, CalendarYear):
            return date(self.day.year - 1, 12, 31) if self.day.year > date.min.year else None
        return self.back(window.count)

    def back(self, count: int) -> date | None:
        """Give the day so many years before today; None where the calendar begins later."""
        return years_before(self.day, count) if self.day.year - count >= date.min.year else None

    def elapsed(self, moment: exp.Expr, operator: str, count: int) -> exp.Expr:
        """Give the sign of `moment` lying at least `count` years back (`>=`), or less (`<`)."""
        back = self.back(count)
        begins = contrary(self.until(_same_day(moment, count)) + _leap(moment, count))
        case = exp.case()
        if back is not None:
            case = case.when(moment <= on(back), always())
        case = case.when(moment > on(date(date.max.year - count, 12, 31)), never()) if count > 0 else case
        sign = case.else_(begins)
        return (
            exp.case()
            .when(moment.is_(exp.null()), never())
            .else_(sign if operator == ">=" else contrary(sign))
        )


def _between(earlier: exp.Expr, later: exp.Expr) -> exp.Expr:
    distance = exp.DateDiff(this=later.copy(), expression=earlier.copy(), unit=exp.var("DAY"))
    return exp.cast(distance, exp.DataType.Type.INT)


def _same_day(moment: exp.Expr, count: int) -> exp.Expr:
    later = exp.DateAdd(
        this=moment.copy(), expression=exp.Literal.number(_MONTHS * count), unit=exp.var("MONTH")
    )
    return exp.cast(later, exp.DataType.Type.DATE)


def _leap(moment: exp.Expr, count: int) -> exp.Expr:
    """Give the day that engines clip: 29 February comes round as 28 February, its anniversary is 1 March."""
    clipped = exp.Day(this=moment.copy()) - exp.Day(this=_same_day(moment, count))
    return exp.cast(exp.paren(clipped), exp.DataType.Type.INT)
