"""From the vintages of a feed, one after the other, to versions of facts with their knowledge times."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from qualitycredit.archive.conversion.feeds import Business, Feed, Inspection, Violation
from qualitycredit.archive.conversion.findings import Fact, Findings
from qualitycredit.archive.conversion.mappings import LivesMapping
from qualitycredit.archive.conversion.vintages import Vintage
from qualitycredit.model.facts import Dossier, Enterprise, Record


@dataclass(frozen=True, slots=True)
class _Version:
    fact: Fact
    recorded_at: datetime
    superseded_at: datetime | None = None


@dataclass(slots=True)
class History:
    """What the archive believes after the vintages so far, and every version of every fact that it held."""

    mapping: LivesMapping
    businesses: dict[str, Business] = field(default_factory=dict)
    first_seen: dict[str, date] = field(default_factory=dict)
    gone_on: dict[str, date] = field(default_factory=dict)
    inspections: frozenset[Inspection] = frozenset()
    violations: frozenset[Violation] = frozenset()
    ignored: Counter[str] = field(default_factory=Counter)
    retracted: int = 0
    _current: dict[str, _Version] = field(default_factory=dict)
    _past: list[_Version] = field(default_factory=list)

    def learn(self, vintage: Vintage, feed: Feed) -> None:
        """Take in the next vintage.

        What happened in the span of days that the vintage tells of, and what it no longer states, it takes back; unless
        it no longer lists the business at all, or the day has merely fallen off the feed's rolling window.
        """
        days = [inspection.day for inspection in feed.inspections]
        since, until = min(days, default=date.max), vintage.tells_until(days)

        def stays(row: Inspection | Violation) -> bool:
            return row.business not in feed.businesses or not since <= row.day <= until

        self.inspections = feed.inspections | {row for row in self.inspections if stays(row)}
        self.violations = feed.violations | {row for row in self.violations if stays(row)}
        self._list(feed, until)
        findings = Findings.of(self.mapping, self.inspections, self.violations)
        self.ignored = findings.ignored
        self._revise(findings.facts, vintage.learned_at(until))

    def _list(self, feed: Feed, until: date) -> None:
        for name in self.businesses.keys() - feed.businesses.keys():
            self.gone_on.setdefault(name, until)
        for name, business in feed.businesses.items():
            self.gone_on.pop(name, None)
            self.businesses[name] = business
            self.first_seen[name] = min(self.first_seen.get(name, until), business.established_on or until)
        for row in feed.inspections:
            self.first_seen[row.business] = min(self.first_seen[row.business], row.day)

    def _revise(self, facts: dict[str, Fact], moment: datetime) -> None:
        for record_id in list(self._current):
            version = self._current[record_id]
            if facts.get(record_id) != version.fact:
                self._past.append(_Version(version.fact, version.recorded_at, moment))
                self.retracted += record_id not in facts
                del self._current[record_id]
        for record_id, fact in facts.items():
            self._current.setdefault(record_id, _Version(fact, moment))

    def dossiers(self) -> Iterator[Dossier]:
        """Yield the businesses with every version of their facts, by record_id and time.

        A business that a vintage no longer lists is gone from the last day that this vintage tells of.
        """
        held: dict[str, list[Record]] = defaultdict(list)
        for version in sorted(
            (*self._past, *self._current.values()), key=lambda each: (each.fact.record_id, each.recorded_at)
        ):
            held[version.fact.enterprise_id].append(self._record(version))
        for name, business in sorted(self.businesses.items()):
            enterprise = Enterprise(
                enterprise_id=name,
                name=business.name,
                established_on=self.first_seen[name],
                deregistered_on=self.gone_on.get(name),
                region=self.mapping.region,
            )
            yield Dossier(enterprise, (), tuple(held[name]))

    def _record(self, version: _Version) -> Record:
        fact = version.fact
        return Record(
            record_id=fact.record_id,
            enterprise_id=fact.enterprise_id,
            kind=fact.kind,
            outcome=fact.outcome,
            occurred_on=fact.occurred_on,
            recorded_at=version.recorded_at,
            source=self.mapping.source,
            subject=fact.subject,
            closed_on=fact.closed_on,
            score=fact.score,
            superseded_at=version.superseded_at,
        )
