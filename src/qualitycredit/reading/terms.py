"""terms.md and readings.md: from tables and boxes to the lexicon, the terms and the readings of a standard."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from qualitycredit.errors import NotInLanguage, Place, StandardNotFound
from qualitycredit.language import Bilingual
from qualitycredit.model.standard import Kind, Outcome, Reading, Term
from qualitycredit.reading.constructs import CONSTRUCTS
from qualitycredit.reading.documents import Box, Document, Text
from qualitycredit.reading.expressions import did_you_mean, parse
from qualitycredit.reading.lexicon import FIELDS, Lexicon


def read_vocabulary(document: Document, lexicon: Lexicon) -> None:
    """Enter the tables of terms.md: columns, kinds of record and outcomes."""
    outcomes: dict[str, list[Outcome]] = {}
    rows = list(document.tables())
    for row, place in rows:
        if "outcome" in row:
            contestable = next(value for key, value in row.items() if "contestable" in key).endswith("yes")
            outcome = Outcome(
                row["outcome"], Bilingual(row.get("中文", row["English"]), row["English"]), contestable
            )
            outcomes.setdefault(row["kind"], []).append(outcome)
            _enter(lexicon.outcome_words, ((row["kind"], _word(row)), row["outcome"]), place)
            lexicon.outcome_words[row["kind"], row["outcome"]] = row["outcome"]
    for row, place in rows:
        if "family" in row:
            kind = Kind(
                row["kind"],
                Bilingual(row.get("中文", row["English"]), row["English"]),
                row["family"],
                tuple(outcomes.pop(row["kind"], ())),
                tuple(row["uses"].split()),
                Bilingual(row.get("没有记录", row["no record"]), row["no record"]),
            )
            lexicon.kinds[kind.name] = kind
            _enter(lexicon.kind_words, (_word(row), kind.name), place)
            lexicon.kind_words[kind.name] = kind.name
        elif "column" in row:
            where = (row["table"], row["column"])
            if where not in FIELDS:
                zh, en = did_you_mean(row["column"], (column for _, column in FIELDS))
                raise NotInLanguage(
                    place,
                    f"档案没有“{row['column']}”这一栏。{zh}",
                    f"archives have no column “{row['column']}”. {en}",
                )
            _enter(lexicon.columns, (_word(row), where), place)
            lexicon.labels[_word(row)] = Bilingual(_word(row), row["English"])
    for kind_name in outcomes:
        zh, en = did_you_mean(kind_name, lexicon.kinds)
        place = next(place for row, place in rows if row.get("kind") == kind_name)
        raise NotInLanguage(
            place, f"没有登记种类“{kind_name}”。{zh}", f"no kind “{kind_name}” is registered. {en}"
        )


def _word(row: Mapping[str, str]) -> str:
    return row.get("词") or row["word"]


def _enter(table: dict[Any, Any], entry: tuple[Any, Any], place: Place) -> None:
    key, value = entry
    if table.setdefault(key, value) != value:
        word = key if isinstance(key, str) else key[1]
        raise NotInLanguage(place, f"“{word}”登记了两次。", f"“{word}” is registered twice.")


def read_terms(document: Document, lexicon: Lexicon) -> Iterator[Term]:
    """Enter the term boxes of terms.md."""
    for box in document.boxes:
        if box.head[:1] == ("term",):
            for name, definition in box.data.items():
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
        data = box.data
        values: Mapping[str, Any] = data["values"]
        reading = Reading(
            data["name"],
            Bilingual(**data["question"]),
            {name: Bilingual(value["zh"], value["en"]) for name, value in values.items()},
            data["default"],
            Bilingual(**data["ground"]),
        )
        readings.append(reading)
        value = chosen.get(reading.name, reading.default)
        check_known(value, values, f"读法 {reading.name} 的值", f"value of the reading {reading.name}")
        if "join" in values[value]:
            joins[reading.name] = values[value]["join"]
        for name, term in values[value].get("terms", {}).items():
            place = _define(lexicon, box, name, term["is"])
            terms.append(Term(name, Bilingual(name, term["en"]), term["is"], reading.values[value].zh, place))
    for name in chosen:
        check_known(name, [reading.name for reading in readings], "读法", "reading")
    return readings, terms, joins


def check_known(word: str, known: Iterable[str], zh: str, en: str) -> None:
    """Refuse a name that is not among `known` with StandardNotFound."""
    known = list(known)
    if word not in known:
        listing = "、".join(known), ", ".join(known)
        raise StandardNotFound(
            f"没有“{word}”这个{zh}。可以用的有：{listing[0]}。",
            f"no {en} is called “{word}”. There is: {listing[1]}.",
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
