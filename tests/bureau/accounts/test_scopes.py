"""A right said of an object, and asked of the database, is the same right."""

from datetime import date

import pytest
from django.db.models import BooleanField, CharField, F, Q, Value
from hypothesis import given
from hypothesis import strategies as st

from bureau.accounts.demo import CAST
from bureau.accounts.matrix import DELEGABLE, MATRIX
from bureau.accounts.models import Body, Delegation, Person, Region, holding_on
from bureau.accounts.permissions import may, scope_of
from bureau.accounts.queries import (
    acting_for,
    area_of,
    bodies_under,
    bodies_visible_to,
    delegations_visible_to,
    may_see_body,
    may_see_delegation,
    may_see_person,
    people_visible_to,
    regions_on,
)
from bureau.accounts.roles import ROLES_IN, Action, Axis, Kind, Role
from bureau.accounts.scopes import Area, Fields, Scope, Span, Standing
from tests.bureau.conftest import NOW, Casting, Signing, body
from tests.bureau.test_addresses import a_delegation

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
USERNAMES = [one.username for one in CAST]


def seen(scope: Scope, *, exporter: bool, assigned: str) -> set[str]:
    """Give the regions whose enterprise is seen, where each has one whose code is that of the region."""
    rows = Region.objects.annotate(
        exporter=Value(exporter, BooleanField()), assigned=Value(assigned, CharField()), enterprise=F("code")
    )
    fields = Fields(region="code", enterprise="enterprise", exporter="exporter", assigned="assigned")
    return set(rows.filter(scope.q(fields)).values_list("code", flat=True))


@pytest.mark.parametrize("username", USERNAMES)
@pytest.mark.parametrize("exporter", [False, True])
def test_scope_and_query_agree(username: str, act_as: Casting, *, exporter: bool) -> None:
    by = act_as(username)
    for action in (Action.ENTERPRISE_READ, Action.RECORD_ENTER, Action.EXPORT_MAKE):
        scope = scope_of(by, action)
        assert seen(scope, exporter=exporter, assigned="DEMOLAB") == {
            code
            for code in Region.objects.values_list("code", flat=True)
            if scope.holds(Standing(code, code, exporter=exporter, assigned=frozenset({"DEMOLAB"})))
        }


CODES = st.sampled_from(["330000", "330200", "330203", "330100", "320100", "440300", "419001", "999999"])
AREAS = st.builds(Area, CODES.map(Span.of), st.lists(CODES.map(Span.of), max_size=2).map(tuple))
SCOPES = st.builds(
    Scope,
    everything=st.booleans(),
    home=st.lists(AREAS, max_size=2).map(tuple),
    export=st.lists(AREAS, max_size=2).map(tuple),
    enterprises=st.frozensets(CODES, max_size=2),
    assigned_to=st.frozensets(st.sampled_from(["LAB", "TAX"])),
)


@given(scope=SCOPES, exporter=st.booleans(), assigned=st.sampled_from(["", "LAB"]))
def test_any_scope_agrees_with_its_query(*, scope: Scope, exporter: bool, assigned: str) -> None:
    held = {
        code
        for code in Region.objects.values_list("code", flat=True)
        if scope.holds(Standing(code, code, exporter=exporter, assigned=frozenset({assigned} - {""})))
    }
    assert seen(scope, exporter=exporter, assigned=assigned) == held


def test_what_is_assigned_is_not_asked_where_nothing_can_be() -> None:
    scope = Scope(assigned_to=frozenset({"LAB"}))
    assert not Region.objects.filter(scope.q(Fields(region="code"))).exists()
    assert scope.q(Fields(region="code")) == Q(pk__in=())


def test_each_sees_its_own(act_as: Casting) -> None:
    def sees(username: str, region: str, *, exporter: bool = False) -> bool:
        return may(act_as(username), Action.DOSSIER_READ, Standing(region, "x", exporter=exporter))

    assert sees("ali", "330203")
    assert not sees("ali", "320100")
    assert sees("hangzhou", "330106")
    assert not sees("hangzhou", "330203")
    assert sees("ningbo", "330203", exporter=True)
    assert not sees("ningbo", "330203")
    assert not sees("ningbo", "330106", exporter=True)
    assert sees("nation-supervisor", "320100")
    assert not sees("administrator", "330203")
    assert may(act_as("ding"), Action.DOSSIER_READ, Standing("330100", "91330100543482632Y"))
    assert not sees("ding", "330100")


def test_a_city_with_a_bureau_of_its_own_is_not_its_province_s() -> None:
    area = area_of(body("Q33"), TODAY)
    assert area
    assert area.holds("330106")
    assert not area.holds("330203")
    Body.objects.filter(code="Q3302").update(valid_to=TODAY)
    area = area_of(body("Q33"), TODAY)
    assert area
    assert area.holds("330203")
    assert area_of(body("CN"), TODAY) is None


def everyone_acting() -> list[object]:
    return [acting_for(person, TODAY) for person in Person.objects.all()]


def test_people_bodies_and_delegations_agree_with_their_queries(act_as: Casting) -> None:
    a_delegation()
    for username in USERNAMES:
        by = act_as(username)
        assert set(people_visible_to(by)) == {p for p in Person.objects.all() if may_see_person(by, p)}
        assert set(bodies_visible_to(by)) == {b for b in Body.objects.all() if may_see_body(by, b)}
        assert set(delegations_visible_to(by)) == {
            d for d in Delegation.objects.select_related("giver", "taker") if may_see_delegation(by, d)
        }
        for action in (Action.PERSON_MANAGE, Action.AUDIT_READ, Action.BODY_KEEP):
            assert set(bodies_under(by, action)) == {b for b in Body.objects.all() if may(by, action, b)}


def test_a_delegation_opens_what_it_says_and_no_more(act_as: Casting) -> None:
    here, elsewhere = Standing("330106", "x"), Standing("330203", "x")
    Delegation.objects.all().delete()
    person = Person.objects.get(username="hangzhou")
    assert not may(act_as("hangzhou"), Action.RECORD_CORRECT, here)
    given_one = a_delegation()
    given_one.action = Action.RECORD_CORRECT
    given_one.save()
    assert may(act_as("hangzhou"), Action.RECORD_CORRECT, here)
    assert not may(act_as("hangzhou"), Action.RECORD_CORRECT, elsewhere)
    assert not may(act_as("hangzhou"), Action.EXPORT_MAKE, here)
    after = acting_for(person, TODAY.replace(year=2028))
    assert after
    assert not may(after, Action.RECORD_CORRECT, here)
    Body.objects.filter(code="P33").update(valid_to=TODAY)
    assert not may(act_as("hangzhou"), Action.RECORD_CORRECT, here)


def test_who_works_for_several_acts_for_the_one_chosen(act_as: Casting) -> None:
    person = Person.objects.get(username="chen")
    person.memberships.create(body=body("P33"), role=Role.VERIFIER, valid_from=TODAY)
    assert act_as("chen", body="P33").roles == {Role.VERIFIER}
    assert act_as("chen", body="P32").roles == {Role.RECORDER}
    assert act_as("chen", body="P11").body.code == "P32"
    assert act_as("chen").axis == Axis.HOME


def test_the_matrix_is_whole() -> None:
    assert set(MATRIX) == set(Action)
    assert set().union(*(set(rights) for rights in MATRIX.values())) == set(Role)
    assert set(ROLES_IN) == set(Kind)
    assert all(Role.ADMINISTRATOR in roles for roles in ROLES_IN.values())
    assert all(any(Axis.HOME in axes for axes in MATRIX[action].values()) for action in DELEGABLE)


def test_the_seed_is_what_the_opinion_speaks_of() -> None:
    kinds = {
        kind: Body.objects.filter(kind=kind, path__startswith="CN/").exclude(code__startswith="DEMO")
        for kind in Kind
    }
    assert [kinds[kind].count() for kind in (Kind.NATIONAL, Kind.PROVINCIAL, Kind.INSPECTION)] == [1, 31, 35]
    assert Region.objects.count() == 3217
    assert str(Region.objects.get(code="330200")) == "宁波市"
    assert regions_on(TODAY).count() == 3217
    assert set(regions_on(TODAY, "330200").values_list("code", flat=True)) >= {"330200", "330203"}
    begun = Region(code="x", valid_from=TODAY, valid_to=TODAY.replace(year=2027))
    assert [begun.holds_on(TODAY.replace(year=year)) for year in (2025, 2026, 2027)] == [False, True, False]
    Region.objects.filter(code="330203").update(valid_from=TODAY)
    assert not Region.objects.filter(holding_on(date(2020, 1, 1)), code="330203").exists()
    assert NOW.year == TODAY.year


def test_regions_are_found_and_gone_down(sign_in: Signing) -> None:
    client = sign_in("ali")
    page = client.get("/regions/?words=浙江").content.decode()
    assert "浙江省" in page
    assert "?parent=330000" in page
    below = client.get("/regions/?parent=330000&level=2").content.decode()
    assert "杭州市" in below
    assert "上城区" not in below
    assert "上城区" in client.get("/regions/?words=330102").content.decode()
