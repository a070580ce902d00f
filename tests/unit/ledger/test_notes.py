"""Keys, signed notes and checkpoints, in the texts that other tools read."""

import pytest

from qualitycredit.errors import LedgerUnreadable, SignatureRefused
from qualitycredit.ledger import Checkpoint, SigningKey, VerifierKey, read_checkpoint
from qualitycredit.ledger.notes import read_note, signed
from tests.unit.ledger.trees import KEY, NEXT_KEY, Log, entries

# The example of the package golang.org/x/mod/sumdb/note.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def test_a_note_that_another_tool_signed_is_checked() -> None:
    key = VerifierKey.read(PETER)
    assert str(key) == PETER
    assert read_note(NOTE).check([key]) == [key]
    with pytest.raises(SignatureRefused, match="changed after it was signed"):
        read_note(NOTE.replace("problem is", "answer is")).check([key])


def test_keys_are_read_as_they_are_written() -> None:
    assert VerifierKey.read(str(KEY.verifier)) == KEY.verifier
    assert SigningKey.read(KEY.secret() + "\n") == KEY
    assert KEY.secret().startswith("PRIVATE+KEY+example.org/log+")


@pytest.mark.parametrize(
    "text", ["", "PeterNeumann", PETER.replace("c74f", "c740"), PETER + "AA", PETER[:-2] + "==="]
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(LedgerUnreadable, match="no C2SP verifier key"):
        VerifierKey.read(text)


@pytest.mark.parametrize(
    "change", [("PRIVATE", "PUBLIC"), ("+AQ", "+Ag"), (KEY.verifier.id.hex(), "00000000")]
)
def test_what_is_no_signing_key_is_refused_and_not_repeated(change: tuple[str, str]) -> None:
    with pytest.raises(LedgerUnreadable) as refused:
        SigningKey.read(KEY.secret().replace(*change))
    assert KEY.secret()[-30:] not in str(refused.value)


def test_a_checkpoint_is_three_lines_and_signatures() -> None:
    checkpoint = Log(*entries(5)).checkpoint
    text = checkpoint.signed([KEY])
    assert text.splitlines()[:2] == ["example.org/log", "5"]
    assert read_checkpoint(text, [KEY.verifier]) == checkpoint


def test_a_key_is_changed_by_signing_with_both() -> None:
    checkpoint = Log(*entries(5)).checkpoint
    both = checkpoint.signed([KEY, NEXT_KEY])
    for keys in ([KEY.verifier], [NEXT_KEY.verifier], [NEXT_KEY.verifier, KEY.verifier]):
        assert read_checkpoint(both, keys) == checkpoint
    with pytest.raises(SignatureRefused, match="not signed by the key given"):
        read_checkpoint(checkpoint.signed([NEXT_KEY]), [KEY.verifier])
    # A signature of the old key under another text is no mere unknown one.
    forged = both.replace(text_of(both, KEY), text_of(Log(*entries(6)).checkpoint.signed([KEY]), KEY))
    with pytest.raises(SignatureRefused, match="does not fit"):
        read_checkpoint(forged, [KEY.verifier, NEXT_KEY.verifier])


def text_of(note: str, key: SigningKey) -> str:
    id_of = {
        one.key_id: line for one, line in zip(read_note(note).signatures, note.splitlines()[4:], strict=True)
    }
    return id_of[key.verifier.id]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "text without signatures\n",
        "\n\n— name AAAAAAAA\n",
        "text\n\n— name AAAAAAA\n",
        "text\n\n— name AAAAAA==\n",
        "text\n\n— AAAAAAAA\n",
        "text\n\n— name AAAAAAAA",
        "text\n\n" + "— name AAAAAAAA\n" * 10_000,
    ],
)
def test_what_is_no_note_is_refused(text: str) -> None:
    with pytest.raises(LedgerUnreadable, match="no signed checkpoint"):
        read_note(text)


def test_a_note_that_is_no_checkpoint_is_refused() -> None:
    with pytest.raises(LedgerUnreadable, match="three lines"):
        read_checkpoint(signed("example.org/log\n5\n", [KEY]), [KEY.verifier])


def test_a_key_signs_for_its_own_log_alone() -> None:
    other = Checkpoint("example.org/other", 5, bytes(32)).signed([KEY])
    with pytest.raises(SignatureRefused, match=r"of the log “example\.org/other”"):
        read_checkpoint(other, [KEY.verifier])
