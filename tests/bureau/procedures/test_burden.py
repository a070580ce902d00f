"""No burden: every field asked of an enterprise is declared, none is held by the state already, and the count is right."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from bureau.accounts.roles import Action
from bureau.procedures.asked import asked, declared
from tests.bureau.addresses import ADDRESSES
from tests.bureau.conftest import NOW, Casting, Signing
from tests.bureau.objects import CODE, enterprise, verified
from tests.bureau.procedures.conftest import own_person

pytestmark = pytest.mark.django_db
# What every form carries, and what asks for nothing that is kept.
CARRIED = {"csrfmiddlewaretoken", "next", "language", "version"}
NOT_KEPT = {"self_check", "self_check_kind"}


def test_what_is_asked_is_declared_and_nowhere_held() -> None:
    assert {(one.of, one.field) for one in declared()} == set(asked())
    assert [one for one in declared() if one.held] == []
    assert all(one.zh and one.en for one in declared())


def test_the_forms_ask_nothing_else(act_as: Casting, sign_in: Signing) -> None:
    verified(act_as("ali"), act_as("bowen"), NOW)
    client = sign_in(own_person().username)
    found: dict[str, set[str]] = {}
    for name, address in ADDRESSES.items():
        if address.who is not Action.CASE_APPLY or name in NOT_KEPT:
            continue
        given: Any = address.made() if address.made else address.given
        page = client.get(reverse(name, kwargs=given))
        if page.status_code == 200:
            names = set(re.findall(r'<(?:input|textarea|select)[^>]* name="([^"]+)"', page.content.decode()))
            found[name] = names - CARRIED
    assert {name: fields for name, fields in found.items() if fields} == {
        "record_reply": {"words"},
        "ruling_reply": {"text"},
        "case_object": {"reason"},
        "case_object_record": {"reason"},
        "case_repair": {"reason", "promise"},
    }
    assert found["case_apply"] == set()


def test_the_page_counts(sign_in: Signing, monkeypatch: pytest.MonkeyPatch) -> None:
    enterprise()
    own = sign_in(own_person().username)
    own.post(f"/cases/object/{CODE}/", {"reason": "定级有误"})
    page = own.get("/cases/asked/").content.decode()
    for words in ("向企业要什么", "目标：0", "异议", "公开的承诺是企业自己的话", "作出说明", "1 次"):
        assert words in page, words
    with translation.override("en"):
        assert declared()[0].why == "What is wrong, only whoever objects knows"
    rows = (replace(declared()[0], held="企业登记"), *declared()[1:])
    monkeypatch.setattr("bureau.procedures.views.burden.declared", lambda: rows)
    page = sign_in("evaluator").get("/cases/asked/").content.decode()
    assert '<span class="badge bad">1</span>' in page
    assert "企业登记" in page
