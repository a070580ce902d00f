"""What the order of records decides: the latest one, the latest score, and runs of adjacent ones."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations

import pytest

from qualitycredit.engines.columnar import FOREVER, decision_query
from qualitycredit.model.conditions import (
    InWindow,
    Missing,
    Operator,
    Pattern,
    Selection,
)
from qualitycredit.model.facts import Record
from qualitycredit.model.nodes import (
    Compare,
    Highest,
    Latest,
    LatestScore,
    Lowest,
    Run,
    Total,
)
from qualitycredit.model.periods import CalendarYear
from tests.unit.columnar.plain import assert_sound
from tests.unit.columnar.standards import (
    CHECK,
    FAIL,
    SCORE,
    TODAY,
    dossier,
    record,
    signs_of,
    standard,
)

YES, NO = (FOREVER, FOREVER), (-FOREVER, -FOREVER)


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def test_the_latest_record_decides() -> None:
    node = Latest(Selection((CHECK,)), ("fail",), or_absent=False)
    tied = [
        record("check", "pass", day(-1), record_id="A", source="Z"),
        record("check", "pass", day(-1), record_id="B", source="A"),
        record("check", "fail", day(-1), record_id="B", source="B"),
    ]
    cases = [dossier(*order) for order in permutations(tied)]
    assert assert_sound(node, *cases) == [YES] * 6


@pytest.mark.parametrize("or_absent", [True, False])
@pytest.mark.parametrize("outcomes", [("fail",), ("pass", "fail"), ()], ids=str)
def test_the_latest_record_until_the_next(outcomes: tuple[str, ...], or_absent: bool) -> None:  # noqa: FBT001
    node = Latest(Selection((CHECK,)), outcomes, or_absent)
    now, later = record("check", "pass", TODAY), record("check", "fail", day(9), record_id="Q")
    contested = record("check", "fail", day(-2), contested=True, record_id="C")
    without_outcome = record("check", None, TODAY, record_id="Z")
    assert_sound(
        node,
        dossier(),
        dossier(now, later),
        dossier(later),
        dossier(contested),
        dossier(contested, record("check", "pass", day(-5))),
        dossier(now, without_outcome),
        dossier(record("check", "fail", day(4), contested=True), now),
    )


def test_the_latest_of_a_condition_is_refused() -> None:
    node = Latest(Selection((CHECK,), Missing("closed_on")), ("fail",), or_absent=True)
    with pytest.raises(ValueError, match="its selection has no condition"):
        decision_query(standard({"T.1": node}), TODAY)


def checks(
    outcomes: str, *, ids: str = "", contested: str = "", offset: int = -100, kind: str = "check"
) -> list[Record]:
    """Give checks on adjacent days, F for fail and P for pass; `contested` marks them with an x."""
    return [
        record(
            kind,
            "fail" if outcome == "F" else "pass",
            day(offset) if ids else day(offset + place),
            record_id=ids[place : place + 1] or f"{kind}{place:02}",
            contested=contested[place : place + 1] == "x",
        )
        for place, outcome in enumerate(outcomes)
    ]


@pytest.mark.parametrize("length", [1, 2, 3])
@pytest.mark.parametrize("by_subject", [True, False])
def test_runs_of_adjacent_records(length: int, by_subject: bool) -> None:  # noqa: FBT001
    series = Selection((CHECK, Pattern("test")))
    member = Selection((FAIL, Pattern("test", ("fail",))), InWindow("occurred_on", CalendarYear()))
    node = Run(series, member, length, by_subject)
    subjects = [
        record("check", "fail", day(n - 50), record_id=f"S{n}", subject=s) for n, s in enumerate("ABBA")
    ]
    subjects += [
        record("check", "fail", day(-40), record_id="N1"),
        record("check", "fail", day(-30), record_id="N2"),
    ]
    assert_sound(
        node,
        dossier(),
        dossier(*checks("FF")),
        dossier(*checks("FPF")),
        dossier(*checks("FFPFFF")[::-1]),
        dossier(*checks("FPF", contested=" x")),
        dossier(*checks("FFF", contested=" x")),
        dossier(*checks("FFF", contested="xx")),
        dossier(*checks("FFF", offset=-182)),
        dossier(*checks("FFF", offset=-1)),
        dossier(*checks("FPF", ids="ACB")),
        dossier(*checks("F"), *checks("F", offset=-99, kind="test")),
        dossier(*subjects),
        dossier(*subjects[:4]),
        dossier(*checks("PPP")),
    )


def test_a_tie_in_a_series_is_settled_by_the_source() -> None:
    node = Run(Selection((CHECK,)), Selection((FAIL,)), 2, by_subject=False)
    by_source = {source: "pass" if source == "B" else "fail" for source in "ABC"}
    tied = [record("check", outcome, day(-9), source=source) for source, outcome in by_source.items()]
    assert assert_sound(node, dossier(*tied)) == [NO]
    assert assert_sound(node, dossier(*tied[:1], *tied[2:])) == [YES]


def score(value: str | None, offset: int, *, contested: bool = False) -> Record:
    points = None if value is None else Decimal(value)
    return record("score", "given", day(offset), score=points, contested=contested, record_id=f"{offset}")


@pytest.mark.parametrize("operator", ["<", "<=", ">", ">=", "==", "!="])
def test_scores(operator: Operator) -> None:
    first = LatestScore(Selection((SCORE,)), Decimal(0), Decimal("28.00005"))
    second = LatestScore(Selection((CHECK,)), Decimal(3), Decimal(3))
    cases = [
        dossier(),
        dossier(score("13.5", -9)),
        dossier(score("13.5", -9), score("2", -1, contested=True)),
        dossier(score("13.5", -9), score(None, -1), score(None, 2)),
        dossier(score("13.5", -9), score("14", 6), record("check", "fail", day(3), score=Decimal(20))),
        dossier(score("13.5", -9), score("14", 6, contested=True)),
    ]
    for number in (first, Total((first, second)), Highest((first, second)), Lowest((first, second))):
        assert_sound(Compare(number, operator, Decimal("13.5")), *cases)


def test_a_sum_of_nothing_is_nought() -> None:
    assert signs_of(Compare(Total(()), "==", Decimal(0)), dossier()) == [YES]
