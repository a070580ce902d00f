"""Load a standard: its folder's documents become one `Standard` under one choice of readings."""

import ast
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, cast

from qualitycredit.errors import NotInLanguage, Place, StandardNotFound
from qualitycredit.language import Bilingual
from qualitycredit.model.nodes import All, ClauseHolds, Constant, Node, children
from qualitycredit.model.nodes import Any as AnyOf
from qualitycredit.model.standard import Claim, Clause, DecisionTable, Phrase, Row, Standard
from qualitycredit.reading.coverage import check_coverage
from qualitycredit.reading.criteria import read_criterion
from qualitycredit.reading.documents import Box, Document, Text, read_document
from qualitycredit.reading.entries import Entries
from qualitycredit.reading.expressions import did_you_mean, parse
from qualitycredit.reading.headings import check_headings
from qualitycredit.reading.lexicon import Lexicon
from qualitycredit.reading.records import construct
from qualitycredit.reading.terms import read_readings, read_terms, read_vocabulary

# The reason that stands behind all others, for a standard whose own reasons do not always apply.
_UNDECIDED = "undecided"
_UNDECIDED_LABEL = Bilingual("没有定级", "no grade is given")
_PACKAGED = Path(__file__).resolve().parent.parent / "standards"
_CHECKED_OUT = Path(__file__).resolve().parents[3] / "standards"


def standards_folder() -> Path:
    """Give the folder of the standards that come with the library."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKED_OUT


def standard_folder(name: str | Path) -> Path:
    """Find a standard by its name or its folder; StandardNotFound otherwise."""
    for folder in (Path(name), standards_folder() / name):
        if (folder / "standard.md").is_file():
            return folder
    known = sorted(folder.parent.name for folder in standards_folder().glob("*/standard.md"))
    zh, en = did_you_mean(str(name), known)
    raise StandardNotFound(
        f"没有标准“{name}”：既不是自带的标准（{'、'.join(known)}），也不是含有 standard.md 的文件夹。{zh}",
        f"no standard “{name}”: neither one that comes along ({', '.join(known)}) nor a folder with a standard.md. {en}",
    )


def load_standard(name: str | Path = "aqsiq-2006", readings: Mapping[str, str] | None = None) -> Standard:
    """Load a standard by name or folder, under `readings` (reading name to value; the defaults otherwise).

    Raises StandardNotFound for an unknown standard, reading or value, and StandardError with file, clause, line
    and column for a fault in its files.
    """
    folder = standard_folder(name)
    law, vocabulary, open_questions = (
        read_document(folder / file) for file in ("standard.md", "terms.md", "readings.md")
    )
    lexicon = Lexicon()
    read_vocabulary(vocabulary, lexicon)
    terms = list(read_terms(vocabulary, lexicon))
    questions, chosen_terms, joins = read_readings(open_questions, lexicon, readings or {})
    box = _only(law, "standard")
    about = Entries(box, box.data)
    _check_text(law, about)
    boxes = [box for box in law.boxes if box.head and "." in box.head[0] and box.head[1:] != ("remark",)]
    lexicon.clauses = tuple(box.head[0] for box in boxes)
    lexicon.groups = tuple(dict.fromkeys(clause.rpartition(".")[0] for clause in lexicon.clauses))
    check_headings(law, questions, joins, open_questions.path)
    connectives = about.texts("connectives") if "connectives" in box.data else []
    remarks = {
        box.head[0]: tuple(_phrases(law, lexicon, box, connectives))
        for box in law.boxes
        if box.head[1:] == ("remark",)
    }
    clauses = tuple(_clause(law, lexicon, box, joins, connectives) for box in boxes)
    _check_circles(clauses)
    return Standard(
        name=about.text("name"),
        edition=about.text("edition"),
        title=about.both("title"),
        source=about.text("source"),
        text=law.prose.strip(),
        text_hash=about.text("text_sha256"),
        rules_hash=_hash_of_rules(law, vocabulary, open_questions),
        fields=lexicon.labels,
        columns={column: lexicon.labels[word] for word, (_, column) in lexicon.columns.items()},
        kinds=lexicon.kinds,
        terms=(*terms, *chosen_terms),
        readings=tuple(questions),
        chosen={reading.name: (readings or {}).get(reading.name, reading.default) for reading in questions},
        clauses=clauses,
        remarks=remarks,
        decision=_decision(lexicon, _only(law, "decision")),
    )


def text_hash(prose: str) -> str:
    """Give the SHA-256 of a text without its white space, in hexadecimal."""
    return hashlib.sha256("".join(prose.split()).encode()).hexdigest()


def _only(law: Document, word: str) -> Box:
    found = [box for box in law.boxes if box.head == (word,)]
    if len(found) != 1:
        raise NotInLanguage(
            Place(law.path, found[1].place.line if found else 1),
            f"应当有一个“```toml {word}”规则框，这里有 {len(found)} 个。",
            f"there should be one “```toml {word}” box, not {len(found)}.",
        )
    return found[0]


def _check_text(law: Document, about: Entries) -> None:
    actual = text_hash(law.prose)
    if actual != about.text("text_sha256"):
        raise NotInLanguage(
            about.box.locate("text_sha256"),
            f"规则框以外的文字与钉住的原文不同（现在是 {actual}）。请恢复原文。",
            f"the text outside the boxes is not the pinned one (it is now {actual}). Restore the official text.",
        )


def _clause(
    law: Document, lexicon: Lexicon, box: Box, joins: Mapping[str, str], connectives: list[str]
) -> Clause:
    name, mode = box.head
    joined = cast(Literal["all", "any"], joins.get(mode, mode))
    phrases = tuple(_phrases(law, lexicon, box, connectives))
    nodes = tuple(phrase.node for phrase in phrases if phrase.node is not None)
    together: Node = All(nodes) if joined == "all" else AnyOf(nodes)
    node = nodes[0] if len(nodes) == 1 else together
    place = Place(box.place.file, box.place.line, 1, name)
    reading = mode if mode in joins else None
    return Clause(name, name.rpartition(".")[0], box.paragraph, phrases, joined, node, place, reading)


def _phrases(law: Document, lexicon: Lexicon, box: Box, connectives: list[str]) -> Iterator[Phrase]:
    clause = box.head[0]
    if not box.paragraph:
        place = Place(box.place.file, box.place.line, 1, clause)
        raise NotInLanguage(
            place,
            "规则框前面没有这一条的文字。请把规则框放在条文之后。",
            "no words of the clause stand before this box. Put the box after them.",
        )
    phrases = [_phrase(lexicon, box, quote, rule, clause) for quote, rule in box.data.items()]
    line = next(n for n in range(box.place.line - 1, 0, -1) if law.lines[n - 1].strip() == box.paragraph)
    column = law.lines[line - 1].index(box.paragraph) + 1
    paragraph = Text(box.paragraph, Place(law.path, line, column, clause))
    check_coverage(
        paragraph, [(phrase.quote, box.locate(phrase.quote, clause)) for phrase in phrases], connectives
    )
    yield from phrases


def _phrase(lexicon: Lexicon, box: Box, quote: str, rule: object, clause: str) -> Phrase:
    if not isinstance(rule, str):
        raise NotInLanguage(
            box.locate(quote, clause), "规则应当写在引号里。", "a rule is written inside quotation marks."
        )
    place = box.value(quote, rule, clause)
    expression = parse(Text(rule, place))
    name = construct(expression.tree)
    if isinstance(expression.tree, ast.Call) and name in {"finding", "not_judged"}:
        said = [expression.quoted(part) for part in expression.tree.args if isinstance(part, ast.Constant)]
        if len(said) not in {1, 2} or len(said) != len(expression.tree.args):
            expression.refuse(
                expression.tree,
                "请在引号里写明理由：一句中文，一句英文，中间用逗号。",
                "say why in quotation marks: in Chinese, then, after a comma, in English.",
            )
        return Phrase(quote, rule, cast(Claim, name), None, Bilingual(said[0], said[-1]), place)
    return Phrase(quote, rule, "rule", read_criterion(lexicon, expression, expression.tree), None, place)


def _check_circles(clauses: tuple[Clause, ...]) -> None:
    trees = {clause.id: clause for clause in clauses}

    def visit(clause: Clause, path: tuple[str, ...]) -> None:
        if clause.id in path:
            circle = " → ".join((*path, clause.id))
            raise NotInLanguage(
                clause.place,
                f"条款绕回了自己：{circle}。",
                f"clauses stand on one another in a circle: {circle}.",
            )
        for name in _referred(clause.node):
            visit(trees[name], (*path, clause.id))

    for clause in clauses:
        visit(clause, ())


def _referred(node: Node) -> Iterator[str]:
    if isinstance(node, ClauseHolds):
        yield node.clause
    for child in children(node):
        yield from _referred(child)


def _decision(lexicon: Lexicon, box: Box) -> DecisionTable:
    entries = Entries(box, box.data)
    grades, unrated = tuple(entries.texts("grades")), entries.text("unrated")
    labels = entries.inner("labels")
    lexicon.grades = (*grades, unrated)

    def rows(part: str) -> tuple[Row, ...]:
        found: list[Row] = []
        rules = entries.inner(part) if part in box.data else Entries(box, {})
        for result in rules.table:
            rule = rules.text(result)
            expression = parse(Text(rule, box.value(result, rule)))
            found.append(Row(result, read_criterion(lexicon, expression, expression.tree)))
        return tuple(found)

    table = DecisionTable(
        grades,
        unrated,
        rows("excluded"),
        rows("rows"),
        (*rows("reasons"), Row(_UNDECIDED, Constant(value=True))),
        {_UNDECIDED: _UNDECIDED_LABEL, **{name: labels.both(name) for name in labels.table}},
    )
    for name in (*lexicon.grades, *(row.result for row in (*table.excluded, *table.reasons))):
        if name not in table.labels:
            raise NotInLanguage(
                box.locate(name),
                f'“{name}”在 [labels] 里没有名称。请写 {name} = {{ zh = "…", en = "…" }}。',
                f'“{name}” has no label: write {name} = {{ zh = "…", en = "…" }} under [labels].',
            )
    for row in table.rows:
        if row.result not in lexicon.grades:
            zh, en = did_you_mean(row.result, lexicon.grades)
            raise NotInLanguage(
                box.locate(row.result), f"没有等级“{row.result}”。{zh}", f"no grade “{row.result}”. {en}"
            )
    return table


def _hash_of_rules(*documents: Document) -> str:
    digest = hashlib.sha256()
    for document in documents:
        digest.update("\n".join(document.lines).encode() + b"\0")
    return digest.hexdigest()
