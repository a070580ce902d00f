"""An enterprise takes the pocket file of its own decision, and `qualitycredit verify` needs nothing else."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bureau.audit.models import Event, Read
from bureau.enterprises.models import Enterprise, Product
from bureau.grades.models import Decision
from bureau.ledger.actions import publish, sign_checkpoint
from bureau.ledger.keys import signing_keys
from qualitycredit.cli.main import app
from tests.bureau.conftest import NOW, Casting, Signing
from tests.bureau.ledger.logs import BY, decided
from tests.bureau.objects import CODE, enterprise, verified

pytestmark = pytest.mark.django_db(databases="__all__")


def current() -> Decision:
    return Decision.objects.get(enterprise=CODE, superseded_at__isnull=True)


@pytest.fixture
def decision(act_as: Casting) -> Decision:
    """Give a decision about an enterprise with a record and a product."""
    Product.objects.get_or_create(enterprise=enterprise(), code="P1", defaults={"name": "酱油"})
    verified(act_as("ali"), act_as("bowen"), NOW)
    return current()


def test_it_is_verified_end_to_end(decision: Decision, sign_in: Signing, tmp_path: Path) -> None:
    browser = sign_in("ali")
    early = browser.get(f"/ledger/decisions/{decision.pk}/pocket.json", follow=True)
    assert "还没有进入已经签署的日志" in early.content.decode()
    keys = signing_keys()
    sign_checkpoint(by=BY, at=NOW, keys=keys)
    publish(at=NOW, keys=keys)
    page = browser.get(f"/grades/enterprises/{CODE}/").content.decode()
    assert f'href="/ledger/decisions/{decision.pk}/pocket.json"' in page
    assert (
        f"/ledger/decisions/{decision.pk}/"
        in browser.get(f"/grades/enterprises/{CODE}/history/").content.decode()
    )
    answer = browser.get(f"/ledger/decisions/{decision.pk}/pocket.json")
    assert answer["Cache-Control"] == "private, no-store"
    assert Event.objects.filter(event="ledger.pocket_taken").count() == 1
    assert Read.objects.filter(subject=CODE, object_label=str(decision)).exists()
    path = tmp_path / "pocket.json"
    path.write_bytes(answer.content)
    words = ["--lang", "en", "verify", "pocket", str(path), "--key", str(keys[0].verifier)]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.stderr
    assert f"{CODE} {decision.as_of} {decision.grade}: its facts give this grade again" in done.stdout
    document = json.loads(path.read_text(encoding="utf-8"))
    document["facts"]["records"][0]["outcome"] = "pass"
    path.write_text(json.dumps(document), encoding="utf-8")
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 21
    assert "a fact was changed" in done.stderr


def test_facts_that_are_gone_are_not_made_up(decision: Decision, sign_in: Signing) -> None:
    sign_checkpoint(by=BY, at=NOW, keys=signing_keys())
    Enterprise.objects.filter(pk=CODE).update(exporter=True)
    said = sign_in("ali").get(f"/ledger/decisions/{decision.pk}/pocket.json", follow=True).content.decode()
    assert "当时的事实不能照原样给出" in said


def test_another_enterprise_gets_nothing(sign_in: Signing) -> None:
    found = decided("913301060000001311")
    sign_checkpoint(by=BY, at=NOW, keys=signing_keys())
    assert sign_in("ding").get(f"/ledger/decisions/{found.pk}/pocket.json").status_code in {403, 404}
