"""A filter is kept under a name, found again on its list, and forgotten; it is nobody else's."""

import pytest

from bureau.accounts.actions import saved as actions
from bureau.accounts.models import SavedFilter
from bureau.audit.models import Event
from tests.bureau.conftest import Signing

pytestmark = pytest.mark.django_db
LIST = "/enterprises/"
KEEP = {"path": LIST, "query": "words=%E9%98%BF%E4%B8%BD&state=standing", "name": "阿丽的"}


def test_a_filter_is_kept_found_and_forgotten(sign_in: Signing) -> None:
    client = sign_in("ali")
    assert "把这个筛选存为" not in client.get(LIST).content.decode()
    assert "把这个筛选存为" in client.get(f"{LIST}?{KEEP['query']}").content.decode()
    answer = client.post("/account/filters/", KEEP, follow=True)
    assert answer.redirect_chain[0][0] == f"{LIST}?{KEEP['query']}"
    page = client.get(LIST).content.decode()
    assert "阿丽的" in page
    assert KEEP["query"].replace("&", "&amp;") in page
    assert "阿丽的" not in client.get("/grades/list/").content.decode()
    assert "阿丽的" not in sign_in("bowen").get(LIST).content.decode()
    client.post("/account/filters/", {**KEEP, "query": "state=gone"})
    saved = SavedFilter.objects.get()
    assert saved.query == "state=gone"
    assert sign_in("bowen").post(f"/account/filters/{saved.pk}/forget/").status_code == 404
    assert client.post(f"/account/filters/{saved.pk}/forget/").headers["Location"] == LIST
    assert not SavedFilter.objects.exists()
    events = list(
        Event.objects.filter(event__startswith="accounts.filter_")
        .order_by("pk")
        .values_list("event", flat=True)
    )
    assert events == ["accounts.filter_saved"] * 2 + ["accounts.filter_forgotten"]


@pytest.mark.parametrize(
    ("change", "back"),
    [
        ({"name": ""}, LIST),
        ({"query": ""}, LIST),
        ({"path": "https://elsewhere.example/"}, "/"),
        ({"path": "/nowhere/"}, "/"),
    ],
)
def test_what_is_no_filter_is_refused(change: dict[str, str], back: str, sign_in: Signing) -> None:
    answer = sign_in("ali").post("/account/filters/", {**KEEP, **change}, follow=True)
    assert answer.redirect_chain[0][0] == back
    assert "没有保存" in answer.content.decode()
    assert not SavedFilter.objects.exists()


def test_there_is_an_end_to_it(sign_in: Signing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST", 1)
    client = sign_in("ali")
    client.post("/account/filters/", KEEP)
    answer = client.post("/account/filters/", {**KEEP, "name": "又一个"}, follow=True)
    assert "最多保存 1 个" in answer.content.decode()
    assert SavedFilter.objects.count() == 1
