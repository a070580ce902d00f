"""Records are found across enterprises, by what they are and when they are due, by those in whose charge they are."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bureau.archives.tables import FoundTable
from bureau.audit.models import Event, Read
from tests.bureau.archives.test_pages import loaded
from tests.bureau.conftest import NOW, Signing
from tests.bureau.objects import CODE, enterprise

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def records() -> None:
    """Make a few, in two provinces."""
    own, other = enterprise(), enterprise("913201000000001236", "南京食品", "320100")
    past, soon = TODAY - timedelta(days=3), TODAY + timedelta(days=20)
    loaded("1", "complaint", "responsible", enterprise=own, due_on=past, occurred_on=past - timedelta(days=9))
    loaded("2", "permit", "granted", enterprise=own, due_on=soon, occurred_on=past)
    loaded("3", "accident", "general", enterprise=own, contested=True, occurred_on=past)
    loaded("4", "permit", "granted", enterprise=other, due_on=soon, occurred_on=past)


def found(client: object, query: str) -> list[str]:
    page = client.get(f"/archives/found/?export=csv&{query}").content.decode("utf-8-sig")  # type: ignore[attr-defined]
    return [line.split(",")[2] for line in page.splitlines()[1:]]


@pytest.mark.usefixtures("records")
def test_records_are_found_by_what_they_are_and_when_they_are_due(sign_in: Signing) -> None:
    client = sign_in("supervisor")
    everything = found(client, "")
    assert len(everything) == 3
    assert len(found(client, "kind=permit")) == 1
    assert len(found(client, "outcome=permit/granted")) == 1
    assert found(client, "outcome=accident/major") == []
    assert found(client, "deadline=passed") == found(client, "kind=complaint")
    assert found(client, "deadline=30") == found(client, "kind=permit") == found(client, "deadline=90")
    assert len(found(client, "deadline=open")) == 2
    assert found(client, "contested=yes") == found(client, "kind=accident")
    assert len(found(client, "contested=no&region=330000")) == 2
    assert len(found(client, f"words={CODE}")) == 3
    assert len(found(sign_in("nation-supervisor"), "kind=permit")) == 2


@pytest.mark.usefixtures("records")
def test_a_look_and_a_file_are_written_down(sign_in: Signing) -> None:
    client = sign_in("supervisor")
    page = client.get("/archives/found/?kind=permit").content.decode()
    assert CODE in page
    assert "913201000000001236" not in page
    assert Read.objects.get().reason == "/archives/found/?kind=permit"
    found(client, "kind=permit")
    assert Event.objects.get(event="audit.list_exported").change["rows"] == 1


def test_a_list_costs_the_same_however_long(sign_in: Signing) -> None:
    client, counts = sign_in("supervisor"), []
    for many in (1, 20):
        for number in range(many):
            loaded(f"{many}-{number}", "accident", "general", enterprise=enterprise())
        client.get("/archives/found/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/archives/found/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.usefixtures("records")
def test_of_many_no_more_are_counted_than_need_be(sign_in: Signing, monkeypatch: pytest.MonkeyPatch) -> None:
    client = sign_in("nation-supervisor")
    assert "共 2 条" in client.get("/archives/found/?kind=permit").content.decode()
    monkeypatch.setattr(FoundTable, "most", 1)
    page = client.get("/archives/found/?kind=permit").content.decode()
    assert "超过 1 条" in page
    assert page.count('<td data-label="企业">') == 2
