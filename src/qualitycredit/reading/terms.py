"""terms.md and readings.md: from tables and boxes to the lexicon, the terms and the readings of a standard."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from qualitycredit.errors import NotInLanguage, Place, StandardNotFound
from qualitycredit.language import Bilingual
from qualitycredit.model.standard import Kind, Outcome, Reading, Term
from qualitycredit.reading.constructs import CONSTRUCTS
from qualitycredit.reading.documents import Box, Document, Text
from qualitycredit.reading.entries import Entries, cell
from qualitycredit.reading.expressions import did_you_mean, parse
from qualitycredit.reading.lexicon import FIELDS, Lexicon


def read_vocabulary(document: Document, lexicon: Lexicon) -> None:
    """Enter the tables of terms.md: columns, kinds of record and outcomes."""
    outcomes: dict[str, list[Outcome]] = {}
    rows = list(document.tables())
    for row, place in rows:
        if "outcome" in row:
            kind_name, contestable = cell(row, place, "kind"), cell(row, place, *_contestable(row))
            outcome = Outcome(row["outcome"], _said(row, place), contestable.endswith("yes"))
            outcomes.setdefault(kind_name, []).append(outcome)
            _enter(lexicon.outcome_words, ((kind_name, _word(row, place)), row["outcome"]), place)
            lexicon.outcome_words[kind_name, row["outcome"]] = row["outcome"]
    for row, place in rows:
        if "family" in row:
            kind_name, absent = cell(row, place, "kind"), cell(row, place, "no record")
            kind = Kind(
                kind_name,
                _said(row, place),
                row["family"],
                tuple(outcomes.pop(kind_name, ())),
                tuple(cell(row, place, "uses").split()),
                Bilingual(row.get("没有记录", absent), absent),
            )
            lexicon.kinds[kind.name] = kind
            _enter(lexicon.kind_words, (_word(row, place), kind.name), place)
            lexicon.kind_words[kind.name] = kind.name
        elif "column" in row:
            where = (cell(row, place, "table"), row["column"])
            if where not in FIELDS:
                zh, en = did_you_mean(row["column"], (column for _, column in FIELDS))
                raise NotInLanguage(
                    place,
                    f"档案没有“{row['column']}”这一栏。{zh}",
                    f"archives have no column “{row['column']}”. {en}",
                )
            word = _word(row, place)
            _enter(lexicon.columns, (word, where), place)
            lexicon.labels[word] = Bilingual(word, cell(row, place, "English"))
    for kind_name in outcomes:
        zh, en = did_you_mean(kind_name, lexicon.kinds)
        place = next(place for row, place in rows if row.get("kind") == kind_name)
        raise NotInLanguage(
            place, f"没有登记种类“{kind_name}”。{zh}", f"no kind “{kind_name}” is registered. {en}"
        )


def _word(row: Mapping[str, str], place: Place) -> str:
    return cell(row, place, "词", "word")


def _said(row: Mapping[str, str], place: Place) -> Bilingual:
    english = cell(row, place, "English")
    return Bilingual(row.get("中文", english), english)


def _contestable(row: Mapping[str, str]) -> tuple[str, ...]:
    return (*(heading for heading in row if "contestable" in heading), "contestable")


def _enter(table: dict[Any, Any], entry: tuple[Any, Any], place: Place) -> None:
    key, value = entry
    if table.setdefault(key, value) != value:
        word = key if isinstance(key, str) else key[1]
        raise NotInLanguage(place, f"“{word}”登记了两次。", f"“{word}” is registered twice.")


def read_terms(document: Document, lexicon: Lexicon) -> Iterator[Term]:
    """Enter the term boxes of terms.md."""
    for box in document.boxes:
        if box.head[:1] == ("term",):
            for name in box.data:
                definition = Entries(box, box.data).text(name)
                label = box.heading.partition("·")[2].strip() or name
                place = _define(lexicon, box, name, definition)
                yield Term(name, Bilingual(name, label), definition, box.paragraph, place)


def read_readings(
    document: Document, lexicon: Lexicon, chosen: Mapping[str, str]
) -> tuple[list[Reading], list[Term], dict[str, str]]:
    """Enter the terms that the chosen values select; give readings, these terms, and how joined clauses join."""
    readings: list[Reading] = []
    terms: list[Term] = []
    joins: dict[str, str] = {}
    for box in document.boxes:
        if box.head[:1] != ("reading",):
            continue
        entries = Entries(box, box.data)
        values = dict(entries.inner("values").tables())
        reading = Reading(
            entries.text("name"),
            entries.both("question"),
            {name: Bilingual(value.text("zh"), value.text("en")) for name, value in values.items()},
            entries.text("default"),
            entries.both("ground"),
        )
        readings.append(reading)
        name = chosen.get(reading.name, reading.default)
        check_known(name, values, f"读法 {reading.name} 的值", f"value of the reading {reading.name}")
        value = values[name]
        if "join" in value.table:
            joins[reading.name] = value.choice("join", ("all", "any"))
        for word, term in value.inner("terms").tables() if "terms" in value.table else ():
            place = _define(lexicon, box, word, term.text("is"))
            label = Bilingual(word, term.text("en"))
            terms.append(Term(word, label, term.text("is"), reading.values[name].zh, place))
    for name in chosen:
        check_known(name, [reading.name for reading in readings], "读法", "reading")
    return readings, terms, joins


def check_known(word: str, known: Iterable[str], zh: str, en: str) -> None:
    """Refuse a name that is not among `known` with StandardNotFound."""
    known = list(known)
    if word not in known:
        listing = "、".join(known), ", ".join(known)
        raise StandardNotFound(
            f"没有“{word}”这个{zh}。"
            + (f"可以用的有：{listing[0]}。" if known else "这部标准一个也没有登记。"),
            f"no {en} is called “{word}”. "
            + (f"There is: {listing[1]}." if known else "The standard registers none."),
        )


def _define(lexicon: Lexicon, box: Box, name: str, definition: str) -> Place:
    place = box.value(name, definition)
    if name in CONSTRUCTS or name in lexicon.terms or name in lexicon.kind_words or name in lexicon.columns:
        raise NotInLanguage(
            box.locate(name),
            f"“{name}”已经是一个词语，不能再定义。",
            f"“{name}” is a word already and cannot be defined.",
        )
    lexicon.terms[name] = parse(Text(definition, place))
    return place
