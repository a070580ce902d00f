"""An explanation as a page: an outline of headed parts that text and HTML both print."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from qualitycredit.explaining.documents import describe_open_fact, describe_record
from qualitycredit.explaining.explanation import ClauseFinding, Explanation, PhraseFinding
from qualitycredit.explaining.sentences import say_phrase
from qualitycredit.explaining.way_back import BetterGrade
from qualitycredit.language import Bilingual, Language
from qualitycredit.model.decision import Verdict
from qualitycredit.model.nodes import Any

MARKS = {
    Verdict.MET: Bilingual("满足", "met"),
    Verdict.UNMET: Bilingual("不满足", "unmet"),
    Verdict.UNKNOWN: Bilingual("未知", "unknown"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page: `depth` 0 is a heading; `mark` is a verdict's class for colour, or empty."""

    depth: int
    words: str
    mark: str = ""


def explanation_lines(explanation: Explanation, language: Language) -> Iterator[Line]:
    """Yield the page line by line."""
    yield from _head(explanation, language)
    if explanation.open_facts:
        yield Line(0, Bilingual("哪些事实能定下等级", "Facts that would settle the grade").say(language))
        for fact in explanation.open_facts:
            yield Line(1, describe_open_fact(explanation.standard, fact).say(language), "unknown")
            good, bad = (_span(grades) for grades in (fact.if_good, fact.if_bad))
            outcome = Bilingual(
                f"查明有利：{good}；查明不利：{bad}", f"if it turns out well: {good}; if ill: {bad}"
            )
            yield Line(2, outcome.say(language))
    if explanation.way_back:
        yield Line(0, Bilingual("怎样达到更好的等级", "The way to each better grade").say(language))
        for better in explanation.way_back:
            yield from _better(explanation, better, language)
    if explanation.clauses:
        yield Line(0, Bilingual("逐条理由", "Clause by clause").say(language))
        for finding in explanation.clauses:
            yield from _clause(explanation, finding, language)


def _head(explanation: Explanation, language: Language) -> Iterator[Line]:
    decision, standard, labels = (
        explanation.decision,
        explanation.standard,
        explanation.standard.decision.labels,
    )
    enterprise = explanation.dossier.enterprise
    grade = labels[decision.grade].say(language)
    zh = language == "zh"
    yield Line(0, f"{enterprise.name} · {enterprise.enterprise_id}")
    yield Line(1, f"{'等级' if zh else 'Grade'} {decision.grade} {grade}", f"grade-{decision.grade}")
    if decision.reason is not None:
        reason = labels[decision.reason].say(language) if decision.reason in labels else decision.reason
        yield Line(1, f"{'原因：' if zh else 'Reason: '}{reason}")
    if decision.best is not None and decision.best != decision.worst:
        between = Bilingual(
            f"最好是 {decision.best}，最差是 {decision.worst}",
            f"at best {decision.best}, at worst {decision.worst}",
        )
        yield Line(1, between.say(language))
    known = decision.known_at.isoformat(sep=" ", timespec="seconds") if decision.known_at else "—"
    yield Line(
        1,
        Bilingual(
            f"当日 {decision.as_of}，所知截至 {known}（UTC）", f"As of {decision.as_of}, known at {known} UTC"
        ).say(language),
    )
    yield Line(
        1,
        Bilingual(
            f"依据 {explanation.checks} 条记录；标准 {standard.title.zh}（{standard.name}）",
            f"Stands on {explanation.checks} {'record' if explanation.checks == 1 else 'records'}; standard: {standard.title.en} ({standard.name})",
        ).say(language),
    )
    chosen = " ".join(f"{name}={value}" for name, value in standard.chosen.items())
    if chosen:
        yield Line(1, f"{'读法' if zh else 'Readings'} {chosen}")
    if decision.next_change_on is None:
        yield Line(1, "没有新的记录，等级不会变" if zh else "Without new records the grade does not change")
    else:
        yield Line(
            1,
            Bilingual(
                f"没有新的记录，等级在 {decision.next_change_on} 以前不会变",
                f"Without new records the grade does not change before {decision.next_change_on}",
            ).say(language),
        )


def _span(grades: tuple[str, str]) -> str:
    return grades[0] if grades[0] == grades[1] else f"{grades[0]}–{grades[1]}"


def _better(explanation: Explanation, better: BetterGrade, language: Language) -> Iterator[Line]:
    label = explanation.standard.decision.labels[better.grade].say(language)
    if better.settled_on is not None:
        when = Bilingual(
            f"没有新的记录，最早 {better.settled_on}",
            f"without new records from {better.settled_on} at the earliest",
        )
    elif better.possible_on is not None:
        when = Bilingual(
            f"缺少或者有异议的事实查明有利时，最早 {better.possible_on}",
            f"from {better.possible_on} at the earliest, if the open facts turn out well",
        )
    else:
        when = Bilingual("只等时间过去不能达到", "not by the passing of time alone")
    yield Line(1, f"{better.grade} {label}: {when.say(language)}")
    if better.barred_by:
        clauses = " ".join(better.barred_by)
        yield Line(2, Bilingual(f"先要不再符合 {clauses}", f"no longer to hold: {clauses}").say(language))
    if better.lacking:
        clauses = " ".join(better.lacking)
        yield Line(2, Bilingual(f"还要满足 {clauses}", f"still to be met: {clauses}").say(language))


def _clause(explanation: Explanation, finding: ClauseFinding, language: Language) -> Iterator[Line]:
    mark = _mark(finding.verdict, best=finding.best).say(language)
    rows = explanation.standard.decision.rows
    adverse = finding.clause.group in {row.result for row in rows if isinstance(row.node, Any)}
    yield Line(
        1, f"{finding.clause.id} {mark} · {finding.clause.text}", _weight(finding.verdict, adverse=adverse)
    )
    for phrase in finding.phrases:
        yield from _phrase(explanation, phrase, language, adverse=adverse)


def _mark(verdict: Verdict, *, best: bool) -> Bilingual:
    if verdict is not Verdict.UNKNOWN:
        return MARKS[verdict]
    good, bad = (
        (MARKS[Verdict.MET], MARKS[Verdict.UNMET]) if best else (MARKS[Verdict.UNMET], MARKS[Verdict.MET])
    )
    return Bilingual(
        f"{MARKS[verdict].zh}（最好{good.zh}，最差{bad.zh}）",
        f"{MARKS[verdict].en} (at best {good.en}, at worst {bad.en})",
    )


def _weight(verdict: Verdict, *, adverse: bool) -> str:
    """Say on which side a verdict weighs: to meet a clause of a list of faults is no good thing."""
    if verdict is Verdict.UNKNOWN:
        return "unknown"
    return "against" if (verdict is Verdict.MET) == adverse else "for"


def _phrase(
    explanation: Explanation, finding: PhraseFinding, language: Language, *, adverse: bool
) -> Iterator[Line]:
    phrase, evidence = finding.phrase, finding.evidence
    if phrase.node is None or finding.verdict is None:
        remark = phrase.remark.say(language) if phrase.remark else ""
        yield Line(2, f"“{phrase.quote}” — {remark}")
        return
    mark = _mark(finding.verdict, best=bool(finding.best)).say(language)
    yield Line(
        2,
        f"“{phrase.quote}” {mark}: {say_phrase(explanation.standard, phrase.node).say(language)}",
        _weight(finding.verdict, adverse=adverse),
    )
    for record in evidence.records:
        yield Line(3, describe_record(explanation.standard, record).say(language))
    for product in evidence.uncovered:
        yield Line(
            3,
            Bilingual(
                f"产品 {product.product} {product.name} 没有",
                f"product {product.product} {product.name} has none",
            ).say(language),
        )
    for passed, inspected in evidence.rates:
        rate = Bilingual(f"检验 {inspected}，合格 {passed}", f"inspected {inspected}, passed {passed}")
        none = Bilingual("没有检验数据", "no inspection data")
        yield Line(3, (rate if inspected else none).say(language))


def explanation_text(explanation: Explanation, language: Language) -> str:
    """Give the page as plain text, two spaces a level."""
    lines: list[str] = []
    for line in explanation_lines(explanation, language):
        if line.depth == 0 and lines:
            lines.append("")
        lines.append("  " * max(line.depth - 1, 0) + line.words)
    return "\n".join(lines) + "\n"


_STYLE = """
body { font: 16px/1.6 system-ui, "Noto Sans CJK SC", sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 2rem; border-bottom: 1px solid #bbb; }
p { margin: .3rem 0; overflow-wrap: anywhere; } .d2 { margin-left: 1.5rem; } .d3 { margin-left: 3rem; color: #444; font-size: .92rem; }
.for { border-left: 4px solid #1b7a3d; padding-left: .6rem; } .against { border-left: 4px solid #a4262c; padding-left: .6rem; }
.unknown { border-left: 4px dashed #8a6d00; padding-left: .6rem; } [class*="grade-"] { font-size: 1.6rem; font-weight: 700; }
@media (max-width: 30rem) { .d2 { margin-left: .6rem; } .d3 { margin-left: 1.2rem; } }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } p { break-inside: avoid; } }
"""


def explanation_html(explanation: Explanation, language: Language) -> str:
    """Give the page as one HTML file that loads nothing from elsewhere."""
    page = ET.Element("html", lang="zh-CN" if language == "zh" else "en")
    head = ET.SubElement(page, "head")
    ET.SubElement(head, "meta", charset="utf-8")
    ET.SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    ET.SubElement(
        head, "title"
    ).text = f"{explanation.dossier.enterprise.enterprise_id} {explanation.decision.grade}"
    ET.SubElement(head, "style").text = _STYLE
    main = ET.SubElement(ET.SubElement(page, "body"), "main")
    for number, line in enumerate(explanation_lines(explanation, language)):
        if line.depth == 0:
            ET.SubElement(main, "h2" if number else "h1").text = line.words
        else:
            ET.SubElement(main, "p", {"class": f"d{line.depth} {line.mark}".strip()}).text = line.words
    return "<!doctype html>\n" + ET.tostring(page, encoding="unicode", method="html") + "\n"
