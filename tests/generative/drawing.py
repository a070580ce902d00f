"""Archives drawn by Hypothesis: dates sit on and around every boundary, of any standard's own kinds."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from qualitycredit.model.facts import Dossier, Enterprise, Product, Record
from qualitycredit.model.standard import Kind, Standard

AS_OF = (
    date(2024, 2, 29),
    date(2025, 2, 28),
    date(2025, 3, 1),
    date(2026, 1, 1),
    date(2026, 6, 30),
    date(2025, 12, 31),
)
KNOWN_AT = datetime(2026, 7, 1, 12, 0)
_SPANS = (0, 365, 366, 730, 731, 1095, 1096)


@st.composite
def days(draw: st.DrawFn, as_of: date) -> date:
    """Draw a day near a window edge, a year's end, a leap day, or anywhere in five years."""
    offset = draw(
        st.one_of(
            st.builds(lambda span, slip: span + slip, st.sampled_from(_SPANS), st.integers(-2, 2)),
            st.integers(-60, 1900),
        )
    )
    day = as_of - timedelta(days=offset)
    match draw(st.integers(0, 9)):
        case 0:
            return date(day.year, 12, 31)
        case 1:
            return date(day.year, 1, 1)
        case 2:
            return date(day.year - day.year % 4, 2, 29)
        case _:
            return day


@st.composite
def records(draw: st.DrawFn, kinds: Mapping[str, Kind], as_of: date, number: int) -> Record:
    """Draw a record of any kind with every column that could matter, contested only where it may be."""
    kind = draw(st.sampled_from(sorted(kinds.values(), key=lambda kind: kind.name)))
    outcome = draw(st.sampled_from(kind.outcomes))
    occurred_on = draw(days(as_of))
    later = st.one_of(
        st.none(),
        st.integers(0, 40),
        st.sampled_from((364, 365, 366, 1095)),
        st.just((date.max - occurred_on).days),
    )
    due, closed = draw(later), draw(st.one_of(st.none(), st.integers(0, 800)))
    inspected = draw(st.one_of(st.none(), st.integers(0, 5)))
    passed = (
        None
        if inspected is None
        else draw(st.one_of(st.none(), st.just(inspected), st.integers(0, inspected)))
    )
    recorded_at = draw(st.sampled_from((datetime(2020, 1, 1), KNOWN_AT, KNOWN_AT + timedelta(seconds=1))))
    superseded = draw(st.sampled_from((None, None, None, KNOWN_AT, KNOWN_AT + timedelta(days=9))))
    return Record(
        record_id=f"R{number % 7}",
        enterprise_id="",
        kind=kind.name,
        outcome=outcome.name,
        occurred_on=occurred_on,
        recorded_at=recorded_at,
        source=f"S{number}",
        subject=draw(st.sampled_from((None, "P1", "P2", "Q"))),
        due_on=None if due is None else occurred_on + timedelta(days=due),
        closed_on=None if closed is None else occurred_on + timedelta(days=closed),
        inspected=inspected,
        passed=passed,
        score=draw(st.one_of(st.none(), st.decimals(0, 40, places=1))),
        contested=outcome.contestable and draw(st.integers(0, 3)) == 0,
        superseded_at=superseded if superseded is None or superseded > recorded_at else None,
    )


@st.composite
def dossiers(draw: st.DrawFn, standard: Standard, as_of: date, identifier: str = "E0") -> Dossier:
    """Draw an enterprise with up to two products and up to eight records, some of them versions not known or replaced."""
    established_on = draw(days(as_of))
    gone = draw(st.sampled_from((None, None, None, None, -1, 0, 1, 30)))
    enterprise = Enterprise(
        enterprise_id=identifier,
        name="",
        established_on=established_on,
        deregistered_on=None if gone is None else max(established_on, as_of + timedelta(days=gone)),
        region="110000",
        exporter=draw(st.booleans()),
    )
    products = tuple(
        Product(identifier, name, "", draw(st.booleans()), draw(st.booleans()))
        for name in draw(st.sampled_from(((), ("P1",), ("P1", "P2"))))
    )
    count = draw(st.integers(0, 8))
    # A few kinds at a time, so that records of one kind meet one another.
    names = draw(st.lists(st.sampled_from(sorted(standard.kinds)), min_size=1, max_size=4, unique=True))
    kinds = {name: standard.kinds[name] for name in names}
    drawn = tuple(draw(records(kinds, as_of, number)) for number in range(count))
    return Dossier(enterprise, products, drawn)
