"""Whoever owns the database can write anything into it; `manage check_log` finds what was rewritten."""

import pytest
from django.core.management import call_command

from bureau.ledger.actions import sign_checkpoint
from bureau.ledger.inspecting import faults
from bureau.ledger.models import LogTile
from bureau.ledger.queries import tile
from bureau.store.models import Document
from bureau.store.publishing import publish_log
from bureau.store.refusals import ReleaseRefused
from qualitycredit.errors import ProofRefuted
from qualitycredit.ledger import check_beginning, prove_beginning, read_checkpoint
from tests.bureau.conftest import NOW
from tests.bureau.ledger.logs import BY, KEY, LATER, decided, rewritten, signed_and_published

pytestmark = pytest.mark.django_db(databases="__all__")
OTHER = "913301060000001311"


def test_a_whole_log_has_no_faults(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(faults()) == []
    decided()
    signed_and_published()
    decided(OTHER)
    signed_and_published()
    call_command("check_log")
    assert "日志完整" in capsys.readouterr().out


STATEMENTS = {
    "UPDATE ledger_leaf SET commitment = salt WHERE decision_id IS NOT NULL": "与决定",
    "UPDATE ledger_leaf SET salt = commitment WHERE decision_id IS NOT NULL": "与决定",
    "UPDATE grades_decision SET grade = 'A'": "与决定",
    "UPDATE grades_receipt SET engine = 'other'": "与决定",
    'DELETE FROM ledger_place WHERE "index" = 7': "位置不连续",
    'DELETE FROM ledger_place WHERE "index" > 200': "现在不到这么多",
    "UPDATE ledger_logtile SET content = (SELECT salt FROM ledger_leaf WHERE decision_id > 0) WHERE path = '0/000'": "tile/0/000",
    "DELETE FROM ledger_logtile WHERE path = '1/000.p/1'": "tile/1/000.p/1",
    "UPDATE ledger_signedcheckpoint SET text = 'another'": "检查点不符",
}


@pytest.mark.parametrize("statement", STATEMENTS)
def test_what_was_rewritten_is_found(statement: str, capsys: pytest.CaptureFixture[str]) -> None:
    decided()
    signed_and_published()
    rewritten(statement)
    with pytest.raises(SystemExit):
        call_command("check_log")
    assert STATEMENTS[statement] in capsys.readouterr().err


def test_a_log_that_was_written_anew_is_found_by_whoever_kept_the_old_checkpoint() -> None:
    decided()
    old = read_checkpoint(signed_and_published().text, [KEY.verifier])
    # Somebody changes the grade and its commitment, makes the log anew and has it signed: here, all of it fits.
    rewritten("UPDATE grades_decision SET grade = 'A'")
    for table in ("ledger_place", "ledger_leaf", "ledger_logtile", "ledger_signedcheckpoint"):
        rewritten(f"DELETE FROM {table}")  # noqa: S608 - tables of ours
    sign_checkpoint(by=BY, at=NOW, keys=[KEY])
    new = read_checkpoint(sign_checkpoint(by=BY, at=LATER, keys=[KEY]).text, [KEY.verifier])
    with pytest.raises(ProofRefuted, match="history was rewritten"):
        check_beginning(old, new, prove_beginning(tile, old.size, new.size))
    # The public store does not take it, and does not fit it.
    with pytest.raises(ReleaseRefused, match="不能改变"):
        publish_log("new", {one.path: bytes(one.content) for one in LogTile.objects.all()}, at=LATER)
    said = list(faults())
    assert "公布的检查点不是这里签署的。" in said
    assert any("tile/0/000" in one for one in said)


def test_decisions_without_commitments_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bureau.grades.followers.FOLLOWERS", [])
    sign_checkpoint(by=BY, at=LATER, keys=[KEY])
    decided()
    assert list(faults()) == ["有 1 项决定没有承诺。"]


def test_what_is_public_is_held_against_what_is_here() -> None:
    decided()
    signed_and_published()
    Document.objects.filter(slug="checkpoint").update(content={"text": "another"})
    assert list(faults()) == ["公布的检查点不是这里签署的。"]


def test_more_than_a_few_are_counted() -> None:
    for number in range(25):
        decided(f"9133010600000{1000 + number}1")
    signed_and_published()
    rewritten("UPDATE grades_decision SET grade = 'A'")
    said = list(faults())
    assert len(said) == 21
    assert said[-1] == "还有 5 处。"
