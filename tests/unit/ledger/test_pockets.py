"""A pocket file is checked without anybody's help, and every kind of tampering is found."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from qualitycredit.errors import LedgerUnreadable, PocketDiffers, ProofRefuted, SignatureRefused
from qualitycredit.ledger import (
    Checkpoint,
    check_beginning,
    check_entry,
    check_pocket,
    facts_sha256,
    prove_beginning,
    prove_entry,
    read_beginning_proof,
    read_entry_proof,
    read_pocket,
)
from qualitycredit.ledger.proof_files import BeginningProof
from qualitycredit.model.facts import Dossier
from tests.cast import CAST, CHEN, WU
from tests.unit.ledger.trees import KEY, NEXT_KEY, ORIGIN, STANDARD, Log, entries, pocket_of

KEYS = [KEY.verifier]


@pytest.mark.parametrize("firm", CAST, ids=lambda firm: str(firm.enterprise.name))
def test_every_grade_has_a_pocket_file_that_holds(firm: Dossier) -> None:
    pocket = read_pocket(pocket_of(firm).to_json())
    assert check_pocket(pocket, KEYS, STANDARD).size == 9
    assert facts_sha256(pocket.facts) == facts_sha256(firm)
    assert pocket.to_json() == pocket_of(firm).to_json()


def test_facts_say_the_same_in_another_order() -> None:
    assert facts_sha256(replace(CHEN, records=CHEN.records[::-1])) == facts_sha256(CHEN)


def spoilt(change: Callable[[Any], None]) -> str:
    document = json.loads(pocket_of(CHEN).to_json())
    change(document)
    return json.dumps(document)


def changed(document: Any, *path: str | int, to: object) -> None:  # noqa: ANN401 - whatever JSON has
    for step in path[:-1]:
        document = document[step]
    assert document[path[-1]] != to
    document[path[-1]] = to


CHANGES = {
    "a fact": (("facts", "records", 2, "outcome"), "pass", PocketDiffers, "a fact was changed"),
    "a fact that changes the grade": (
        ("facts", "records", 2, "outcome"),
        "pass",
        PocketDiffers,
        "grade: the file says C",
    ),
    "a fact left out": (("facts", "products"), [], PocketDiffers, "a fact was changed"),
    "the grade": (
        ("decision", "result", "grade"),
        "A",
        ProofRefuted,
        "grade: the file says A, checking it again gives C",
    ),
    "a clause": (("decision", "reasons", "met"), [], ProofRefuted, "met: the file says —"),
    "the rules": (
        ("decision", "standard", "rules_sha256"),
        "00",
        ProofRefuted,
        "rules_sha256: the file says 00",
    ),
    "the receipt": (("decision", "receipt", "engine"), "columnar", ProofRefuted, "is not this decision"),
    "the salt": (("salt",), "00" * 32, ProofRefuted, "is not this decision"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_found_and_said(name: str) -> None:
    path, to, error, said = CHANGES[name]
    pocket = read_pocket(spoilt(lambda document: changed(document, *path, to=to)))
    with pytest.raises(error, match=said) as found:
        check_pocket(pocket, KEYS, STANDARD)
    assert type(found.value) is error


def test_a_proof_of_another_place_or_another_key_is_refused() -> None:
    pocket = pocket_of(CHEN)
    other = replace(pocket, proof=replace(pocket.proof, index=4))
    with pytest.raises(ProofRefuted, match="Entry 4"):
        check_pocket(other, KEYS, STANDARD)
    with pytest.raises(SignatureRefused):
        check_pocket(pocket, [NEXT_KEY.verifier], STANDARD)
    forged = Checkpoint(ORIGIN, 9, bytes(32)).signed([KEY])
    with pytest.raises(ProofRefuted):
        check_pocket(replace(pocket, proof=replace(pocket.proof, checkpoint=forged)), KEYS, STANDARD)


def test_a_day_that_is_missing_is_asked_for() -> None:
    pocket = read_pocket(spoilt(lambda document: document["decision"]["result"].pop("as_of")))
    with pytest.raises(LedgerUnreadable, match="as_of"):
        check_pocket(pocket, KEYS, STANDARD)


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document.pop("format"),
        lambda document: changed(document, "format", to="another"),
        lambda document: document["decision"].pop("facts"),
        lambda document: changed(document, "decision", "facts", to=3),
        lambda document: changed(document, "salt", to="00"),
        lambda document: changed(document, "salt", to="no hexadecimal"),
        lambda document: changed(document, "facts", "enterprise", "exporter", to=1),
        lambda document: changed(document, "facts", "enterprise", "established_on", to=None),
        lambda document: changed(document, "facts", "records", 0, "score", to="many"),
        lambda document: (
            changed(document, "facts", "records", 0, "more", to="many")
            if document["facts"]["records"][0].setdefault("more", "")
            else document["facts"]["records"][0].update(more="many")
        ),
    ],
)
def test_what_is_no_pocket_file_is_refused(change: Callable[[Any], None]) -> None:
    with pytest.raises(LedgerUnreadable, match="no pocket file"):
        read_pocket(spoilt(change))


def test_an_entry_has_a_proof_that_is_a_file() -> None:
    log = Log(*entries(300))
    proof = log.proof(17)
    assert read_entry_proof(str(proof)) == proof
    assert check_entry(log.entries[17], proof, KEYS) == log.checkpoint
    with pytest.raises(ProofRefuted, match="Entry 17"):
        check_entry(log.entries[18], proof, KEYS)
    with pytest.raises(LedgerUnreadable, match="entry 300 not yet"):
        prove_entry(log.fetch, 300, proof.checkpoint, KEYS)
    for wrong in ("", str(proof).replace("index 17", "index 017"), str(proof).replace("@v1", "@v2")):
        with pytest.raises(LedgerUnreadable, match="no proof in the format"):
            read_entry_proof(wrong)


def test_an_extra_line_of_a_proof_is_passed_by() -> None:
    proof = Log(*entries(3)).proof(1)
    assert read_entry_proof(str(proof).replace("index", "extra QUJD\nindex")) == proof


def test_a_log_only_grows() -> None:
    log = Log(*entries(200))
    old = log.checkpoint
    log.append(entries(300)[200:])
    new, hashes = log.checkpoint, prove_beginning(log.fetch, 200, 300)
    check_beginning(old, new, hashes)
    check_beginning(new, new, prove_beginning(log.fetch, 300, 300))
    check_beginning(Log().checkpoint, new, prove_beginning(log.fetch, 0, 300))
    proof = BeginningProof(200, tuple(hashes), new.signed([KEY]))
    assert read_beginning_proof(str(proof)) == proof
    with pytest.raises(LedgerUnreadable, match="no proof of a beginning"):
        read_beginning_proof("old 200\n")
    with pytest.raises(ProofRefuted, match="from 300 entries to 200: entries were dropped"):
        check_beginning(new, old, hashes)
    with pytest.raises(ProofRefuted, match="different logs"):
        check_beginning(replace(old, origin="example.org/other"), new, hashes)


@pytest.mark.parametrize(
    "other", [[*entries(199), b"rewritten"], [b"rewritten", *entries(200)[1:]], entries(201)[1:]]
)
def test_a_fork_is_found(other: list[bytes]) -> None:
    log, fork = Log(*entries(200)), Log(*other)
    log.append(entries(300)[200:])
    hashes = prove_beginning(log.fetch, 200, 300)
    with pytest.raises(ProofRefuted, match="history was rewritten"):
        check_beginning(fork.checkpoint, log.checkpoint, hashes)


def test_what_is_contested_stays_so() -> None:
    pocket = read_pocket(pocket_of(WU).to_json())
    assert any(record.contested for record in pocket.facts.records)
