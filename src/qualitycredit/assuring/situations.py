"""Small dossiers: a clean enterprise, with one record taken away, or one fact added once or twice.

They are built from the standard alone: its kinds of record and the ages and numbers that its rules name.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import product
from typing import Any, Final

from qualitycredit.assuring.leaves import leaves, scores, selections
from qualitycredit.language import Bilingual
from qualitycredit.model.conditions import Pattern
from qualitycredit.model.facts import Dossier, Enterprise, Product, Record
from qualitycredit.model.nodes import Compare, Covered, Elapsed, Node, RateAtLeast
from qualitycredit.model.periods import years_before
from qualitycredit.model.standard import Kind, Standard

# Any day that is far from both ends of its year would do.
AS_OF: Final = date(2001, 6, 30)
_LONG: Final = 100
_MORE_THAN_A_YEAR: Final = timedelta(days=400)
_DAY: Final = timedelta(days=1)
_UNITS: Final = 10
# Facts of one day stand in the order of their numbers, what is added after what was there.
_LAST: Final = 99
_PRODUCT: Final = "P1"
_RECORDED: Final = datetime(2001, 6, 30)
_SAID: Final = {
    "occurred_on": Bilingual("发生", "on"),
    "due_on": Bilingual("期限", "due"),
    "closed_on": Bilingual("结束", "closed"),
    "inspected": Bilingual("检验", "inspected"),
    "passed": Bilingual("合格", "passed"),
    "score": Bilingual("分数", "score"),
}


@dataclass(frozen=True, slots=True)
class Situation:
    """A dossier, and the fact in which it differs from a clean one; `about` is that fact's kind and outcome."""

    about: str
    fact: Bilingual
    dossier: Dossier


def enumerate_situations(standard: Standard) -> Iterator[Situation]:
    """Yield the situations, those with fewer facts against the enterprise first.

    Youth is tried on its own: facts are added only to the enterprise that exists for long.
    """
    clean = tuple(_clean_records(standard))
    bases = [Dossier(enterprise, products, clean) for enterprise, products in _enterprises(standard)]
    facts = list(_facts(standard))
    oldest = min(base.enterprise.established_on for base in bases)
    lasting = [base for base in bases if base.enterprise.established_on == oldest]
    for base in bases:
        yield Situation("", Bilingual("没有不利的事实", "nothing against it"), base)
    for base, missing in product(bases, clean):
        kind = standard.kinds[missing.kind].label
        fact = Bilingual(f"没有{kind.zh}的记录", f"no record: {kind.en}")
        kept = tuple(record for record in clean if record is not missing)
        yield Situation(f"-{missing.kind}", fact, replace(base, records=kept))
    for base, record in product(lasting, facts):
        yield _adding(base, _say(standard, record), record)
    for base, record in product(filter(_makes_something, lasting), facts):
        said = _say(standard, record)
        twice = Bilingual(f"两次{said.zh}", f"twice {said.en}")
        yield _adding(base, twice, record, replace(record, record_id="99 again"))


def _makes_something(base: Dossier) -> bool:
    return bool(base.products)


def _adding(base: Dossier, fact: Bilingual, *added: Record) -> Situation:
    about = f"{added[0].kind}.{added[0].outcome}"
    return Situation(about, fact, replace(base, records=(*base.records, *added)))


def _say(standard: Standard, record: Record) -> Bilingual:
    kind = standard.kinds[record.kind]
    outcome = kind.outcome(record.outcome)
    zh, en = [kind.label.zh], [kind.label.en]
    if outcome is not None:
        zh.append(outcome.label.zh)
        en.append(outcome.label.en)
    for column, said in _SAID.items():
        if (value := getattr(record, column)) is not None:
            zh.append(f"{said.zh} {value}")
            en.append(f"{said.en} {value}")
    return Bilingual("，".join(zh), ", ".join(en))


def _all_leaves(standard: Standard) -> Iterator[Node]:
    table = standard.decision
    nodes = [clause.node for clause in standard.clauses]
    nodes += [row.node for row in (*table.excluded, *table.rows, *table.reasons)]
    for node in nodes:
        yield from leaves(standard, node)


def _enterprises(standard: Standard) -> Iterator[tuple[Enterprise, tuple[Product, ...]]]:
    years = sorted({leaf.years for leaf in _all_leaves(standard) if isinstance(leaf, Elapsed)}, reverse=True)
    days = [years_before(AS_OF, count) for count in (_LONG, *years)]
    if years:
        days.append(days[-1] + _DAY)
    made = Product("E", _PRODUCT, permit_required=True, statutory_inspection=True)
    for exporter, products, day in product((False, True), ((), (made,)), days):
        yield Enterprise("E", "E", day, exporter=exporter), products


def _clean_records(standard: Standard) -> Iterator[Record]:
    seen: set[str] = set()
    for leaf in _all_leaves(standard):
        if not isinstance(leaf, RateAtLeast | Covered | Compare):
            continue
        best = [score.best for score in scores(leaf.number)] if isinstance(leaf, Compare) else []
        for number, selection in enumerate(selections(leaf)):
            kind, outcome = _first(standard, selection.patterns[0])
            if kind.name not in seen:
                seen.add(kind.name)
                stated = {"score": best[number] if best else None, "inspected": _UNITS, "passed": _UNITS}
                yield _record(kind, outcome, len(seen), stated)


def _first(standard: Standard, pattern: Pattern) -> tuple[Kind, str | None]:
    kind = standard.kinds[pattern.kind]
    outcomes = pattern.outcomes or tuple(outcome.name for outcome in kind.outcomes)
    return kind, outcomes[0] if outcomes else None


def _facts(standard: Standard) -> Iterator[Record]:
    limits = {leaf.value for leaf in _all_leaves(standard) if isinstance(leaf, Compare)}
    near = sorted({limit + step for limit in limits for step in (-1, 0, 1)}) or [Decimal(0)]
    values: dict[str, tuple[Any, ...]] = {
        "closed_on": (None, AS_OF),
        "due_on": (None, AS_OF - _DAY, AS_OF + _DAY),
        "passed": (_UNITS - 1,),
        "inspected": (_UNITS,),
        "score": tuple(near),
    }
    for kind in standard.kinds.values():
        used = [column for column in values if column in kind.uses]
        for outcome in tuple(outcome.name for outcome in kind.outcomes) or (None,):
            for stated in product(*(values[column] for column in used)):
                fact = _record(kind, outcome, _LAST, dict(zip(used, stated, strict=True)))
                yield fact
                yield replace(fact, occurred_on=AS_OF - _MORE_THAN_A_YEAR)


def _record(kind: Kind, outcome: str | None, number: int, stated: dict[str, Any]) -> Record:
    used = {column: value for column, value in stated.items() if column in kind.uses}
    subject = _PRODUCT if "subject" in kind.uses else None
    return Record(f"{number:02}", "E", kind.name, outcome, AS_OF, _RECORDED, "situation", subject, **used)
