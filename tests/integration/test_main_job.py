"""`make run` makes the sample archive, grades it and explains one enterprise: its own commands, run in a folder."""

import json
import shlex
import subprocess
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from qualitycredit.cli.main import app
from qualitycredit.cli.speaking import SPEAKER

ROOT = Path(__file__).resolve().parents[2]


def commands() -> list[list[str]]:
    """Give the command lines of `make run`, without the command's own path."""
    listed = subprocess.run(
        ["make", "-n", "-o", "setup", "run"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    lines = [shlex.split(line) for line in listed.stdout.splitlines()]
    return [words[1:] for words in lines if words and words[0].endswith("/qualitycredit")]


def test_the_main_job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(SPEAKER, "language", "zh")
    monkeypatch.setattr(SPEAKER, "quiet", False)
    (tmp_path / "build").mkdir()
    synth, grade, explain = commands()
    assert [words[0] for words in (synth, grade, explain)] == ["synth", "grade", "explain"]
    outputs = []
    for words in (synth, grade, explain):
        done = CliRunner().invoke(app, words)
        assert done.exit_code == 0, done.output
        outputs.append(done.stdout)
    assert "20,000" in outputs[1]
    assert "哪些事实能定下等级" in outputs[2]
    decisions = pq.read_table(tmp_path / "build" / "decisions.parquet")
    assert decisions.num_rows == 20_000
    receipt = json.loads((tmp_path / "build" / "decisions.parquet.receipt.json").read_text(encoding="utf-8"))
    assert receipt["enterprises"] == 20_000
