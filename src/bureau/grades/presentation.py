"""Reasons as they are read: an explanation of the library in the language of the reader, with links to the records."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from bureau.archives.vocabulary import adverse_grades, grade_label, kind_label, said
from qualitycredit.engines.scalar.verdicts import in_order
from qualitycredit.explaining import Explanation
from qualitycredit.explaining.documents import describe_open_fact, describe_record
from qualitycredit.explaining.evidence import Evidence
from qualitycredit.explaining.explanation import ClauseFinding, PhraseFinding
from qualitycredit.explaining.open_facts import OpenFact
from qualitycredit.explaining.sentences import say_phrase
from qualitycredit.explaining.way_back import BetterGrade
from qualitycredit.model.decision import Verdict
from qualitycredit.model.facts import Record
from qualitycredit.model.standard import Clause, Phrase, Standard

Pages = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Behind:
    """A record behind a phrase, and the number of its page; none where the reader may not open it."""

    said: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """A phrase of the law, said back, with its verdict and what it stands on."""

    quote: str
    rule: str
    remark: str
    verdict: Verdict | None
    behind: tuple[Behind, ...]
    without: tuple[str, ...]
    rates: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A clause in its own words, whether it holds in each world, and its phrases; `adverse` where to meet it is a fault."""

    clause: Clause
    verdict: Verdict
    best: bool
    worst: bool
    phrases: tuple[Told, ...]
    adverse: bool = False

    @property
    def worlds(self) -> tuple[Verdict, Verdict]:
        """Whether it holds where open facts turn out well, and where they turn out ill."""
        return Verdict.of(self.best, self.best), Verdict.of(self.worst, self.worst)

    @property
    def tone(self) -> str:
        """On which side it weighs: to meet a clause of a list of faults is no good thing."""
        if self.verdict is Verdict.UNKNOWN:
            return "warn"
        if self.verdict is Verdict.UNMET:
            return "plain"
        return "bad" if self.adverse else "good"


@dataclass(frozen=True, slots=True)
class Chapter:
    """The clauses of one grade, and how many of them are met, open and unmet; `first` are the ones to read first."""

    title: str
    clauses: tuple[Judged, ...]
    first: bool = True

    @property
    def tally(self) -> tuple[tuple[Verdict, int], ...]:
        """How many clauses have each verdict, without those that none has."""
        counts = Counter(one.verdict for one in self.clauses)
        return tuple((verdict, counts[verdict]) for verdict in Verdict if counts[verdict])

    @property
    def standing(self) -> tuple[Judged, ...]:
        """The clauses that are met or open."""
        return tuple(one for one in self.clauses if one.verdict is not Verdict.UNMET)

    @property
    def unmet(self) -> tuple[Judged, ...]:
        """The clauses that are plainly not met."""
        return tuple(one for one in self.clauses if one.verdict is Verdict.UNMET)


@dataclass(frozen=True, slots=True)
class World:
    """The grade where open facts turn out one way, and what decides it there.

    It is by `faults`, where one clause is enough; or because it is `whole`, every clause of it being met; or no list holds.
    """

    grade: str
    faults: tuple[Clause, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Open:
    """A fact that would settle an open grade, and what comes of it either way."""

    said: str
    if_good: str
    if_bad: str
    settles: bool
    page: int | None


@dataclass(frozen=True, slots=True)
class Better:
    """A better grade, when it is reached if nothing new happens, and the clauses `between`, each with how it stands."""

    title: str
    settled_on: date | None
    possible_on: date | None
    between: tuple[tuple[str, Clause], ...]


@dataclass(frozen=True, slots=True)
class Reasons:
    """All that a page says of why a grade is what it is.

    `checks` is how many records it stands on, and `kinds` how many of each kind; of `worlds` there is one where they agree.
    `records` are all that are known, in order of time, those that happen later among them.
    """

    worlds: tuple[World, ...]
    chapters: tuple[Chapter, ...]
    open_facts: tuple[Open, ...]
    better: tuple[Better, ...]
    checks: int
    kinds: tuple[tuple[str, int], ...]
    records: tuple[Behind, ...]


def reasons_of(explanation: Explanation, pages: Pages) -> Reasons:
    """Prepare an explanation for a page; `pages` has the records that the reader may open.

    To be read first are the clauses of the grade itself, and those of grades that some clause leaves open.
    """
    law = explanation.standard
    adverse = adverse_grades()
    judged = [_judged(law, finding, pages, adverse) for finding in explanation.clauses]
    chapters = [(group, tuple(found)) for group, found in groupby(judged, key=lambda one: one.clause.group)]
    return Reasons(
        _worlds(explanation, adverse),
        tuple(
            Chapter(
                grade_label(group),
                found,
                group == explanation.decision.grade or any(one.verdict is Verdict.UNKNOWN for one in found),
            )
            for group, found in chapters
        ),
        tuple(_open(law, fact, pages) for fact in explanation.open_facts),
        tuple(
            Better(
                grade_label(one.grade),
                one.settled_on,
                one.possible_on,
                _between(explanation, one),
            )
            for one in explanation.way_back
        ),
        explanation.checks,
        _kinds(explanation),
        tuple(_behind(law, one, pages) for one in sorted(explanation.dossier.records, key=in_order)),
    )


def law_of(law: Standard) -> tuple[Chapter, ...]:
    """Prepare the clauses of a standard for a page, each phrase with its rule said back."""
    judged = (
        Judged(
            clause,
            Verdict.UNKNOWN,
            best=True,
            worst=False,
            phrases=tuple(
                _told(law, PhraseFinding(phrase, None, None, Evidence()), {}) for phrase in clause.phrases
            ),
        )
        for clause in law.clauses
    )
    return tuple(
        Chapter(grade_label(group), tuple(found))
        for group, found in groupby(judged, key=lambda one: one.clause.group)
    )


def left_open(law: Standard) -> tuple[tuple[str, Phrase], ...]:
    """Give the phrases that no rule computes, each with the place where it stands."""
    clauses = ((clause.id, clause.phrases) for clause in law.clauses)
    return tuple(
        (place, phrase)
        for place, phrases in (*clauses, *law.remarks.items())
        for phrase in phrases
        if phrase.claim != "rule"
    )


def _worlds(explanation: Explanation, adverse: Collection[str]) -> tuple[World, ...]:
    law, decision = explanation.standard, explanation.decision

    def world(grade: str, holding: list[Clause]) -> World:
        faults = tuple(one for one in holding if one.group == grade and grade in adverse)
        return World(grade_label(grade), faults, whole=grade in law.decision.grades and not faults)

    if decision.best is None or decision.worst is None:
        return ()
    best = world(decision.best, [one.clause for one in explanation.clauses if one.best])
    worst = world(decision.worst, [one.clause for one in explanation.clauses if one.worst])
    return (best,) if decision.best == decision.worst else (best, worst)


def _kinds(explanation: Explanation) -> tuple[tuple[str, int], ...]:
    standing = explanation.dossier.records
    counts = Counter(one.kind for one in standing if one.occurred_on <= explanation.decision.as_of)
    return tuple((kind_label(kind), count) for kind, count in counts.most_common())


def _judged(law: Standard, finding: ClauseFinding, pages: Pages, adverse: Collection[str]) -> Judged:
    phrases = tuple(_told(law, phrase, pages) for phrase in finding.phrases)
    return Judged(
        finding.clause,
        finding.verdict,
        finding.best,
        finding.worst,
        phrases,
        finding.clause.group in adverse,
    )


def _told(law: Standard, finding: PhraseFinding, pages: Pages) -> Told:
    phrase, evidence = finding.phrase, finding.evidence
    return Told(
        phrase.quote,
        said(say_phrase(law, phrase.node)) if phrase.node is not None else "",
        said(phrase.remark) if phrase.remark else "",
        finding.verdict,
        tuple(_behind(law, one, pages) for one in evidence.records),
        tuple(one.name or one.product for one in evidence.uncovered),
        tuple(evidence.rates),
    )


def _between(explanation: Explanation, better: BetterGrade) -> tuple[tuple[str, Clause], ...]:
    law, verdicts = explanation.standard, explanation.decision.clauses
    barring = {Verdict.MET: _("仍然成立"), Verdict.UNKNOWN: _("可能成立")}
    lacking = {Verdict.UNMET: _("尚未符合"), Verdict.UNKNOWN: _("尚未确定")}
    return (
        *((barring[verdicts[each]], law.clause(each)) for each in better.barred_by),
        *((lacking[verdicts[each]], law.clause(each)) for each in better.lacking),
    )


def _behind(law: Standard, one: Record, pages: Pages) -> Behind:
    return Behind(said(describe_record(law, one)), pages.get(one.key))


def _open(law: Standard, fact: OpenFact, pages: Pages) -> Open:
    page = pages.get(fact.fact.key) if isinstance(fact.fact, Record) else None
    told = said(describe_open_fact(law, fact))
    return Open(told, _span(fact.if_good), _span(fact.if_bad), fact.settles, page)


def _span(grades: tuple[str, str]) -> str:
    best, worst = (grade_label(one) for one in grades)
    return best if best == worst else f"{best} — {worst}"
