"""The standard that the public reads is the one that the bureau grades by."""

from io import StringIO

import pytest
from django.core.management import call_command

from bureau.archives.vocabulary import standard
from bureau.store.queries import document

pytestmark = pytest.mark.django_db(databases="__all__")


def test_the_standard_is_released_in_both_languages() -> None:
    printed = StringIO()
    call_command("release_standard", stdout=printed)
    call_command("release_standard", stdout=printed)
    assert printed.getvalue() == "标准已经发布。\n" * 2
    law = standard()
    for language, title in (("zh-hans", law.title.zh), ("en", law.title.en)):
        found = document("standard", language)
        assert found
        said = found.content
        assert (said["title"], said["edition"], said["text_hash"]) == (title, law.edition, law.text_hash)
        clauses = [clause for chapter in said["chapters"] for clause in chapter["clauses"]]
        assert [one["text"] for one in clauses] == [one.text for one in law.clauses]
        assert {chapter["grade"] for chapter in said["chapters"]} == {"A", "B", "C", "D"}
        assert [(row["grade"], row["how"]) for row in said["rows"]] == [
            ("D", "any"),
            ("C", "any"),
            ("A", "all"),
            ("B", "all"),
        ]
        assert len(said["readings"]) == len(law.readings)
        assert said["open"]
    assert document("standard", "zh-hans") != document("standard", "en")
