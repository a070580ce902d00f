"""The cells of a worked example: days, products and records, in the words of the standard.

The notation is described for officials in the README.md beside the cases.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NoReturn

from qualitycredit.errors import CaseFailed, Place
from qualitycredit.model.facts import Product, Record
from qualitycredit.model.standard import Kind
from qualitycredit.reading.documents import Text
from qualitycredit.reading.expressions import did_you_mean
from qualitycredit.reading.lexicon import Lexicon

CONTESTED: Final = ("有异议", "contested")
PARTICULARS: Final = {
    "对象": "subject",
    "期限": "due_on",
    "结束": "closed_on",
    "检验": "inspected",
    "合格": "passed",
    "分数": "score",
    "编号": "record_id",
    "subject": "subject",
    "due": "due_on",
    "closed": "closed_on",
    "inspected": "inspected",
    "passed": "passed",
    "score": "score",
    "id": "record_id",
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PIECE = re.compile(r"[^；;]+")
_WORD = re.compile(r"\S+")


def refuse(place: Place, zh: str, en: str) -> NoReturn:
    """Raise CaseFailed at a place of a case file."""
    raise CaseFailed(f"{place.say('zh')}：{zh}", f"{place.say('en')}: {en}")


def pieces(text: Text) -> Iterator[Text]:
    """Yield what stands between semicolons, of either width."""
    for match in _PIECE.finditer(text.words):
        if words := match.group().strip():
            yield Text(words, text.at(match.start() + match.group().index(words)))


def words_of(text: Text) -> list[Text]:
    """Give the words that white space separates."""
    return [Text(match.group(), text.at(match.start())) for match in _WORD.finditer(text.words)]


def read_day(text: Text) -> date:
    """Read a day such as 2026-06-30."""
    try:
        if _DAY.fullmatch(text.words):
            return date.fromisoformat(text.words)
    except ValueError:
        pass
    refuse(
        text.place,
        f"“{text.words}”不是日期。请写 2026-06-30 这样的、历法上有的日子。",
        f"“{text.words}” is no day. Write one of the calendar, such as 2026-06-30.",
    )


def read_products(lexicon: Lexicon, text: Text, enterprise_id: str) -> tuple[Product, ...]:
    """Read products: a code, then the words for what the product is subject to."""
    flags = {word: column for word, (table, column) in lexicon.columns.items() if table == "products"}
    products = []
    for piece in pieces(text):
        code, *marks = words_of(piece)
        for mark in marks:
            if mark.words not in flags:
                refuse(
                    mark.place,
                    f"产品没有“{mark.words}”这一栏。可以写的有：{'、'.join(flags)}。",
                    f"products have no column “{mark.words}”. There is: {', '.join(flags)}.",
                )
        stated: dict[str, Any] = {flags[mark.words]: True for mark in marks}
        products.append(Product(enterprise_id, code.words, **stated))
    return tuple(products)


def read_records(lexicon: Lexicon, text: Text, enterprise_id: str) -> tuple[Record, ...]:
    """Read records; without an 编号 they are numbered in the order in which they are written."""
    return tuple(
        _record(lexicon, piece, enterprise_id, f"{number:02}") for number, piece in enumerate(pieces(text), 1)
    )


def _record(lexicon: Lexicon, text: Text, enterprise_id: str, record_id: str) -> Record:
    first, *rest = words_of(text)
    kind, outcome = _kind(lexicon, first)
    if not rest:
        refuse(
            text.place,
            f"“{text.words}”没有写发生的日子。请写 {text.words} 2026-06-30。",
            f"“{text.words}” has no day. Write {text.words} 2026-06-30.",
        )
    day = read_day(rest[0])
    stated: dict[str, Any] = {"record_id": record_id, "contested": False}
    remaining = iter(rest[1:])
    for word in remaining:
        if word.words in CONTESTED:
            _check_contestable(kind, outcome, word)
            stated["contested"] = True
            continue
        field = _particular(kind, word)
        stated[field] = _value(field, next(remaining, None), word)
    return Record(
        enterprise_id=enterprise_id,
        kind=kind.name,
        outcome=outcome,
        occurred_on=day,
        recorded_at=datetime.combine(day, time()),
        source="case",
        **stated,
    )


def _kind(lexicon: Lexicon, text: Text) -> tuple[Kind, str | None]:
    word, _, said = text.words.partition(".")
    if word not in lexicon.kind_words:
        zh, en = did_you_mean(word, lexicon.kind_words)
        refuse(text.place, f"没有记录的种类“{word}”。{zh}", f"no kind of record “{word}”. {en}")
    kind = lexicon.kinds[lexicon.kind_words[word]]
    if not said and len(kind.outcomes) <= 1:
        return kind, kind.outcomes[0].name if kind.outcomes else None
    outcome = lexicon.outcome_words.get((kind.name, said))
    if outcome is None:
        known = "、".join(f"{word}.{label}" for (name, label) in lexicon.outcome_words if name == kind.name)
        refuse(
            text.place,
            f"“{text.words}”的结果没有登记。请写下面之一：{known}。",
            f"“{text.words}” has no registered outcome. Write one of: {known}.",
        )
    return kind, outcome


def _particular(kind: Kind, word: Text) -> str:
    field = PARTICULARS.get(word.words)
    if field is None:
        refuse(
            word.place,
            f"不认识“{word.words}”。日期以后可以写：{'、'.join((*PARTICULARS, *CONTESTED))}。",
            f"“{word.words}” is not known. After the day may stand: {', '.join((*PARTICULARS, *CONTESTED))}.",
        )
    if field != "record_id" and field not in kind.uses:
        refuse(
            word.place,
            f"{kind.label.zh}的记录没有“{word.words}”，它只用：{'、'.join(kind.uses) or '日期'}。",
            f"a record of {kind.label.en} has no “{word.words}”; it uses: {', '.join(kind.uses) or 'its day'}.",
        )
    return field


def _check_contestable(kind: Kind, outcome: str | None, word: Text) -> None:
    found = kind.outcome(outcome)
    if found is None or not found.contestable:
        refuse(
            word.place,
            "这样的事实不会对企业不利，因此不会有异议。请删去“有异议”。",
            "such a fact cannot count against the enterprise and is never contested. Delete the word.",
        )


def _value(field: str, text: Text | None, word: Text) -> object:
    if text is None:
        refuse(
            word.place,
            f"“{word.words}”后面没有写是什么。",
            f"nothing stands after “{word.words}”: write what it is.",
        )
    if field in {"due_on", "closed_on"}:
        return read_day(text)
    if field in {"subject", "record_id"}:
        return text.words
    try:
        return Decimal(text.words) if field == "score" else int(text.words)
    except (ValueError, InvalidOperation):
        refuse(
            text.place,
            f"“{word.words}”后面应当是数字，这里是“{text.words}”。",
            f"a number belongs after “{word.words}”, not “{text.words}”.",
        )
