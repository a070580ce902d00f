"""One enterprise weighed on a prepared standard: every step in both worlds, and the grade that follows."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from qualitycredit.engines.scalar.days import FOREVER
from qualitycredit.engines.scalar.facts import Facts, Values, facts_of
from qualitycredit.engines.scalar.prepared import Numbered, Prepared
from qualitycredit.model.facts import Dossier
from qualitycredit.model.periods import LAST_DAY
from qualitycredit.model.worlds import BEST, WORST, World


class Outcome(NamedTuple):
    """What the decision table gives: grade, best, worst, reason, and for how many days it certainly stays."""

    grade: str
    best: str | None
    worst: str | None
    reason: str | None
    until: int

    def changes_on(self, day: date) -> date | None:
        """Give the first day on which it may differ, where it was found on `day`; None for never."""
        changes = day.toordinal() + self.until
        return None if changes > LAST_DAY else date.fromordinal(changes)


class Weighed(NamedTuple):
    """The horizons of all steps on one day in both worlds, which are one list where the worlds do not differ."""

    best: Values
    worst: Values
    outcome: Outcome


class Scales:
    """One enterprise on a prepared standard, to be weighed on any day. `moved` are the steps that its records move."""

    __slots__ = ("_best", "_live", "_live_best", "_prepared", "_worst", "moved")

    def __init__(self, prepared: Prepared, dossier: Dossier) -> None:
        self._prepared = prepared
        self._worst = worst = facts_of(dossier, WORST)
        self.moved = prepared.moved_by(worst)
        self._live = sorted(self.moved | prepared.always)
        if any(record.contested for record in dossier.records):
            self._best = facts_of(dossier, BEST)
            self._live_best: list[int] | None = _live(prepared, self._best)
        else:
            self._best = Facts(worst.enterprise, worst.products, worst.by_kind, BEST)
            self._live_best = None

    def on(self, day: date) -> Weighed:
        """Weigh on a day."""
        prepared = self._prepared
        worst = values_on(prepared, self._worst, self._live, day)
        best = self._in_the_best_world(worst, day)
        return Weighed(best, worst, self._outcome(best, worst))

    def _in_the_best_world(self, worst: Values, day: date) -> Values:
        prepared, facts = self._prepared, self._best
        if self._live_best is not None:
            return values_on(prepared, facts, self._live_best, day)
        # The records are the same, so only what is taken of missing facts can differ, and what rests on that.
        facts.today, facts.day, facts.latest = day, self._worst.day, self._worst.latest
        steps = prepared.steps
        if all(steps[number](facts, worst) == worst[number] for number in prepared.assuming):
            return worst
        best = worst.copy()
        for number in prepared.resting:
            best[number] = steps[number](facts, best)
        return best

    def _outcome(self, best: Values, worst: Values) -> Outcome:
        prepared = self._prepared
        excluded, until = deciding_row(prepared.excluded, worst)
        if excluded is not None:
            return Outcome(prepared.unrated, None, None, excluded, until)
        worst_row, worst_until = deciding_row(prepared.rows, worst)
        best_row, best_until = (
            (worst_row, worst_until) if best is worst else deciding_row(prepared.rows, best)
        )
        until = min(until, best_until, worst_until)
        names = best_row or prepared.unrated, worst_row or prepared.unrated
        if names[0] == names[1] != prepared.unrated:
            return Outcome(names[0], *names, None, until)
        self._worst.grades = {"best": (names[0], best_until), "worst": (names[1], worst_until)}
        for number in range(prepared.reasoned, len(prepared.steps)):
            worst[number] = prepared.steps[number](self._worst, worst)
        reason, reason_until = deciding_row(prepared.reasons, worst)
        return Outcome(prepared.unrated, *names, reason, min(until, reason_until))


def values_on(prepared: Prepared, facts: Facts, live: Sequence[int], day: date) -> Values:
    """Give the horizon of every step on a day; `live` are the steps that these facts can move."""
    facts.today, facts.day, facts.latest = day, day.toordinal(), {}
    values, steps = prepared.blank.copy(), prepared.steps
    for number in live:
        values[number] = steps[number](facts, values)
    return values


def deciding_row(rows: Sequence[Numbered], values: Values) -> tuple[str | None, int]:
    """Find the first row that holds: it stays until it ceases, or until a row before it begins to hold."""
    until = FOREVER
    for row in rows:
        horizon = values[row.number]
        until = min(until, abs(horizon))
        if horizon > 0:
            return row.result, until
    return None, until


def grade_among(prepared: Prepared, dossier: Dossier, day: date, world: World) -> str:
    """Give the grade in any world."""
    facts = facts_of(dossier, world)
    values = values_on(prepared, facts, _live(prepared, facts), day)
    return deciding_row(prepared.rows, values)[0] or prepared.unrated


def _live(prepared: Prepared, facts: Facts) -> list[int]:
    return sorted(prepared.moved_by(facts) | prepared.always)
