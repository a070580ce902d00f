"""`make sample` makes an archive, grades it and explains one enterprise: its own commands, run in a folder."""

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


def commands(target: str) -> list[list[str]]:
    """Give the command lines of a target, without the command's own path."""
    listed = subprocess.run(
        ["make", "-n", "-o", "setup", target], cwd=ROOT, capture_output=True, text=True, check=True
    )
    lines = [shlex.split(line) for line in listed.stdout.splitlines()]
    return [words[1:] for words in lines if words and words[0].endswith("/qualitycredit")]


def test_the_main_job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(SPEAKER, "language", "zh")
    monkeypatch.setattr(SPEAKER, "quiet", False)
    (tmp_path / "build").mkdir()
    synth, grade, explain = commands("sample")
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


def test_the_system_is_set_up_and_served() -> None:
    # What these do is tried by the tests in the browser, which start from the same commands.
    assert [words[:2] for words in commands("run")][-2:] == [["manage", "demo"], ["serve"]]
