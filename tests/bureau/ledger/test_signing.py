"""Every decision is committed to as it is made, gets its place by lot, and what is signed is published."""

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from bureau.archives.loading import load
from bureau.audit.models import Event as AuditEvent
from bureau.grades.models import Decision
from bureau.ledger.actions import publish, sign_checkpoint
from bureau.ledger.models import Leaf, LogTile, Place, SignedCheckpoint
from bureau.ledger.queries import opening_of, place_of, tile
from bureau.ledger.statements import statement_of
from bureau.store.models import Document, Tile
from bureau.store.queries import tile as public_tile
from qualitycredit import open_archive
from qualitycredit.archive.synthesis import synthesise
from qualitycredit.ledger import (
    SigningKey,
    check_beginning,
    check_entry,
    check_listed,
    check_tiles,
    commitment,
    prove_beginning,
    prove_entry,
    read_checkpoint,
    read_opening,
)
from qualitycredit.reading import standard_folder
from tests.bureau.conftest import NOW, Casting
from tests.bureau.ledger.logs import BY, KEY, LATER, decided, signed_and_published
from tests.bureau.objects import CODE, verified

pytestmark = pytest.mark.django_db(databases="__all__")
OTHER = "913301060000001311"


def test_a_decision_is_committed_to_in_its_transaction() -> None:
    decision = decided()
    leaf = Leaf.objects.get(decision=decision)
    assert commitment(bytes(leaf.salt), statement_of(decision)) == bytes(leaf.commitment)
    assert place_of(decision) is None
    assert opening_of(decision) is None
    # Graded again to the same end, there is no new decision and no new commitment.
    assert decided() == decision
    assert Leaf.objects.count() == 1


def test_what_takes_the_decision_back_takes_the_commitment_back() -> None:
    with transaction.atomic():
        decided()
        assert Leaf.objects.count() == 1
        transaction.set_rollback(True)
    assert (Decision.objects.count(), Leaf.objects.count()) == (0, 0)


def test_places_are_given_by_whole_tiles_and_published() -> None:
    decision = decided()
    made = signed_and_published()
    assert (made.size, Place.objects.count(), Leaf.objects.count()) == (256, 256, 256)
    checkpoint = read_checkpoint(Document.objects.get(slug="checkpoint").content["text"], [KEY.verifier])
    assert (checkpoint.origin, checkpoint.size) == (KEY.name, 256)
    check_tiles(public_tile, checkpoint)
    assert Document.objects.get(slug="log-key").content == {"text": f"{KEY.verifier}\n"}
    assert AuditEvent.objects.filter(event="ledger.checkpoint_signed").count() == 1
    place = place_of(decision)
    assert place is not None
    proof = prove_entry(public_tile, place.index, made.text, [KEY.verifier])
    check_entry(bytes(place.leaf.commitment), proof, [KEY.verifier])


def test_the_log_grows_and_the_old_one_is_its_beginning() -> None:
    decided()
    old = signed_and_published()
    decided(OTHER)
    new = signed_and_published()
    assert (old.size, new.size) == (256, 512)
    before, now = (read_checkpoint(one.text, [KEY.verifier]) for one in (old, new))
    check_beginning(before, now, prove_beginning(public_tile, before.size, now.size))
    check_tiles(public_tile, now)


def test_a_day_without_decisions_looks_like_another() -> None:
    sign_checkpoint(by=BY, at=NOW, keys=[KEY])
    assert sign_checkpoint(by=BY, at=LATER, keys=[KEY]).size == 512


def test_nothing_but_hashes_gets_to_the_public() -> None:
    decided()
    signed_and_published()
    leaves = list(Leaf.objects.all())
    public = b"".join(bytes(one.hashes) for one in Tile.objects.all())
    assert not any(bytes(leaf.salt) in public for leaf in leaves)
    assert CODE.encode() not in public
    # What fills the log up is of the same length as what does not, and stands anywhere.
    assert {len(bytes(leaf.commitment)) for leaf in leaves} == {32}


def test_places_are_by_lot() -> None:
    found = set()
    for number in range(4):
        decision = decided(f"9133010600000{1000 + number}1")
        sign_checkpoint(by=BY, at=NOW, keys=[KEY])
        place = place_of(decision)
        assert place is not None
        found.add(place.index % 256)
    # Four times the same of 256 places: once in 16 million.
    assert len(found) > 1


def test_the_public_opening_opens_the_grade_and_nothing_else(act_as: Casting) -> None:
    faked = {"kind": "counterfeiting", "outcome": "intentional"}
    verified(act_as("ali"), act_as("bowen"), NOW, **faked)
    decision = Decision.objects.get(enterprise=CODE, superseded_at__isnull=True)
    assert decision.grade == "D"
    assert opening_of(decision) is None
    made = signed_and_published()
    document = opening_of(decision)
    assert document is not None
    opening = read_opening(document)
    assert set(opening.parts) == {"result", "standard"}
    check_listed(opening, code=CODE, listing="D")
    proof = prove_entry(public_tile, opening.index, made.text, [KEY.verifier])
    check_entry(opening.commitment, proof, [KEY.verifier])
    assert decision.facts_sha256 not in str(document)


def test_a_grade_that_is_never_public_has_no_opening() -> None:
    decision = decided()
    signed_and_published()
    assert decision.grade == "U"
    assert place_of(decision) is not None
    assert opening_of(decision) is None


def test_decisions_from_before_the_log_are_committed_to_with_the_first_checkpoint(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bureau.grades.followers.FOLLOWERS", [])
    decision = decided()
    assert Leaf.objects.count() == 0
    sign_checkpoint(by=BY, at=NOW, keys=[KEY])
    assert place_of(decision) is not None


STATEMENTS = (
    "DELETE FROM ledger_leaf",
    "UPDATE ledger_place SET leaf_id = 1",
    "DELETE FROM ledger_logtile",
    "DELETE FROM ledger_signedcheckpoint",
)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_refuses_to_forget(statement: str) -> None:
    decided()
    sign_checkpoint(by=BY, at=NOW, keys=[KEY])
    with (
        pytest.raises(DatabaseError, match="only grows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_log_that_is_not_the_one_signed_is_not_signed_again() -> None:
    made = sign_checkpoint(by=BY, at=NOW, keys=[KEY])
    SignedCheckpoint.objects.create(size=made.size - 1, text=made.text, signed_at=NOW)
    SignedCheckpoint.objects.create(size=made.size + 1, text="another", signed_at=NOW)
    LogTile.objects.create(path="1/000.p/2", content=b"a" * 64)
    LogTile.objects.create(path="0/001.p/1", content=b"a" * 32)
    with pytest.raises(ValidationError, match="不再签署"):
        sign_checkpoint(by=BY, at=LATER, keys=[KEY])
    assert tile("0/002") is None


def test_what_was_not_published_is_published_the_next_time() -> None:
    assert publish(at=NOW, keys=[KEY]) == 0
    sign_checkpoint(by=BY, at=NOW, keys=[KEY])
    sign_checkpoint(by=BY, at=LATER, keys=[KEY])
    assert publish(at=LATER, keys=[KEY]) == LogTile.objects.count() == Tile.objects.count()
    assert publish(at=LATER, keys=[KEY]) == 0


def test_a_key_is_changed_by_signing_with_both() -> None:
    after = SigningKey(KEY.name, bytes(range(1, 33)))
    made = sign_checkpoint(by=BY, at=NOW, keys=[after, KEY])
    for key in (KEY, after):
        assert read_checkpoint(made.text, [key.verifier]).size == 256


def test_many_at_once_stay_fast(tmp_path: Path) -> None:
    profile = standard_folder("aqsiq-2006") / "synthetic.toml"
    synthesise(tmp_path / "in", enterprises=700, seed=7, profile=profile, file_format="parquet")
    load(by=BY, at=NOW, archive=open_archive(tmp_path / "in"))
    assert Leaf.objects.count() == Decision.objects.count() == 700
    begun = time.perf_counter()
    assert sign_checkpoint(by=BY, at=NOW, keys=[KEY]).size == 768
    assert time.perf_counter() - begun < 5


def test_the_command_signs_and_publishes(capsys: pytest.CaptureFixture[str], settings: Any) -> None:  # noqa: ANN401 - pytest-django's
    settings.LOG_KEY = KEY.secret()
    call_command("log_checkpoint")
    assert capsys.readouterr().out == "已签署日志 credit.example/log，256 条。\n已公布 3 块。\n"
    SignedCheckpoint.objects.create(size=300, text="another", signed_at=NOW)
    with pytest.raises(CommandError, match="不再签署"):
        call_command("log_checkpoint")


def test_a_store_that_does_not_answer_gets_it_later(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_options: object) -> int:
        raise DatabaseError("down")

    monkeypatch.setattr("bureau.ledger.management.commands.log_checkpoint.publish", fail)
    with pytest.raises(SystemExit):
        call_command("log_checkpoint")
    assert "公开数据库没有回应：down" in capsys.readouterr().err
    assert SignedCheckpoint.objects.count() == 1


def test_days_are_written_as_the_library_does() -> None:
    decision = decided()
    decision.next_change_on = date(2027, 1, 2)
    assert statement_of(decision)["reasons"]["next_change_on"] == "2027-01-02"
    decision.next_change_on = None
    assert statement_of(decision)["reasons"]["next_change_on"] is None
    assert [str(one) for one in (Leaf(commitment=b"\x0a"), Place(index=3), LogTile(path="0/000"), SignedCheckpoint(size=5))] == [
        "0a", "3", "0/000", "5",
    ]  # fmt: skip
