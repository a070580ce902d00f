"""Which records stand behind a node, and which products or numbers, in one world."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from qualitycredit.engines.scalar import Evaluation
from qualitycredit.engines.scalar.verdicts import in_order
from qualitycredit.model.facts import Product, Record
from qualitycredit.model.nodes import (
    Compare,
    Covered,
    Exists,
    Highest,
    Lapsed,
    Latest,
    LatestScore,
    Lowest,
    Node,
    Number,
    RateAtLeast,
    Run,
    Total,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a phrase stands on: records, products without the record they need, and the sums of rates.

    `rates` gives (passed, inspected) per rate, (0, 0) where there are no data; `counted` the number of records that
    a rate was summed from.
    """

    records: tuple[Record, ...] = ()
    uncovered: tuple[Product, ...] = ()
    rates: tuple[tuple[int, int], ...] = ()
    counted: int = 0


def gather(evaluation: Evaluation, leaves: Iterable[Node]) -> Evidence:
    """Gather what the leaves stand on in the world of `evaluation`, each record once, in order of time."""
    records: dict[tuple[str, str], Record] = {}
    uncovered: dict[str, Product] = {}
    rates: dict[RateAtLeast, tuple[int, int]] = {}
    counted = 0
    for leaf in leaves:
        if isinstance(leaf, RateAtLeast):
            data = evaluation.data(leaf)
            rates[leaf] = (sum(r.passed or 0 for r in data), sum(r.inspected or 0 for r in data))
            counted += len(data)
            found = [record for record in data if (record.passed or 0) < (record.inspected or 0)]
        else:
            found = _behind(evaluation, leaf)
        records.update({record.key: record for record in found})
        if isinstance(leaf, Covered):
            uncovered.update({product.product: product for product in _uncovered(evaluation, leaf)})
    return Evidence(
        tuple(sorted(records.values(), key=in_order)),
        tuple(uncovered.values()),
        tuple(rates.values()),
        counted,
    )


def _behind(evaluation: Evaluation, leaf: Node) -> list[Record]:
    match leaf:
        case Exists(selection):
            return evaluation.select(selection)
        case Latest(selection):
            found = evaluation.select(selection)
            return [max(found, key=in_order)] if found else []
        case Covered(flag, selection):
            flagged = {product.product for product in evaluation.dossier.products if getattr(product, flag)}
            return [record for record in evaluation.matching(selection) if record.subject in flagged]
        case Lapsed():
            return evaluation.lapsed(leaf)
        case Run():
            return [record for run in evaluation.runs(leaf) for record in run]
        case Compare(number):
            return [record for record in _scores(evaluation, number) if record is not None]
        case _:
            return []


def _scores(evaluation: Evaluation, number: Number) -> Iterator[Record | None]:
    match number:
        case LatestScore(selection):
            yield evaluation.latest_scored(selection)
        case Total(parts) | Highest(parts) | Lowest(parts):
            for part in parts:
                yield from _scores(evaluation, part)
        case _ as unreachable:
            assert_never(unreachable)


def _uncovered(evaluation: Evaluation, leaf: Covered) -> list[Product]:
    subjects = {record.subject for record in evaluation.select(leaf.selection)}
    return [p for p in evaluation.dossier.products if getattr(p, leaf.flag) and p.product not in subjects]
