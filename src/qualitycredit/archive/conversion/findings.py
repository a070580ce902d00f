"""From the inspections and violations of a feed to facts, as the mapping says."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from qualitycredit.archive.conversion.feeds import Inspection, Violation
from qualitycredit.archive.conversion.mappings import LivesMapping


@dataclass(frozen=True, slots=True)
class Fact:
    """What a record says, whenever it was learned; `record_id` is the same in every vintage."""

    record_id: str
    enterprise_id: str
    kind: str
    outcome: str | None
    occurred_on: date
    closed_on: date | None = None
    score: Decimal | None = None
    subject: str | None = None


@dataclass(slots=True)
class Findings:
    """The facts in what a feed states, by record_id; `ignored` counts what makes no record."""

    mapping: LivesMapping
    facts: dict[str, Fact] = field(default_factory=dict)
    ignored: Counter[str] = field(default_factory=Counter)
    _found: dict[tuple[str, date], list[Violation]] = field(default_factory=dict)
    _closing: dict[str, list[date]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(
        cls, mapping: LivesMapping, inspections: Iterable[Inspection], violations: Iterable[Violation]
    ) -> "Findings":
        """Derive the facts; the same rows give the same facts, in whatever order they come."""
        self = cls(mapping)
        # Of two inspections of one kind and day, the one with the lower score has the plain record_id.
        visits = sorted(
            inspections, key=lambda visit: (visit.business, visit.day, visit.score or 0, visit.type)
        )
        for visit in visits:
            if mapping.inspections[visit.type].closes:
                self._closing[visit.business].append(visit.day)
        for violation in sorted(
            violations, key=lambda each: (each.business, each.day, each.violation, each.risk)
        ):
            self._found.setdefault((violation.business, violation.day), []).append(violation)
        for visit in visits:
            self._keep(self._of_inspection(visit))
        for seen in self._found.values():
            for violation in seen:
                self._keep(self._of_violation(violation))
        return self

    def _of_inspection(self, visit: Inspection) -> Fact | str:
        rule = self.mapping.inspections[visit.type]
        if rule.kind is None:
            return visit.type
        fact = Fact(
            f"{visit.business}-{visit.day:%Y%m%d}-{rule.kind}", visit.business, rule.kind, None, visit.day
        )
        if rule.pass_from is not None:
            if visit.score is None:
                return f"{visit.type}, no score"
            outcome = rule.passed if visit.score >= rule.pass_from else rule.failed
            return replace(fact, outcome=outcome, score=visit.score)
        seen = {each.violation for each in self._seen(visit.business, visit.day) if each.risk in rule.weighs}
        if seen:
            return replace(fact, outcome=rule.found, closed_on=self._closed(visit.business, visit.day, seen))
        return f"{visit.type}, nothing found" if rule.clean is None else replace(fact, outcome=rule.clean)

    def _of_violation(self, found: Violation) -> Fact | str:
        rule = self.mapping.rule_for(found.violation, found.risk)
        if rule.kind is None:
            return found.risk
        return Fact(
            record_id=f"{found.business}-{found.day:%Y%m%d}-{rule.kind}-{found.violation}",
            enterprise_id=found.business,
            kind=rule.kind,
            outcome=rule.outcome,
            occurred_on=found.day,
            closed_on=self._closed(found.business, found.day, {found.violation}),
            subject=rule.subject,
        )

    def _closed(self, business: str, day: date, violations: Collection[str]) -> date | None:
        """Give the first later day on which a closing inspection no longer found any of the violations."""
        later = (
            closing
            for closing in self._closing[business]
            if closing > day
            and not any(each.violation in violations for each in self._seen(business, closing))
        )
        return next(later, None)

    def _seen(self, business: str, day: date) -> list[Violation]:
        return self._found.get((business, day), [])

    def _keep(self, fact: Fact | str) -> None:
        if isinstance(fact, str):
            self.ignored[fact] += 1
            return
        record_id, number = fact.record_id, 1
        while record_id in self.facts:
            number += 1
            record_id = f"{fact.record_id}-{number}"
        self.facts[record_id] = replace(fact, record_id=record_id)
