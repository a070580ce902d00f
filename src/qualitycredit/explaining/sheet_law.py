"""The law in a check sheet: each clause beside the sentences that its rules mean."""

from collections.abc import Iterable, Iterator, Mapping

from qualitycredit.errors import Place
from qualitycredit.explaining.sentences import say
from qualitycredit.language import Bilingual, Language
from qualitycredit.model.standard import Clause, Phrase, Standard
from qualitycredit.reading import load_standard

Behind = Mapping[Place, tuple[int, ...]]
WHO = {
    "rule": Bilingual("系统计算", "computed"),
    "finding": Bilingual("官员判定", "official's finding"),
    "not_judged": Bilingual("不判断", "not judged"),
}


def table(heading: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield a Markdown table and the blank line after it."""
    cells = tuple(heading)
    for row in (cells, ("---",) * len(cells), *rows):
        escaped = (cell.replace("|", r"\|") for cell in row)
        yield f"| {' | '.join(escaped)} |"
    yield ""


def clauses(standard: Standard, behind: Behind, language: Language) -> Iterator[str]:
    """Yield every clause under the heading of its group."""
    columns = Bilingual(
        "原文 | 检查的内容 | 由谁判断 | 读法", "words of the law | what is checked | who says so | reading"
    )
    group = None
    for clause in standard.clauses:
        if clause.group != group:
            group = clause.group
            yield from (f"### {_group_heading(standard, group, language)}", "")
        yield from (f"#### {clause.id}", "", f"> {clause.text}", "")
        rows = (_row(standard, phrase, behind.get(phrase.place, ()), language) for phrase in clause.phrases)
        yield from table(columns.say(language).split(" | "), rows)
        yield from (_joined(standard, clause, language), "")


def readings_behind(standard: Standard) -> Behind:
    """Find for each phrase, by its place, the numbers of the readings of which another value changes its rule."""
    folder = standard.clauses[0].place.file.parent
    behind: dict[Place, tuple[int, ...]] = {}
    phrases = [phrase for clause in standard.clauses for phrase in clause.phrases]
    for number, reading in enumerate(standard.readings, 1):
        values = [value for value in reading.values if value != standard.chosen[reading.name]]
        others = [load_standard(folder, {**standard.chosen, reading.name: value}) for value in values]
        rules = [
            {phrase.place: phrase.node for clause in other.clauses for phrase in clause.phrases}
            for other in others
        ]
        for phrase in phrases:
            if any(rule[phrase.place] != phrase.node for rule in rules):
                behind[phrase.place] = (*behind.get(phrase.place, ()), number)
    return behind


def remark(phrase: Phrase, language: Language) -> str:
    """Give the remark of a phrase that is not computed, else nothing."""
    return phrase.remark.say(language) if phrase.remark else ""


def _group_heading(standard: Standard, group: str, language: Language) -> str:
    label = standard.decision.labels.get(group)
    return (
        Bilingual(f"{group} 组", f"Group {group}").say(language)
        if label is None
        else f"{group} · {label.say(language)}"
    )


def _row(standard: Standard, phrase: Phrase, readings: Iterable[int], language: Language) -> tuple[str, ...]:
    said = remark(phrase, language) if phrase.node is None else say(standard, phrase.node).say(language)
    return (
        phrase.quote,
        said,
        WHO[phrase.claim].say(language),
        Bilingual("、", ", ").say(language).join(map(str, readings)),
    )


def _joined(standard: Standard, clause: Clause, language: Language) -> str:
    computed = sum(1 for phrase in clause.phrases if phrase.node is not None)
    every = clause.joined == "all"
    if computed == 0:
        said = Bilingual(
            f"没有由系统计算的内容，{clause.id} {'总是符合' if every else '总是不符合'}。",
            f"Nothing is computed: {clause.id} is {'always' if every else 'never'} met.",
        )
    elif computed == 1:
        said = Bilingual(
            f"系统计算的这一项成立，就符合 {clause.id}。",
            f"{clause.id} is met where the one thing computed holds.",
        )
    elif every:
        said = Bilingual(
            f"系统计算的 {computed} 项**全部**成立，才符合 {clause.id}。",
            f"{clause.id} is met where **all** of the {computed} things computed hold.",
        )
    else:
        said = Bilingual(
            f"系统计算的 {computed} 项有**任何一项**成立，就符合 {clause.id}。",
            f"{clause.id} is met where **any** of the {computed} things computed holds.",
        )
    if clause.joined_by is None:
        return said.say(language)
    number = [reading.name for reading in standard.readings].index(clause.joined_by) + 1
    return Bilingual(f"{said.zh}（按读法 {number}。）", f"{said.en} (By reading {number}.)").say(language)
