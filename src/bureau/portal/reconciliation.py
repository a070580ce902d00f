"""Matching a list of names and codes with the register. The code decides; a name alone is never a match."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bureau.store.models import Entry
from bureau.store.queries import Asked, search, standing
from bureau.store.snapshots import CODE
from bureau.store.words import folded

# Questions in one request, and candidates for one name.
QUESTIONS, CANDIDATES = 50, 5
SURE, OTHER_NAME, SAME_NAME, SIMILAR_NAME = 100, 60, 50, 25
TYPES: Final = [{"id": "A", "name": "守信企业"}, {"id": "D", "name": "严重失信企业"}]


class QuestionsRefused(ValueError):
    """The questions cannot be read, or are too many."""


@dataclass(frozen=True, slots=True)
class Question:
    """A name, a code, or both."""

    name: str
    code: str


def questions_in(text: str) -> dict[str, Question]:
    """Read the questions of a request."""
    try:
        asked = json.loads(text)
        found = {str(key): _question(one) for key, one in asked.items()}
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise QuestionsRefused("queries is an object of questions, each with a query") from error
    if len(found) > QUESTIONS:
        raise QuestionsRefused(f"at most {QUESTIONS} questions at once")
    return found


def answers_to(questions: dict[str, Question], on: date) -> dict[str, Any]:
    """Answer each question with candidates, the surest first."""
    by_code = standing([one.code for one in questions.values() if one.code], on)
    return {key: {"result": _candidates(one, by_code, on)} for key, one in questions.items()}


def manifest(view: str) -> dict[str, Any]:
    """Say what this service is."""
    return {
        "versions": ["0.2"],
        "name": "质量信用公示 · Public quality credit",
        "identifierSpace": "urn:cn:uscc",
        "schemaSpace": "urn:qualitycredit:listing",
        "defaultTypes": TYPES,
        "view": {"url": view},
        "batchSize": QUESTIONS,
    }


def _question(one: dict[str, Any]) -> Question:
    said, given = str(one["query"]).strip(), one.get("properties") or []
    codes = [str(each["v"]).strip().upper() for each in given if each.get("pid") == "code"]
    if CODE.fullmatch(said.upper()):
        return Question("", said.upper())
    return Question(said, codes[0] if codes else "")


def _candidates(asked: Question, by_code: dict[str, Entry], on: date) -> list[dict[str, Any]]:
    if asked.code:
        found = by_code.get(asked.code)
        same = bool(found) and (not asked.name or _same(found, asked.name))
        return [_candidate(found, SURE if same else OTHER_NAME, match=same)] if found else []
    if not folded(asked.name):
        return []
    names = search(Asked(asked.name), on=on, size=CANDIDATES).entries
    scored = [_candidate(one, SAME_NAME if _same(one, asked.name) else SIMILAR_NAME) for one in names]
    return sorted(scored, key=lambda one: -one["score"])


def _same(entry: Entry | None, name: str) -> bool:
    return entry is not None and folded(entry.name) == folded(name)


def _candidate(entry: Entry, score: int, *, match: bool = False) -> dict[str, Any]:
    types = [one for one in TYPES if one["id"] == entry.listing]
    return {"id": entry.code, "name": entry.name, "type": types, "score": score, "match": match}
