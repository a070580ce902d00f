"""What a machine may lack is said in a sentence, before anything is computed."""

import socket
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qualitycredit import EngineUnavailable
from qualitycredit.cli.main import app
from qualitycredit.cli.speaking import SPEAKER
from qualitycredit.engines.spark import require_spark
from qualitycredit.engines.spark.needs import addresses
from qualitycredit.engines.spark.sessions import reason_of
from qualitycredit.engines.spark.settings import settings, shuffle_partitions
from tests.cast import write_cast


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(EngineUnavailable, match=r"pip install 'qualitycredit\[spark\]'"):
        require_spark("local[*]")


def write_java(folder: Path, version: str) -> None:
    (folder / "bin").mkdir()
    (folder / "bin" / "java").write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n")
    (folder / "bin" / "java").chmod(0o755)


@pytest.mark.parametrize(
    ("version", "said"), [("11.0.2", "Java found is 11"), ("1.8.0_392", "found is 1"), ("", "no Java was")]
)
def test_without_java(version: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_java(tmp_path, version)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(EngineUnavailable, match=said):
        require_spark("local[*]")


def test_where_java_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    with pytest.raises(EngineUnavailable, match="openjdk-17-jre-headless"):
        require_spark("local[*]")
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineUnavailable, match="no Java was found"):
        require_spark("local[*]")
    write_java(tmp_path, "21.0.1")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    require_spark("local[2]")


def test_a_master_that_does_not_answer() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(EngineUnavailable, match="cannot be reached"):
        require_spark(f"spark://127.0.0.1:{port},localhost:{port}")
    with pytest.raises(EngineUnavailable, match="no master of Spark"):
        require_spark("127.0.0.1:7077")


def test_one_master_of_several_is_enough() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"spark://127.0.0.1:{free.getsockname()[1]},127.0.0.1:{server.getsockname()[1]}"
        assert len(addresses(url)) == 2
        require_spark(url)


def test_memory_goes_where_the_work_is(tmp_path: Path) -> None:
    here = settings("local[*]", "2GB", tmp_path)
    assert (here["spark.driver.memory"], "spark.executor.memory" in here) == ("1907m", False)
    assert settings("local", None, tmp_path)["spark.driver.memory"].endswith("m")
    there = settings("spark://one.example:7077", "8GB", tmp_path)
    assert (there["spark.executor.memory"], "spark.driver.memory" in there) == ("7629m", False)
    assert "spark.executor.memory" not in settings("yarn", None, tmp_path)


def test_only_loopback_is_spoken_to_on_loopback(tmp_path: Path) -> None:
    for master in ("local[*]", "spark://127.0.0.1:7077", "spark://localhost:1,127.0.0.2:1"):
        assert settings(master, None, tmp_path)["spark.driver.bindAddress"] == "127.0.0.1"
    for master in ("spark://one.example:7077", "spark://127.0.0.1:1,10.0.0.1:1", "yarn"):
        assert "spark.driver.bindAddress" not in settings(master, None, tmp_path)


def test_work_is_cut_by_its_size_and_by_who_is_there() -> None:
    assert shuffle_partitions(0, 1) == 1
    assert shuffle_partitions(10, 8) == 8
    assert shuffle_partitions(10_000_001, 8) == 51


def test_the_reason_is_the_last_cause() -> None:
    trace = (
        "An error occurred while calling o1.parquet.\n: a.B: Job aborted.\n\tat x\nCaused by: c.D: no room.\n"
    )
    assert reason_of(trace) == "c.D: no room"
    assert reason_of("[SYNTAX] wrong at NOT.\n== SQL ==\n") == "[SYNTAX] wrong at NOT"
    assert reason_of("") == ""


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--master", "local"), 2, "for --engine spark alone"),
        (("--engine", "spark", "--master", "somewhere"), 17, "“somewhere” is no master"),
        (("--engine", "spark"), 12, "convert lake"),
        (("--engine", "spark", "--out", "cast/"), 16, "is no folder of decisions"),
        (("--engine", "spark", "--out", "d.xlsx"), 16, "a name without an ending"),
        (("--out", "decisions"), 16, "cannot tell how to write"),
    ],
)
def test_a_refusal_is_a_sentence_and_an_exit_code(
    words: tuple[str, ...], code: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(SPEAKER, "language", "en")
    write_cast(tmp_path / "cast")
    done = CliRunner().invoke(app, ["grade", "cast", "--as-of", "2026-06-30", *words])
    assert (done.exit_code, said in done.stderr) == (code, True), done.output
    zh = CliRunner().invoke(app, ["--lang", "zh", "grade", "cast", "--as-of", "2026-06-30", *words])
    assert zh.exit_code == code
