"""The standard on its way to the public: what the page of the law shows, as data in both languages."""

from datetime import datetime
from typing import Any

from django.utils import translation

from bureau.archives.law import standard_on
from bureau.archives.vocabulary import adverse_grades, said
from bureau.grades.presentation import law_of, left_open
from bureau.store.publishing import put_document
from bureau.ui.clock import day

LANGUAGES = ("zh-hans", "en")
SLUG = "standard"


def release_standard(at: datetime) -> None:
    """Publish the standard that holds on a day; the same again stays as it is."""
    for language in LANGUAGES:
        with translation.override(language):
            put_document(SLUG, _content(at), language=language, at=at)


def _content(at: datetime) -> dict[str, Any]:
    law = standard_on(day(at), at)
    return {
        "title": said(law.title),
        "edition": law.edition,
        "text_hash": law.text_hash,
        "rules_hash": law.rules_hash,
        # In the order in which they are asked; one clause of a list of faults is enough, of another all are needed.
        "rows": [
            {"grade": row.result, "how": "any" if row.result in adverse_grades() else "all"}
            for row in law.decision.rows
        ],
        "chapters": [
            {
                "grade": chapter.clauses[0].clause.group,
                "title": chapter.title,
                "clauses": [
                    {
                        "id": one.clause.id,
                        "text": one.clause.text,
                        "phrases": [
                            {"quote": phrase.quote, "rule": phrase.rule, "remark": phrase.remark}
                            for phrase in one.phrases
                        ],
                    }
                    for one in chapter.clauses
                ],
            }
            for chapter in law_of(law)
        ],
        "readings": [
            {
                "question": said(one.question),
                "chosen": said(one.values[law.chosen[one.name]]),
                "ground": said(one.ground),
            }
            for one in law.readings
        ],
        "open": [
            {"place": place, "quote": phrase.quote, "remark": said(phrase.remark) if phrase.remark else ""}
            for place, phrase in left_open(law)
        ],
    }
