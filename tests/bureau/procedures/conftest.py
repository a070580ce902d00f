"""Enterprises of the grades that procedures are about, and the people who take their steps."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bureau.accounts.models import Body, Membership, Person
from bureau.accounts.permissions import Acting
from bureau.accounts.roles import Kind, Role
from bureau.audit.actors import System
from bureau.enterprises.models import Enterprise, Product
from bureau.grades.models import Decision
from bureau.procedures.actions import take
from bureau.procedures.models import Case
from bureau.ui.clock import day
from tests.bureau.conftest import NOW, Casting
from tests.bureau.objects import CODE, enterprise, verified

BY = System(request_id="night")
Taking = Callable[..., Case]


def own_person(code: str = CODE) -> Person:
    """Give the person who works for the enterprise itself."""
    above = Body.objects.get(code="P33")
    body, _ = Body.objects.get_or_create(
        code=code,
        defaults={
            "kind": Kind.ENTERPRISE,
            "name": "杭州阿丽食品有限公司",
            "name_en": "Hangzhou Ali Food",
            "region_id": "330100",
            "parent": above,
            "path": f"{above.path}{code}/",
        },
    )
    person, new = Person.objects.get_or_create(
        username=f"own-{code}", defaults={"name": "阿丽经理", "added_at": NOW}
    )
    if new:
        Membership.objects.create(person=person, body=body, role=Role.ENTERPRISE)
    return person


@pytest.fixture
def own(act_as: Casting) -> Acting:
    """Give the person of the enterprise at work."""
    enterprise()
    return act_as(own_person().username)


def good(act_as: Casting, **product: Any) -> Enterprise:  # noqa: ANN401 - fields of any type
    """Give an enterprise whose grade is settled, and the best."""
    one = enterprise()
    Product.objects.get_or_create(enterprise=one, code="P1", defaults={"name": "酱油", **product})
    facts = {"outcome": "done", "inspected": 20, "passed": 20}
    happened = day(NOW) - timedelta(days=31)
    kinds = ["factory_inspection", *(["statutory_inspection"] if product.get("statutory_inspection") else [])]
    for place, kind in enumerate(kinds):
        at = NOW - timedelta(days=30 - place)
        verified(act_as("ali"), act_as("bowen"), at, kind=kind, occurred_on=happened, **facts)
    return one


def seriously_bad(act_as: Casting) -> Enterprise:
    """Give an enterprise whose grade is the worst, under every reading."""
    facts = {"kind": "counterfeiting", "outcome": "intentional", "occurred_on": day(NOW) - timedelta(days=40)}
    verified(act_as("ali"), act_as("bowen"), NOW - timedelta(days=30), **facts)
    return enterprise()


def grade_of(one: Enterprise) -> str:
    """Give the present grade."""
    return Decision.objects.get(enterprise=one, superseded_at__isnull=True).grade


@pytest.fixture
def taking(act_as: Casting) -> Taking:
    """Let somebody of the cast take a step."""

    def run(case: Case, step: str, username: str, days: int = 0, **given: Any) -> Case:  # noqa: ANN401 - likewise
        at = NOW + timedelta(days=days)
        return take(by=act_as(username, at), at=at, case=case, step=step, given=given)

    return run
