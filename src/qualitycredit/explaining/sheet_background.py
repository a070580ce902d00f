"""What stands behind the clauses in a check sheet: the decision table, the readings and the vocabulary."""

from collections.abc import Iterable, Iterator

from qualitycredit.explaining.sentences import say
from qualitycredit.explaining.sheet_law import Behind, table
from qualitycredit.language import Bilingual, Language
from qualitycredit.model.nodes import Constant
from qualitycredit.model.standard import Row, Standard

OTHERWISE = Bilingual("以上都不成立", "none of the above holds")


def decision(standard: Standard, language: Language) -> Iterator[str]:
    """Yield how clauses become a grade, and why there may be none."""
    rules = standard.decision
    unrated = rules.labels[rules.unrated]
    if rules.excluded:
        yield from _headed("不参加定级的企业", "Enterprises that are not graded at all", language)
        yield from _rows(standard, rules.excluded, language, Bilingual("情形", "case"))
    yield from _headed("等级", "The grade", language)
    yield from _paragraph(
        "从上往下看，第一个成立的就是等级。",
        "From the top: the first that holds is the grade.",
        language,
    )
    last = Row(rules.unrated, Constant(value=True))
    yield from _rows(standard, (*rules.rows, last), language, Bilingual("等级", "grade"))
    yield from _paragraph(
        "有的数据可能缺少，有的记录可能正在申诉或者复检，所以每次定级都按两种情形各算一遍。"
        "**最有利情形**：有异议的记录不算，结论未知的按有利的算。"
        "**最不利情形**：有异议的记录算数，结论未知的按不利的算。"
        f"两遍得到同一等级，就定为这一等级；否则为 {rules.unrated}（{unrated.zh}），并说明原因。",
        "Data may be missing, and records may be under objection or re-test, so every grading is done twice. "
        "**Best case**: contested records do not count, and what is unknown is taken to be good. "
        "**Worst case**: contested records count, and what is unknown is taken to be bad. "
        f"Where both give the same grade, that is the grade; otherwise it is {rules.unrated} ({unrated.en}), "
        "with the reason.",
        language,
    )
    yield from _headed(f"{unrated.zh}的原因", f"Reasons for {rules.unrated} ({unrated.en})", language)
    yield from _paragraph(
        "从上往下看，第一个成立的就是原因。", "From the top: the first that holds is the reason.", language
    )
    yield from _rows(standard, rules.reasons, language, Bilingual("原因", "reason"))


def readings(standard: Standard, behind: Behind, language: Language) -> Iterator[str]:
    """Yield each open question of the text with its values, the chosen one ticked, and the ground of the default."""
    if not standard.readings:
        yield from _paragraph("原文没有需要选择的读法。", "The text leaves no question open.", language)
    for number, reading in enumerate(standard.readings, 1):
        yield from _headed(
            f"读法 {number}：{reading.question.zh}", f"Reading {number}. {reading.question.en}", language
        )
        for value, label in reading.values.items():
            tick = "☑" if value == standard.chosen[reading.name] else "☐"
            default = Bilingual("（默认）", " (default)").say(language) if value == reading.default else ""
            yield f"- {tick} {label.say(language)}{default}"
        clauses = [
            clause.id
            for clause in standard.clauses
            if clause.joined_by == reading.name
            or any(number in behind.get(phrase.place, ()) for phrase in clause.phrases)
        ]
        yield ""
        yield from _paragraph(
            f"默认的理由：{reading.ground.zh}", f"Ground of the default: {reading.ground.en}", language
        )
        yield from _paragraph(
            f"影响的条款：{'、'.join(clauses) or '无'}。",
            f"Clauses that it moves: {', '.join(clauses) or 'none'}.",
            language,
        )


def vocabulary(standard: Standard, language: Language) -> Iterator[str]:
    """Yield every kind of record: its outcomes, those that can be contested, and what no record means."""
    yield from _paragraph(
        "带 ※ 的结果可能对企业不利，企业可以提出异议；有异议期间，记录尚未最后确定。",
        "A result marked ※ can count against the enterprise, which may object to it; until that is settled the "
        "record is not final.",
        language,
    )
    heading = Bilingual(
        "记录 | 可能的结果 | 没有这种记录时", "record | possible results | where there is none"
    )
    comma = Bilingual("；", "; ").say(language)
    yield from table(
        heading.say(language).split(" | "),
        (
            (
                kind.label.say(language),
                comma.join(f"{o.label.say(language)}{' ※' if o.contestable else ''}" for o in kind.outcomes)
                or "—",
                kind.absence.say(language) or "—",
            )
            for kind in standard.kinds.values()
        ),
    )


def _headed(zh: str, en: str, language: Language) -> Iterator[str]:
    yield from (f"### {Bilingual(zh, en).say(language)}", "")


def _paragraph(zh: str, en: str, language: Language) -> Iterator[str]:
    yield from (Bilingual(zh, en).say(language), "")


def _rows(standard: Standard, rows: Iterable[Row], language: Language, what: Bilingual) -> Iterator[str]:
    """Yield the rows up to the first that always holds: none after it can ever decide."""
    shown: list[tuple[str, str, str]] = []
    for number, row in enumerate(rows, 1):
        always = row.node == Constant(value=True)
        label = standard.decision.labels.get(row.result)
        name = label.say(language) if label else row.result
        if row.result in (*standard.decision.grades, standard.decision.unrated):
            name = f"**{row.result}** {name}"
        shown.append((str(number), name, (OTHERWISE if always else say(standard, row.node)).say(language)))
        if always:
            break
    heading = (
        Bilingual("次序", "no.").say(language),
        what.say(language),
        Bilingual("什么时候", "when").say(language),
    )
    yield from table(heading, shown)
