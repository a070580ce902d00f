"""Reasons as they are read: an explanation of the library in the language of the reader, with links to the records."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bureau.archives.vocabulary import grade_label, said
from qualitycredit.explaining import Explanation
from qualitycredit.explaining.documents import describe_open_fact, describe_record
from qualitycredit.explaining.evidence import Evidence
from qualitycredit.explaining.explanation import ClauseFinding, PhraseFinding
from qualitycredit.explaining.open_facts import OpenFact
from qualitycredit.explaining.sentences import say_phrase
from qualitycredit.model.decision import Verdict
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
    """A clause in its own words, whether it holds in each world, and its phrases."""

    clause: Clause
    verdict: Verdict
    best: bool
    worst: bool
    phrases: tuple[Told, ...]


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


@dataclass(frozen=True, slots=True)
class Open:
    """A fact that would settle an open grade, and what comes of it either way."""

    said: str
    if_good: str
    if_bad: str
    settles: bool


@dataclass(frozen=True, slots=True)
class Better:
    """A better grade, when it is reached if nothing new happens, and what stands between."""

    title: str
    settled_on: date | None
    possible_on: date | None
    barred_by: tuple[Clause, ...]
    lacking: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Reasons:
    """All that a page says of why a grade is what it is."""

    chapters: tuple[Chapter, ...]
    open_facts: tuple[Open, ...]
    better: tuple[Better, ...]
    checks: int


def reasons_of(explanation: Explanation, pages: Pages) -> Reasons:
    """Prepare an explanation for a page; `pages` has the records that the reader may open.

    To be read first are the clauses of the grade itself, and those of grades that some clause leaves open.
    """
    law = explanation.standard
    judged = [_judged(law, finding, pages) for finding in explanation.clauses]
    chapters = [(group, tuple(found)) for group, found in groupby(judged, key=lambda one: one.clause.group)]
    return Reasons(
        tuple(
            Chapter(
                grade_label(group),
                found,
                group == explanation.decision.grade or any(one.verdict is Verdict.UNKNOWN for one in found),
            )
            for group, found in chapters
        ),
        tuple(_open(law, fact) for fact in explanation.open_facts),
        tuple(
            Better(
                grade_label(one.grade),
                one.settled_on,
                one.possible_on,
                tuple(law.clause(each) for each in one.barred_by),
                tuple(law.clause(each) for each in one.lacking),
            )
            for one in explanation.way_back
        ),
        explanation.checks,
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


def _judged(law: Standard, finding: ClauseFinding, pages: Pages) -> Judged:
    phrases = tuple(_told(law, phrase, pages) for phrase in finding.phrases)
    return Judged(finding.clause, finding.verdict, finding.best, finding.worst, phrases)


def _told(law: Standard, finding: PhraseFinding, pages: Pages) -> Told:
    phrase, evidence = finding.phrase, finding.evidence
    return Told(
        phrase.quote,
        said(say_phrase(law, phrase.node)) if phrase.node is not None else "",
        said(phrase.remark) if phrase.remark else "",
        finding.verdict,
        tuple(Behind(said(describe_record(law, one)), pages.get(one.key)) for one in evidence.records),
        tuple(one.name or one.product for one in evidence.uncovered),
        tuple(evidence.rates),
    )


def _open(law: Standard, fact: OpenFact) -> Open:
    return Open(said(describe_open_fact(law, fact)), _span(fact.if_good), _span(fact.if_bad), fact.settles)


def _span(grades: tuple[str, str]) -> str:
    best, worst = (grade_label(one) for one in grades)
    return best if best == worst else f"{best} — {worst}"
