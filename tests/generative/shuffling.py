"""Many dossiers from one seed: broader and faster than drawing each by Hypothesis, without its shrinking."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from qualitycredit.model.facts import Dossier, Enterprise, Product, Record
from qualitycredit.model.standard import Kind, Standard
from tests.generative.drawing import KNOWN_AT

_EDGES = (0, 365, 366, 730, 731, 1095, 1096)


def shuffled_dossiers(standard: Standard, as_of: date, random: Random, count: int) -> list[Dossier]:
    """Make `count` dossiers whose dates crowd the window edges."""
    return [_dossier(standard, as_of, random, f"E{number:05}") for number in range(count)]


def _day(as_of: date, random: Random) -> date:
    if random.random() < 0.5:
        day = as_of - timedelta(days=random.choice(_EDGES) + random.randint(-2, 2))
    else:
        day = as_of - timedelta(days=random.randint(-60, 1900))
    if random.random() < 0.05:
        return date(day.year - day.year % 4, 2, 29)
    return day


def _dossier(standard: Standard, as_of: date, random: Random, identifier: str) -> Dossier:
    established_on = _day(as_of, random) if random.random() < 0.5 else date(1996, 2, 29)
    gone = established_on + timedelta(days=random.randint(0, 3000)) if random.random() < 0.1 else None
    enterprise = Enterprise(
        identifier, "", established_on, gone, "110000", None, exporter=random.random() < 0.4
    )
    products = tuple(
        Product(identifier, name, "", random.random() < 0.5, random.random() < 0.5)
        for name in ("P1", "P2")[: random.randint(0, 2)]
    )
    names = random.sample(sorted(standard.kinds), min(random.randint(1, 6), len(standard.kinds)))
    made = (
        _record(standard.kinds[random.choice(names)], as_of, random, number)
        for number in range(random.randint(0, 14))
    )
    return Dossier(enterprise, products, tuple(made))


def _record(kind: Kind, as_of: date, random: Random, number: int) -> Record:
    outcome = random.choice(kind.outcomes)
    occurred_on = _day(as_of, random)

    def later() -> date | None:
        days = random.choice((None, None, random.randint(0, 40), 364, 365, 366, random.randint(0, 800)))
        return None if days is None else occurred_on + timedelta(days=days)

    inspected = random.choice((None, 0, 3, 5))
    due_on = date.max if random.random() < 0.05 else later()
    return Record(
        record_id=f"R{random.randint(0, 4)}",
        enterprise_id="",
        kind=kind.name,
        outcome=outcome.name,
        occurred_on=occurred_on,
        recorded_at=KNOWN_AT - timedelta(days=random.choice((900, 0, -1))),
        source=f"S{number}",
        subject=random.choice((None, "P1", "P2", "Q")),
        due_on=due_on,
        closed_on=later(),
        inspected=inspected,
        passed=None if inspected is None else random.choice((None, inspected, random.randint(0, inspected))),
        score=random.choice((None, Decimal(random.randint(0, 40)), Decimal("13.5"))),
        contested=outcome.contestable and random.random() < 0.25,
        superseded_at=random.choice((None, None, None, KNOWN_AT + timedelta(days=random.choice((0, 1))))),
    )
