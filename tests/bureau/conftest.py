"""What every test of the system starts from: regions, bodies and the cast, in the database of this run."""

# ruff: noqa: E402 - the environment comes before Django reads it
from tests.bureau.environment import prepare

prepare()

from collections.abc import Callable
from datetime import UTC, datetime

import django
import pytest

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from pytest_django import DjangoDbBlocker

from bureau.accounts.demo import make_cast
from bureau.accounts.models import Body, Person
from bureau.accounts.permissions import Acting
from bureau.accounts.queries import acting_for
from bureau.accounts.seeding import seed_bodies, seed_regions
from bureau.audit.actors import System
from bureau.ui.clock import day

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
Signing = Callable[[str], Client]
Casting = Callable[..., Acting]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Seed once; every test sees it and none can change it."""
    del django_db_setup
    with django_db_blocker.unblock():
        call_command("createcachetable", verbosity=0)
        seed_regions()
        seed_bodies()
        make_cast(by=System(request_id="cast"), at=datetime(2026, 1, 5, 1, 0, tzinfo=UTC))


@pytest.fixture(autouse=True)
def _chinese() -> None:
    translation.activate("zh-hans")


@pytest.fixture
def sign_in(db: None) -> Signing:
    """Give a browser in which someone of the cast is signed in."""
    del db

    def sign(username: str) -> Client:
        client = Client()
        client.force_login(Person.objects.get(username=username), settings.AUTHENTICATION_BACKENDS[1])
        return client

    return sign


@pytest.fixture
def act_as(db: None) -> Casting:
    """Give someone of the cast at work, as actions take him."""
    del db

    def act(username: str, at: datetime = NOW, body: str = "") -> Acting:
        acting = acting_for(Person.objects.get(username=username), day(at), body=body, request_id="test")
        assert acting
        return acting

    return act


def body(code: str) -> Body:
    return Body.objects.get(code=code)
