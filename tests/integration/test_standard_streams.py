"""What becomes of a command whose output cannot be written, and of input that is nearly right."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import duckdb
import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from qualitycredit.cli import main
from qualitycredit.cli.speaking import SPEAKER, let_go
from tests.cast import write_cast

FULL = Path("/dev/full")
Call = Callable[..., Result]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    write_cast(tmp_path / "cast")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(SPEAKER, "language", "en")
    return lambda *words: CliRunner().invoke(main.app, [*map(str, words)])


def run_into(
    words: list[str], *, stdout: IO[str] | int = subprocess.PIPE, stderr: IO[str] | int = subprocess.PIPE
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from qualitycredit.cli.main import run; run()", *words]
    environment = {**os.environ, "LC_ALL": "en_GB.UTF-8", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, text=True, env=environment, check=False, stdout=stdout, stderr=stderr)


@pytest.mark.parametrize(
    "words", [["grade", "cast", "--as-of", "2026-06-30"], ["sheet", "aqsiq-2006"], ["--version"], ["--help"]]
)
def test_a_full_standard_output_is_a_sentence_and_no_traceback(
    call: Call, words: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    del call, capfd
    with FULL.open("w") as full:
        done = run_into(words, stdout=full)
    assert done.returncode == 16
    assert "cannot be written" in done.stderr or "refuses to read or write" in done.stderr
    assert "Traceback" not in done.stderr


def test_messages_that_cannot_be_written_change_nothing(call: Call, tmp_path: Path) -> None:
    del call
    with FULL.open("w") as full:
        out = tmp_path / "decisions.csv"
        words = ["grade", "cast", "--as-of", "2026-06-30", "--out", str(out)]
        done = run_into(words, stderr=full)
    assert done.returncode == 0
    assert out.is_file()


def test_results_are_refused_and_messages_given_up(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    with FULL.open("w") as results, FULL.open("w") as messages:
        monkeypatch.setattr(SPEAKER, "results", Console(file=results))
        monkeypatch.setattr(SPEAKER, "messages", Console(file=messages))
        assert call("sheet", "nyc-letter-grade").exit_code == 16


def test_help_that_cannot_be_written_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OSError(28, "No space left on device")

    said = io.StringIO()
    monkeypatch.setattr(SPEAKER, "messages", Console(file=said))
    monkeypatch.setattr(SPEAKER, "language", "zh")
    monkeypatch.setattr(main, "app", refuse)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    with pytest.raises(SystemExit) as ended:
        main.run()
    assert ended.value.code == 16
    assert "系统不让读写" in said.getvalue()


def test_a_stream_of_no_file_is_let_go_without_a_word() -> None:
    let_go(io.StringIO())


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (duckdb.IOException("no room left"), 16, "refuses to read or write"),
        (OSError(28, "No space left on device"), 16, "refuses to read or write"),
        (duckdb.InvalidInputException("a page is torn"), 12, "validate the archive"),
    ],
)
def test_what_fails_midway_is_a_sentence(
    call: Call, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int, said: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("qualitycredit.cli.grade.grade_archive", fail)
    done = call("grade", "cast", "--as-of", "2026-06-30")
    assert (done.exit_code, said in done.stderr) == (code, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("grade", "cast", "--as-of", "20260630"), "write it like 2026-06-30"),
        (("grade", "cast", "--as-of", "2026-W27-2"), "write it like 2026-06-30"),
        (("grade", "cast", "--as-of", "2026-06-30", "--known-at", "20260630T120000"), "2026-06-30T12:00:00Z"),
        (("grade", "cast", "--as-of", "2026-06-30", "--chunk", "0"), "1 is the least"),
        (("synth", "made", "--enterprises", "0", "--seed", "1"), "1 is the least"),
        (("synth", "made", "--enterprises", "many", "--seed", "1"), "is no whole number"),
        (("grade", "cast", "--as-of", "2026-06-30", "--master", "local[2]"), "--engine spark alone"),
    ],
)
def test_what_is_nearly_right_is_refused_with_the_right_form(
    call: Call, words: tuple[str, ...], said: str
) -> None:
    done = call(*words)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.replace("│", " ").split())


def test_faults_are_not_written_over_the_archive(call: Call, tmp_path: Path) -> None:
    before = (tmp_path / "cast" / "records.csv").read_bytes()
    done = call("validate", "cast", "--out", "cast/records.csv")
    assert (done.exit_code, "a file of the archive itself" in done.stderr) == (16, True)
    assert (tmp_path / "cast" / "records.csv").read_bytes() == before


@pytest.mark.parametrize("trusted", [(), ("--trusted",)])
def test_an_archive_without_enterprises_is_refused_trusted_or_not(
    call: Call, tmp_path: Path, trusted: tuple[str, ...]
) -> None:
    for name in ("enterprises", "products", "records"):
        file = tmp_path / "cast" / f"{name}.csv"
        header = file.read_text(encoding="utf-8").splitlines()[0]
        file.write_text(f"{header}\n", encoding="utf-8")
    done = call("grade", "cast", "--as-of", "2026-06-30", *trusted)
    assert (done.exit_code, "no enterprise" in done.stderr) == (12, True)
