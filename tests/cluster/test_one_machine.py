"""On one machine, without a cluster, Spark grades as the page says and leaves nothing else behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qualitycredit import EngineUnavailable
from qualitycredit.engines.spark import spark_session
from tests.cluster.machines import JAVA
from tests.cluster.page import grading_commands


def test_a_province_is_graded_as_the_page_says(lake: Path, tmp_path: Path) -> None:
    words, _ = grading_commands()
    code = (
        f"import sys; from qualitycredit.cli.main import run; sys.argv = ['qualitycredit', *{words!r}]; run()"
    )
    place = lake.parents[1]
    environment = {
        **os.environ,
        "JAVA_TOOL_OPTIONS": JAVA,
        "TMPDIR": str(tmp_path),
        "LC_ALL": "en_US.UTF-8",
    }
    before = {*place.rglob("*")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=place, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == (
        "Decisions are in build/decisions.parquet, their receipt in build/decisions.parquet.receipt.json.\n"
    )
    made = {path.name for path in {*place.rglob("*")} - before}
    assert made == {"decisions.parquet", "decisions.parquet.receipt.json"}
    assert [path for path in tmp_path.iterdir() if "spark" in path.name] == []


def test_one_master_at_a_time(master: str) -> None:
    with pytest.raises(EngineUnavailable, match="one master at a time"), spark_session("local[*]"):
        pass
    assert master.startswith("spark://")
