"""A run in chunks that is cut short: killed, it is taken up again; interrupted, it leaves nothing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qualitycredit.cli.main import app

DAY = "2026-06-30"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cut_short") / "archive"
    words = ["synth", str(folder), "--enterprises", "2000", "--seed", "2006", "-q"]
    assert CliRunner().invoke(app, words).exit_code == 0
    return folder


def started(archive: Path, out: Path) -> subprocess.Popen[bytes]:
    words = ["grade", str(archive), "--as-of", DAY, "--out", str(out), "--chunk", "250", "--trusted", "-q"]
    program = "from qualitycredit.cli.main import run; run()"
    return subprocess.Popen(
        [sys.executable, "-c", program, *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "COVERAGE_PROCESS_START": ""},
        start_new_session=True,
    )


def decided(folder: Path) -> Iterator[Path]:
    return folder.glob(".*.work/decided-*.arrow")


def wait_for_chunks(running: subprocess.Popen[bytes], folder: Path, count: int) -> None:
    for _ in range(1_200):
        if len(list(decided(folder))) >= count or running.poll() is not None:
            return
        time.sleep(0.05)
    pytest.fail("no chunk was decided within a minute")


def test_a_killed_run_is_taken_up_again(archive: Path, tmp_path: Path) -> None:
    whole, out = tmp_path / "whole.parquet", tmp_path / "decisions.parquet"
    assert (
        CliRunner().invoke(app, ["grade", str(archive), "--as-of", DAY, "--out", str(whole), "-q"]).exit_code
        == 0
    )
    running = started(archive, out)
    wait_for_chunks(running, tmp_path, 2)
    running.kill()
    running.wait()
    assert not out.exists()
    kept = {path: path.stat().st_mtime_ns for path in decided(tmp_path)}
    assert len(kept) >= 2
    seen: dict[Path, int] = {}
    again = started(archive, out)
    while again.poll() is None:
        seen |= {path: stat.st_mtime_ns for path in decided(tmp_path) if (stat := _stat(path))}
        time.sleep(0.02)
    assert again.returncode == 0
    assert {path: seen.get(path, moment) for path, moment in kept.items()} == kept
    assert out.read_bytes() == whole.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        f"{name}{ending}" for name in (out.name, whole.name) for ending in ("", ".receipt.json")
    )


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def test_an_interrupted_run_leaves_nothing(archive: Path, tmp_path: Path) -> None:
    running = started(archive, tmp_path / "decisions.parquet")
    wait_for_chunks(running, tmp_path, 1)
    running.send_signal(signal.SIGINT)
    assert running.wait(60) == 130
    assert list(tmp_path.iterdir()) == []


def test_work_for_something_else_is_not_taken_up(archive: Path, tmp_path: Path) -> None:
    running = started(archive, tmp_path / "decisions.parquet")
    wait_for_chunks(running, tmp_path, 1)
    running.kill()
    running.wait()
    words = ["grade", str(archive), "--as-of", "2025-06-30", "-q", "--chunk", "1000"]
    assert CliRunner().invoke(app, [*words, "--out", str(tmp_path / "decisions.parquet")]).exit_code == 0
    assert CliRunner().invoke(app, [*words[:-2], "--out", str(tmp_path / "whole.parquet")]).exit_code == 0
    assert (tmp_path / "decisions.parquet").read_bytes() == (tmp_path / "whole.parquet").read_bytes()
    assert list(tmp_path.glob(".*")) == []
