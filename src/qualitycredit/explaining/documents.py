"""An explanation as plain data (for JSON): codes stay as they are, sentences come in both languages."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from qualitycredit.explaining.explanation import ClauseFinding, Explanation, PhraseFinding
from qualitycredit.explaining.open_facts import OpenFact
from qualitycredit.explaining.sentences import say, say_number, say_phrase
from qualitycredit.language import Bilingual
from qualitycredit.model.facts import Record
from qualitycredit.model.nodes import RateAtLeast
from qualitycredit.model.standard import Standard


def explanation_document(explanation: Explanation) -> dict[str, Any]:
    """Give the whole explanation as JSON-ready data; dates and times are ISO 8601, times UTC."""
    decision, standard = explanation.decision, explanation.standard
    label = standard.decision.labels
    return {
        "standard": {"name": standard.name, "edition": standard.edition, "title": asdict(standard.title)},
        "text_sha256": standard.text_hash,
        "rules_sha256": standard.rules_hash,
        "readings": dict(standard.chosen),
        "enterprise": _plain(asdict(explanation.dossier.enterprise)),
        "as_of": decision.as_of.isoformat(),
        "known_at": decision.known_at.isoformat() if decision.known_at else None,
        "grade": decision.grade,
        "grade_label": asdict(label[decision.grade]),
        "best": decision.best,
        "worst": decision.worst,
        "reason": decision.reason,
        "reason_label": asdict(label[decision.reason])
        if decision.reason and decision.reason in label
        else None,
        "met": list(decision.met),
        "unknown": list(decision.unknown),
        "next_change_on": decision.next_change_on.isoformat() if decision.next_change_on else None,
        "records_considered": explanation.checks,
        "clauses": [_clause(standard, finding) for finding in explanation.clauses],
        "open_facts": [_open_fact(standard, fact) for fact in explanation.open_facts],
        "way_back": [_plain(asdict(better)) for better in explanation.way_back],
    }


def describe_record(standard: Standard, record: Record) -> Bilingual:
    """Describe a record in one line: day, kind, outcome, subject, dates, numbers, source and document."""
    kind = standard.kinds.get(record.kind)
    outcome = kind.outcome(record.outcome) if kind else None
    day = record.occurred_on.isoformat()
    zh = [day, kind.label.zh if kind else record.kind]
    en = [day, kind.label.en if kind else record.kind]
    if outcome is not None:
        zh.append(outcome.label.zh)
        en.append(outcome.label.en)
    for value, chinese, english in (
        (record.subject, "对象 {}", "subject {}"),
        (record.due_on, "期限 {}", "due {}"),
        (record.closed_on, "结束 {}", "closed {}"),
        (record.score, "分数 {}", "score {}"),
        (record.document, "{}", "document {}"),
        (f"{record.source} {record.record_id}", "来源 {}", "source {}"),
    ):
        if value is not None:
            zh.append(chinese.format(value))
            en.append(english.format(value))
    if record.inspected is not None and record.passed is not None:
        zh.insert(3, f"检验 {record.inspected}，合格 {record.passed}")
        en.insert(3, f"inspected {record.inspected}, passed {record.passed}")
    if record.contested:
        zh.append("有异议")
        en.append("contested")
    return Bilingual("，".join(zh), ", ".join(en))


def describe_open_fact(standard: Standard, fact: OpenFact) -> Bilingual:
    """Describe a contested record or a missing number."""
    if isinstance(fact.fact, Record):
        record = describe_record(standard, fact.fact)
        return Bilingual(f"有异议的记录：{record.zh}", f"contested record: {record.en}")
    said = say(standard, fact.fact) if isinstance(fact.fact, RateAtLeast) else say_number(standard, fact.fact)
    return Bilingual(f"缺少数据：{said.zh}", f"data are missing: {said.en}")


def _clause(standard: Standard, finding: ClauseFinding) -> dict[str, Any]:
    return {
        "clause": finding.clause.id,
        "text": finding.clause.text,
        "joined": finding.clause.joined,
        "verdict": finding.verdict.value,
        "best": finding.best,
        "worst": finding.worst,
        "phrases": [_phrase(standard, phrase) for phrase in finding.phrases],
    }


def _phrase(standard: Standard, finding: PhraseFinding) -> dict[str, Any]:
    phrase, evidence = finding.phrase, finding.evidence
    return {
        "quote": phrase.quote,
        "claim": phrase.claim,
        "remark": asdict(phrase.remark) if phrase.remark else None,
        "sentence": None if phrase.node is None else asdict(say_phrase(standard, phrase.node)),
        "verdict": finding.verdict.value if finding.verdict else None,
        "best": finding.best,
        "worst": finding.worst,
        "records": [
            {
                "source": r.source,
                "record_id": r.record_id,
                "contested": r.contested,
                **asdict(describe_record(standard, r)),
            }
            for r in evidence.records
        ],
        "products_without": [product.product for product in evidence.uncovered],
        "rates": [{"passed": passed, "inspected": inspected} for passed, inspected in evidence.rates],
        "counted": evidence.counted,
    }


def _open_fact(standard: Standard, fact: OpenFact) -> dict[str, Any]:
    return {
        **asdict(describe_open_fact(standard, fact)),
        "if_good": list(fact.if_good),
        "if_bad": list(fact.if_bad),
        "settles": fact.settles,
    }


def _plain(value: object) -> object:
    match value:
        case dict():
            return {key: _plain(part) for key, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case datetime() | date():
            return value.isoformat()
        case _:
            return value
