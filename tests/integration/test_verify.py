"""`qualitycredit verify`, as a bank or a court uses it: files in, a sentence and an exit code out."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from qualitycredit.cli.main import app
from qualitycredit.cli.speaking import SPEAKER
from qualitycredit.ledger import Checkpoint
from tests.cast import CHEN, DING
from tests.docs.logs import write_log
from tests.unit.ledger.trees import KEY, NEXT_KEY, ORIGIN, Log, entries

VKEY = str(KEY.verifier)
Call = Callable[..., Result]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    write_log(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(SPEAKER, "language", "en")
    monkeypatch.setattr(SPEAKER, "quiet", False)
    return lambda *words, key=VKEY: CliRunner().invoke(app, ["verify", *words, "--key", key])


def refused(done: Result, code: int, said: str) -> None:
    assert (done.exit_code, done.stdout) == (code, "")
    assert said in done.stderr


def rewrite(path: str, old: str, new: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    assert old in text
    Path(path).write_text(text.replace(old, new), encoding="utf-8")


def test_a_pocket_file_holds_until_it_is_changed(call: Call) -> None:
    done = call("pocket", "pocket.json")
    code = CHEN.enterprise.enterprise_id
    assert (done.exit_code, done.stderr) == (0, "")
    assert f"{code} 2026-06-30 C: its facts give this grade again" in done.stdout
    assert "entry 200 of 300 of example.org/log" in done.stdout
    refused(call("pocket", "pocket.json", key=str(NEXT_KEY.verifier)), 19, "not signed by the key given")
    rewrite("pocket.json", '"grade": "C"', '"grade": "A"')
    refused(call("pocket", "pocket.json"), 20, "grade: the file says A, checking it again gives C")


def test_it_is_said_in_chinese(call: Call) -> None:
    assert "事实重新定级结果相同" in call("pocket", "pocket.json", "--lang", "zh").stdout


def test_a_changed_fact_a_changed_salt_and_a_standard_that_is_not_known_are_said(call: Call) -> None:
    document = json.loads(Path("pocket.json").read_text(encoding="utf-8"))
    whole = json.dumps(document)
    Path("pocket.json").write_text(whole.replace('"outcome": "fail"', '"outcome": "pass"'), encoding="utf-8")
    refused(call("pocket", "pocket.json"), 21, "a fact was changed")
    Path("pocket.json").write_text(whole.replace(document["salt"], "00" * 32), encoding="utf-8")
    refused(call("pocket", "pocket.json"), 20, "is not this decision")
    Path("pocket.json").write_text(whole.replace('"aqsiq-2006"', '"no-such"'), encoding="utf-8")
    refused(call("pocket", "pocket.json"), 11, "no-such")
    refused(call("pocket", "pocket.json", "--standard", "aqsiq-2006"), 20, "standard: the file says no-such")
    document["decision"]["standard"]["readings"] = None
    Path("pocket.json").write_text(json.dumps(document), encoding="utf-8")
    refused(call("pocket", "pocket.json"), 20, "is not this decision")


def test_a_file_that_is_not_there_or_no_text_is_said(call: Call) -> None:
    refused(call("pocket", "none.json"), 18, "none.json cannot be read")
    Path("bytes.json").write_bytes(b"\xff")
    refused(call("pocket", "bytes.json"), 18, "bytes.json cannot be read")
    refused(call("log", "log", key="no key"), 18, "no C2SP verifier key")


def test_an_entry_of_the_register_is_in_the_log(call: Call) -> None:
    code = DING.enterprise.enterprise_id
    for words in (("--log", "log"), ("--proof", "entry.tlog-proof")):
        assert (
            call("entry", "entry.json", *words).stdout
            == f"{code} D: is entry 201 of 300 of example.org/log.\n"
        )
    rewrite("entry.json", '"listing": "D"', '"listing": "A"')
    refused(call("entry", "entry.json", "--log", "log"), 21, "committed to as “D”")
    rewrite("entry.json", '"grade": "D"', '"grade": "A"')
    refused(call("entry", "entry.json", "--log", "log"), 20, "Entry 201 of the log is not this decision")
    rewrite("entry.json", '"index": 201', '"index": 300')
    refused(call("entry", "entry.json", "--log", "log"), 18, "entry 300 not yet")


def test_what_is_no_entry_is_said(call: Call) -> None:
    assert call("entry", "entry.json").exit_code == 2
    assert call("entry", "entry.json", "--log", "log", "--proof", "entry.tlog-proof").exit_code == 2
    rewrite("entry.json", '"withdrawn_on": null', '"withdrawn_on": "2026-07-01"')
    refused(call("entry", "entry.json", "--log", "log"), 18, "no entry that stands")
    for text in ("no JSON", "[]", '{"entries": [3]}'):
        Path("entry.json").write_text(text, encoding="utf-8")
        refused(call("entry", "entry.json", "--log", "log"), 18, "no entry of the register as JSON")
    Path("entry.json").write_text("{}", encoding="utf-8")
    refused(call("entry", "entry.json", "--log", "log"), 18, "not complete")


def test_the_register_and_its_counts_are_what_the_log_holds(call: Call) -> None:
    done = call("register", "register.jsonl", "--log", "log", "--counts", "counts.json")
    assert (done.exit_code, done.stderr) == (0, "")
    assert (
        "Entries of the register in example.org/log: 1; to be opened after the next checkpoint: 10."
        in done.stdout
    )
    assert "Published counts as in the register: 2." in done.stdout
    rewrite("counts.json", '"count": 10, "on"', '"count": 20, "on"')
    refused_after = call("register", "register.jsonl", "--log", "log", "--counts", "counts.json")
    assert refused_after.exit_code == 20
    assert "published for 2026-08-01 is 20; the register has 11" in refused_after.stderr
    assert call("register", "register.jsonl", "--log", "log").exit_code == 0


def test_an_entry_dropped_changed_or_shown_twice_is_found(call: Call) -> None:
    text = Path("register.jsonl").read_text(encoding="utf-8")
    first, *others = text.splitlines(keepends=True)
    asked = ("register", "register.jsonl", "--log", "log", "--counts", "counts.json")
    Path("register.jsonl").write_text("".join(others[1:]), encoding="utf-8")
    assert "the register has 9" in call(*asked).stderr
    code = DING.enterprise.enterprise_id
    twice = first.replace(code, "another")
    Path("register.jsonl").write_text(first + twice, encoding="utf-8")
    assert "another" in call(*asked).stderr
    Path("register.jsonl").write_text(first + first, encoding="utf-8")
    refused(call("register", "register.jsonl", "--log", "log"), 20, "two point to one place")
    Path("register.jsonl").write_text(first.replace('"listing": "D"', '"listing": "A"'), encoding="utf-8")
    refused(call(*asked), 21, "committed to as “D”")
    Path("register.jsonl").write_text(first.replace('"index": 201', '"index": 300'), encoding="utf-8")
    refused(call(*asked), 20, "is not entry 300 of the log")
    Path("register.jsonl").write_text(first.replace('"index": 201', '"index": 7'), encoding="utf-8")
    refused(call(*asked), 20, "is not entry 7 of the log")
    Path("register.jsonl").write_text("\n" + first + "{}\n", encoding="utf-8")
    refused(call(*asked), 18, "Line 3 is no entry of the register")
    Path("register.jsonl").write_text(text, encoding="utf-8")
    for said in ("{}", "[3]", '[{"measure": "listed_a", "region": "", "on": "2026-08-01", "count": "many"}]'):
        Path("counts.json").write_text(said, encoding="utf-8")
        done = call(*asked)
        assert (done.exit_code, "no published counts" in done.stderr) == (18, True)


def test_yesterday_is_the_beginning_of_today(call: Call) -> None:
    for words in (("--log", "log"), ("--proof", "beginning")):
        done = call("checkpoints", "yesterday", "log/checkpoint", *words)
        assert done.stdout == "example.org/log: the 200 entries of before are the first of the 300 of now.\n"
    refused(call("checkpoints", "log/checkpoint", "yesterday", "--log", "log"), 20, "entries were dropped")
    fork = Log(*entries(199), b"another").checkpoint
    Path("yesterday").write_text(fork.signed([KEY]), encoding="utf-8")
    for words in (("--log", "log"), ("--proof", "beginning")):
        refused(call("checkpoints", "yesterday", "log/checkpoint", *words), 20, "history was rewritten")


def test_a_copy_of_the_log_is_whole(call: Call) -> None:
    assert call("log", "log").stdout == "example.org/log: all 300 entries fit the signed checkpoint.\n"
    tile = Path("log/tile/0/001.p/44")
    content = tile.read_bytes()
    tile.write_bytes(content[:-5])
    refused(call("log", "log"), 18, "tile/0/001.p/44 of the log should have 1408 bytes and has 1403")
    refused(call("entry", "entry.json", "--log", "log"), 18, "tile/0/001.p/44")
    tile.write_bytes(bytes(32) + content[32:])
    refused(call("log", "log"), 20, "an entry was rewritten")
    tile.unlink()
    refused(call("entry", "entry.json", "--log", "log"), 18, "tile/0/001.p/44 of the log is missing")


def test_a_checkpoint_that_was_changed_or_signed_for_another_root_is_refused(call: Call) -> None:
    Path("log/checkpoint").write_text(Checkpoint(ORIGIN, 300, bytes(32)).signed([KEY]), encoding="utf-8")
    refused(call("log", "log"), 20, "do not fit the signed checkpoint")
    rewrite("log/checkpoint", "\n300\n", "\n299\n")
    refused(call("log", "log"), 19, "changed after it was signed")
