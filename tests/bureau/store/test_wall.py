"""The wall: no table of the store can hold what is not public, and nothing of the bureau lies beside it."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connections, transaction

from bureau.enterprises.models import Enterprise
from bureau.store.actions import release
from bureau.store.models import Document, Entry, Statistic
from bureau.store.router import PublicRouter
from tests.bureau.store.entries import AT, TODAY, A, D

pytestmark = pytest.mark.django_db(databases="__all__")

REFUSED: dict[str, str] = {
    "a B": "UPDATE store_entry SET listing = 'B'",
    "a C": "UPDATE store_entry SET listing = 'C'",
    "an unrated": "UPDATE store_entry SET listing = 'U'",
    "nothing": "UPDATE store_entry SET listing = ''",
    "facts of an A": "UPDATE store_entry SET facts = '[]'",
    "withdrawn without a reason": "UPDATE store_entry SET withdrawn_on = published_on",
    "a reason without a day": "UPDATE store_entry SET withdrawn_because = 'ended'",
    "a reason that says more": "UPDATE store_entry SET withdrawn_on = published_on, withdrawn_because = 'C'",
    "a reason of a D": "UPDATE store_entry SET withdrawn_on = published_on, withdrawn_because = 'repaired'",
    "no end": "UPDATE store_entry SET expires_on = published_on",
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_database_refuses_what_is_not_public(name: str) -> None:
    release(A, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic(using="public"):
        connections["public"].cursor().execute(REFUSED[name])


def test_a_d_that_stands_has_facts_and_one_that_is_gone_has_none() -> None:
    release(D, at=AT)
    for statement in (
        "UPDATE store_entry SET facts = NULL",
        "UPDATE store_entry SET withdrawn_on = published_on, withdrawn_because = 'repaired'",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(using="public"):
            connections["public"].cursor().execute(statement)


def test_two_entries_of_a_code_cannot_stand() -> None:
    entry = release(A, at=AT)
    entry.pk, entry.decision = None, "另一份"
    with pytest.raises(IntegrityError), transaction.atomic(using="public"):
        entry.save(force_insert=True)


def test_a_small_count_cannot_be_stored() -> None:
    for wrong in ({"measure": "graded", "count": 9}, {"measure": "B", "count": 10}):
        with pytest.raises(IntegrityError), transaction.atomic(using="public"):
            Statistic.objects.create(on=TODAY, **wrong)
    assert str(Statistic.objects.create(on=TODAY, measure="graded", count=10)) == "graded "
    assert str(Document(slug="standard")) == "standard"


def test_the_public_database_has_the_tables_of_the_store_only() -> None:
    names = connections["public"].introspection.table_names()
    strange = {name for name in names if not name.startswith(("store_", "django_migrations"))}
    assert strange == set()
    router = PublicRouter()
    assert (router.db_for_read(Entry), router.db_for_write(Entry)) == ("public", "public")
    assert (router.db_for_read(Enterprise), router.db_for_write(Enterprise)) == (None, None)
    for app in apps.get_app_configs():
        assert router.allow_migrate("public", app.label) is (app.label == "store")
        assert router.allow_migrate("default", app.label) is (app.label != "store")
