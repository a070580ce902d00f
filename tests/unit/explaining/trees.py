"""Trees drawn by Hypothesis over the vocabulary of the opinion of 2006, of every sort of node and condition."""

from decimal import Decimal

from hypothesis import strategies as st

from qualitycredit.model.conditions import (
    BesideDate,
    BesideNumber,
    BesideToday,
    Condition,
    Contrary,
    DateField,
    Every,
    InWindow,
    Missing,
    NumberField,
    Operator,
    Order,
    Pattern,
    Selection,
    Some,
)
from qualitycredit.model.nodes import (
    All,
    Any,
    ClauseHolds,
    Compare,
    Constant,
    Covered,
    Elapsed,
    EnterpriseDate,
    Exists,
    Flag,
    GradeIs,
    HasProduct,
    Highest,
    Lapsed,
    Latest,
    LatestScore,
    Lowest,
    Node,
    Not,
    Number,
    RateAtLeast,
    Run,
    Total,
    WorldsDiffer,
)
from qualitycredit.model.periods import CalendarYear, Window, Years
from qualitycredit.reading import load_standard

STANDARD = load_standard("aqsiq-2006")

_DATES: st.SearchStrategy[DateField] = st.sampled_from(("occurred_on", "due_on", "closed_on"))
_NUMBERS: st.SearchStrategy[NumberField] = st.sampled_from(("inspected", "passed", "score"))
_ORDERS: st.SearchStrategy[Order] = st.sampled_from(("<", "<=", ">", ">="))
_OPERATORS: st.SearchStrategy[Operator] = st.sampled_from(("<", "<=", ">", ">=", "==", "!="))
_VALUES = st.decimals(-5, 40, places=1)
_FLAGS = st.sampled_from(("permit_required", "statutory_inspection"))
WINDOWS: st.SearchStrategy[Window] = st.one_of(st.builds(Years, st.integers(1, 4)), st.just(CalendarYear()))

CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    st.one_of(
        st.builds(InWindow, _DATES, WINDOWS),
        st.builds(Missing, _DATES),
        st.builds(BesideToday, _DATES, _ORDERS),
        st.builds(BesideDate, _DATES, _OPERATORS, _DATES),
        st.builds(BesideNumber, _NUMBERS, _OPERATORS, _VALUES),
    ),
    lambda inner: st.one_of(
        st.builds(Every, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Some, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Contrary, inner),
    ),
    max_leaves=5,
)


@st.composite
def patterns(draw: st.DrawFn) -> Pattern:
    """Draw one kind with any outcome or with some of its own."""
    kind = draw(st.sampled_from(sorted(STANDARD.kinds)))
    names = [outcome.name for outcome in STANDARD.kinds[kind].outcomes]
    outcomes = draw(st.none() | st.lists(st.sampled_from(names), min_size=1, unique=True).map(tuple))
    return Pattern(kind, outcomes)


SELECTIONS = st.builds(Selection, st.lists(patterns(), min_size=1, max_size=3).map(tuple), CONDITIONS)
NUMBERS: st.SearchStrategy[Number] = st.recursive(
    st.builds(LatestScore, SELECTIONS, st.just(Decimal(0)), st.just(Decimal(28))),
    lambda inner: st.one_of(
        [
            st.builds(several, st.lists(inner, min_size=1, max_size=3).map(tuple))
            for several in (Total, Highest, Lowest)
        ]
    ),
    max_leaves=3,
)


@st.composite
def latest(draw: st.DrawFn) -> Latest:
    """Draw the latest of some records, with outcomes of their first kind."""
    selection = draw(SELECTIONS)
    names = [outcome.name for outcome in STANDARD.kinds[selection.patterns[0].kind].outcomes]
    return Latest(
        selection, draw(st.lists(st.sampled_from(names), unique=True).map(tuple)), draw(st.booleans())
    )


def _group(name: str) -> tuple[Node, ...]:
    return tuple(ClauseHolds(clause.id) for clause in STANDARD.group(name))


LEAVES: st.SearchStrategy[Node] = st.one_of(
    st.builds(Constant, st.booleans()),
    st.just(Flag("exporter")),
    st.builds(HasProduct, _FLAGS),
    st.builds(
        Elapsed,
        st.sampled_from(("established_on", "deregistered_on")),
        st.sampled_from((">=", "<")),
        st.integers(1, 4),
    ),
    st.builds(EnterpriseDate, st.sampled_from(("established_on", "deregistered_on")), _ORDERS),
    st.builds(Exists, SELECTIONS),
    latest(),
    st.builds(Covered, _FLAGS, SELECTIONS),
    st.builds(Lapsed, SELECTIONS, CONDITIONS),
    st.builds(Run, SELECTIONS, SELECTIONS, st.integers(2, 3), st.booleans()),
    st.builds(Compare, NUMBERS, _OPERATORS, _VALUES),
    st.builds(ClauseHolds, st.sampled_from([clause.id for clause in STANDARD.clauses])),
    st.builds(GradeIs, st.sampled_from(("best", "worst")), st.sampled_from(("A", "B", "C", "D", "U"))),
    st.just(WorldsDiffer()),
    st.sampled_from([join(_group(name)) for join in (All, Any) for name in "ABCD"]),
)
NODES: st.SearchStrategy[Node] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(All, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Any, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Not, inner),
        st.builds(lambda condition, conclusion: Any((Not(condition), conclusion)), inner, inner),
        st.builds(RateAtLeast, SELECTIONS, WINDOWS, st.sampled_from((80, 100)), inner),
    ),
    max_leaves=6,
)
