"""Each action on an enterprise: who may, what it changes, what it writes down, whom it tells, what it refuses."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, transaction

from bureau.audit.models import Event
from bureau.enterprises import actions, listeners
from bureau.enterprises.events import Event as Told
from bureau.enterprises.models import Enterprise, Name, Product, Succession
from tests.bureau.conftest import NOW, Casting
from tests.bureau.objects import CODE, enterprise

pytestmark = pytest.mark.django_db
OTHER = "91330203000000123T"
FIELDS = {
    "code": CODE,
    "name": "杭州阿丽食品有限公司",
    "established_on": date(2010, 5, 20),
    "region": "330106",
    "industry": "C13",
    "exporter": False,
}


@pytest.fixture(autouse=True)
def heard() -> Iterator[list[str]]:
    """Give whom listeners were told of."""
    codes: list[str] = []

    def listener(told: Sequence[str], at: datetime) -> None:
        assert at == NOW
        codes.extend(told)

    listeners.listen(listener)
    listeners.listen(listener)
    yield codes
    listeners.LISTENERS.remove(listener)


def told() -> list[str]:
    return [
        one.event for one in Event.objects.filter(at=NOW, event__startswith="enterprises.").order_by("pk")
    ]


def faults(error: pytest.ExceptionInfo[ValidationError]) -> dict[str, list[str]]:
    return error.value.message_dict


def test_registering(act_as: Casting, heard: list[str]) -> None:
    made = actions.register(by=act_as("ali"), at=NOW, **FIELDS)  # type: ignore[arg-type] # fields
    name = made.names.get()
    assert (str(made), str(name), name.initials) == (FIELDS["name"], FIELDS["name"], "hzalspyxgs")
    assert (told(), heard) == ([Told.REGISTERED], [CODE])
    assert made.exists_on(NOW.date())
    assert not made.exists_on(date(2010, 5, 19))
    wrong = FIELDS | {"region": "999999", "industry": "13", "established_on": date(2027, 1, 1)}
    with pytest.raises(PermissionDenied):
        actions.register(by=act_as("ali"), at=NOW, **wrong)  # type: ignore[arg-type] # fields
    with pytest.raises(ValidationError) as error:
        actions.register(by=act_as("ali"), at=NOW, **(wrong | {"region": "330199"}))  # type: ignore[arg-type] # fields
    assert set(faults(error)) == {"code", "region", "industry", "established_on"}
    with pytest.raises(PermissionDenied):
        actions.register(by=act_as("bowen"), at=NOW, **FIELDS)  # type: ignore[arg-type] # fields


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("91330106", "应为 18 位"),
        ("913301060000001241", "第 17 位"),
        ("913301060000001232", "第 18 位"),
    ],
)
def test_a_code_that_does_not_hold(code: str, sentence: str, act_as: Casting) -> None:
    with pytest.raises(ValidationError, match=sentence):
        actions.register(by=act_as("ali"), at=NOW, **(FIELDS | {"code": code}))  # type: ignore[arg-type] # fields


def test_a_name_goes_with_its_days(act_as: Casting, heard: list[str]) -> None:
    by, one = act_as("ali"), enterprise()
    actions.rename(by=by, at=NOW, enterprise=one, name="新名食品有限公司", valid_from=date(2026, 3, 1))
    spans = [(name.name, name.valid_from, name.valid_to) for name in one.names.all()]
    assert spans == [
        ("新名食品有限公司", date(2026, 3, 1), None),
        ("杭州阿丽食品有限公司", date(2010, 5, 20), date(2026, 3, 1)),
    ]
    assert (told(), heard) == ([Told.RENAMED], [one.code])
    for fields, sentence in (
        (("新名食品有限公司", date(2026, 4, 1)), "现在的名称"),
        (("又名", date(2026, 3, 1)), "应在其后"),
        (("又名", date(2026, 12, 1)), "在今天之后"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            actions.rename(by=by, at=NOW, enterprise=one, name=fields[0], valid_from=fields[1])
    with pytest.raises(Error), transaction.atomic():
        Name.objects.create(enterprise=one, name="第二", initials="de")


def test_export_and_the_end(act_as: Casting, heard: list[str]) -> None:
    by, one = act_as("ali"), enterprise()
    actions.set_exporter(by=by, at=NOW, enterprise=one, exporter=True)
    assert Enterprise.objects.get().exporter
    with pytest.raises(ValidationError, match="设立日期和今天之间"):
        actions.deregister(by=by, at=NOW, enterprise=one, deregistered_on=date(2009, 1, 1))
    actions.deregister(by=by, at=NOW, enterprise=one, deregistered_on=date(2026, 11, 1))
    with pytest.raises(ValidationError, match="已于2026-11-01注销"):
        actions.set_exporter(by=by, at=NOW, enterprise=one, exporter=False)
    assert (told(), heard) == ([Told.CHANGED, Told.DEREGISTERED], [CODE, CODE])
    with pytest.raises(Error), transaction.atomic():
        Enterprise.objects.update(deregistered_on=date(2000, 1, 1))


def test_products(act_as: Casting, heard: list[str]) -> None:
    by, one = act_as("ali"), enterprise()
    fields = {"code": "P1", "name": "酱油", "permit_required": True, "statutory_inspection": False}
    made = actions.add_product(by=by, at=NOW, enterprise=one, valid_from=date(2020, 1, 1), **fields)  # type: ignore[arg-type] # fields
    assert str(made) == "酱油（P1）"
    with pytest.raises(ValidationError, match="已有代码为“P1”"):
        actions.add_product(by=by, at=NOW, enterprise=one, valid_from=None, **fields)  # type: ignore[arg-type] # fields
    with pytest.raises(ValidationError, match="不晚于今天"):
        actions.end_product(by=by, at=NOW, product=made, valid_to=date(2020, 1, 1))
    actions.end_product(by=by, at=NOW, product=made, valid_to=date(2026, 1, 1))
    with pytest.raises(ValidationError, match="已于2026-01-01停止"):
        actions.end_product(by=by, at=NOW, product=made, valid_to=date(2026, 2, 1))
    assert (told(), heard) == ([Told.PRODUCT_ADDED, Told.PRODUCT_ENDED], [CODE, CODE])
    with pytest.raises(Error), transaction.atomic():
        Product.objects.update(valid_to=date(2019, 1, 1))


def test_succession(act_as: Casting, heard: list[str]) -> None:
    by, one = act_as("ali"), enterprise()
    other = enterprise(OTHER, "宁波接续有限公司", "330203")
    fields = {
        "by": by,
        "at": NOW,
        "predecessor": one,
        "kind": Succession.Kind.MERGER,
        "document": "浙市监〔2026〕3 号",
    }
    made = actions.succeed(successor=other, occurred_on=date(2026, 5, 1), **fields)  # type: ignore[arg-type] # fields
    assert str(made) == "杭州阿丽食品有限公司 → 宁波接续有限公司"
    for successor, on, sentence in (
        (one, date(2026, 5, 1), "承继自己"),
        (other, date(2026, 5, 1), "已经登记"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            actions.succeed(successor=successor, occurred_on=on, **fields)  # type: ignore[arg-type] # fields
    third = enterprise("913201000000001236", "南京", "320100")
    with pytest.raises(ValidationError, match="今天之后"):
        actions.succeed(successor=third, occurred_on=date(2027, 5, 1), **fields)  # type: ignore[arg-type] # fields
    assert (told(), heard) == ([Told.SUCCEEDED], [])
    with pytest.raises(PermissionDenied, match="管辖范围"):
        actions.rename(by=by, at=NOW, enterprise=third, name="x", valid_from=NOW.date())
