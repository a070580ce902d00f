"""What was decided stays as it is, one decision is in force, and a load of many is graded by columns."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from bureau.archives.loading import load
from bureau.archives.queries import dossier_of
from bureau.audit.actors import System
from bureau.enterprises.models import Product
from bureau.grades import actions
from bureau.grades.models import Decision, Receipt
from bureau.ui.clock import day
from qualitycredit.archive import Archive
from qualitycredit.archive.synthesis import synthesise
from qualitycredit.ledger import facts_sha256
from qualitycredit.reading import standard_folder
from tests.bureau.conftest import NOW, Casting
from tests.bureau.grades.test_regrading import as_stored
from tests.bureau.objects import CODE, enterprise, verified

BY = System(request_id="test")
pytestmark = pytest.mark.django_db


def current() -> Decision:
    return Decision.objects.get(enterprise=CODE, superseded_at__isnull=True)


STATEMENTS = (
    "UPDATE grades_decision SET grade = 'A'",
    "UPDATE grades_decision SET superseded_at = NULL",
    "UPDATE grades_receipt SET engine = 'other'",
    "DELETE FROM grades_decision",
    "DELETE FROM grades_receipt",
)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_refuses_to_forget(statement: str) -> None:
    enterprise()
    actions.regrade_due(by=BY, at=NOW, as_of=day(NOW))
    with (
        pytest.raises(DatabaseError, match="only grows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_one_decision_is_in_force() -> None:
    enterprise()
    actions.regrade_due(by=BY, at=NOW, as_of=day(NOW))
    second = current()
    assert str(second) == second.label == "暂不定级：有的事实缺少或者有异议，等级未定"
    second.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_the_same_facts_have_the_same_sum(act_as: Casting) -> None:
    ali, bowen = act_as("ali"), act_as("bowen")
    verified(ali, bowen, NOW)
    Product.objects.create(enterprise=enterprise(), code="P1", name="酱油")
    one = dossier_of(CODE, as_of=day(NOW), known_at=NOW)
    verified(ali, bowen, NOW + timedelta(hours=1), occurred_on=date(2026, 4, 4))
    two = dossier_of(CODE, as_of=day(NOW), known_at=NOW + timedelta(hours=1))
    again = dossier_of(CODE, as_of=day(NOW), known_at=NOW)
    assert facts_sha256(one) == facts_sha256(again) != facts_sha256(two)


@pytest.fixture
def sample(tmp_path: Any) -> Archive:  # noqa: ANN401 - a folder
    from qualitycredit import open_archive  # noqa: PLC0415 - only here

    profile = standard_folder("aqsiq-2006") / "synthetic.toml"
    synthesise(tmp_path / "in", enterprises=700, seed=7, profile=profile, file_format="parquet")
    return open_archive(tmp_path / "in")


def test_a_load_is_graded_by_columns(sample: Archive) -> None:
    load(by=BY, at=datetime(2026, 11, 20, tzinfo=UTC), archive=sample)
    assert Receipt.objects.get().engine == "columnar"
    assert Decision.objects.count() == 700
    for one in Decision.objects.order_by("pk")[:40]:
        wanted = as_stored(one.enterprise_id, one.as_of, one.known_at)
        assert {name: getattr(one, name) for name in wanted} == wanted
