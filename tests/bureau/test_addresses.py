"""Every role is tried on every address, and on objects of another body."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from bureau.accounts.demo import CAST, Demo
from bureau.accounts.models import Body, Delegation, Membership, Person
from bureau.accounts.permissions import may
from bureau.accounts.roles import Action, Role
from tests.bureau.addresses import ADDRESSES, EVERYBODY, Address
from tests.bureau.conftest import NOW, Casting, Signing, body

pytestmark = pytest.mark.django_db(databases="__all__")
SIGN_IN = "/login/?next="


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        else:
            assert pattern.name
            yield pattern.name


def test_every_address_is_in_the_table() -> None:
    assert sorted(names(get_resolver().url_patterns)) == sorted(ADDRESSES)


def address_of(name: str) -> str:
    """Give an address, with the numbers of rows that there are."""
    made = ADDRESSES[name].made
    given = made() if made else dict(ADDRESSES[name].given)
    if "membership" in given:
        given["membership"] = Membership.objects.get(person__username="ali").pk
    if name == "delegation_revoke":
        given["pk"] = a_delegation().pk
    return reverse(name, kwargs=given)


def a_delegation() -> Delegation:
    return Delegation.objects.create(
        action=Action.EXPORT_MAKE,
        giver=body("P33"),
        taker=body("L3301"),
        ground="浙质〔2026〕1 号",
        given_by=Person.objects.get(username="administrator"),
        given_at=NOW,
        expires_on=NOW.date().replace(year=2027),
    )


@pytest.mark.parametrize("name", ADDRESSES)
def test_who_is_not_signed_in_is_asked_to(name: str) -> None:
    answer = Client().get(address_of(name))
    if ADDRESSES[name].who == EVERYBODY:
        assert answer.status_code < 500
        assert not answer.headers.get("Location", "").startswith(SIGN_IN)
    else:
        assert answer.headers["Location"].startswith(SIGN_IN)


def expected(address: Address, username: str, act_as: Casting) -> int:
    if not isinstance(address.who, Action):
        return address.opens
    by = act_as(username)
    if not may(by, address.who):
        return 403
    if address.of and address.who != Action.BODY_READ and not may(by, address.who, body(address.of)):
        return 404
    if address.on and not may(by, address.who, address.on):
        return 404
    if address.also and not may(by, address.also, address.on):
        return 403
    if address.who == Action.BODY_READ and username == "laboratory" and address.of:
        return 404
    if address.who == Action.BODY_READ and username == "partner" and address.of:
        return 404
    return address.opens


@pytest.mark.parametrize("one", CAST, ids=lambda one: one.username)
def test_every_role_on_every_address(one: Demo, sign_in: Signing, act_as: Casting) -> None:
    username = one.username
    found, wanted = {}, {}
    for name, address in ADDRESSES.items():
        client = sign_in(username)
        found[name] = client.get(address_of(name)).status_code
        wanted[name] = expected(address, username, act_as)
    assert found == wanted


def test_the_cast_has_every_role() -> None:
    assert {role for one in CAST for role in one.roles} == set(Role)


def test_a_post_is_checked_as_a_get_is(sign_in: Signing) -> None:
    for username in ("ali", "chen", "ding", "hangzhou"):
        client = sign_in(username)
        for name, address in ADDRESSES.items():
            if isinstance(address.who, Action) and address.given:
                assert client.post(address_of(name), {}).status_code in {200, 403, 404}
    assert Body.objects.get(code="P33").valid_to is None
    assert Person.objects.get(username="ali").is_active
