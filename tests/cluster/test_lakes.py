"""From a lake into a lake: what comes in by province goes out by province, and is the same on any cluster."""

import json
from pathlib import Path

import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from qualitycredit.cli.main import app
from qualitycredit.engines.spark import delivering
from qualitycredit.grading.tables import SCHEMA
from qualitycredit.grading.writing import folder_sha256
from tests.cluster.page import MASTER, grading_commands

# A standard whose statement is short, where it does not matter which.
SMALL = (
    "--trusted",
    "--standard",
    Path(__file__).parents[1] / "generative" / "standards" / "rating-with-cap",
)


def call(*words: object) -> Result:
    return CliRunner().invoke(app, [*map(str, words)])


def grading(lake: Path, master: str, out: Path, *more: object) -> Result:
    words = ("--as-of", "2026-06-30", "--engine", "spark", "--master", master, "--out", out)
    return call("grade", lake, *words, *more)


def test_a_nation_is_graded_as_the_page_says(
    lake: Path, master: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(lake.parents[1])
    _, words = grading_commands()
    assert {MASTER, "build/lake", "build/decisions"} <= {*words}
    done = call(*(master if word == MASTER else word for word in words))
    assert done.exit_code == 0, done.output
    plain = call("grade", lake, "--as-of", "2026-06-30", "--out", tmp_path / "plain.parquet")
    assert done.stdout == plain.stdout
    decisions = lake.parent / "decisions"
    regions = {path.name for path in lake.glob("enterprises/*")}
    assert {path.name for path in decisions.iterdir()} == {"_SUCCESS", *regions}
    parts = sorted(decisions.glob("*/*"))
    assert {part.name for part in parts} == {"part-0000.parquet"}
    for part in parts:
        owners = pq.read_table(lake / "enterprises" / part.parent.name, columns=["enterprise_id"])
        decided = pq.read_table(part, columns=["enterprise_id"])["enterprise_id"].to_pylist()
        assert decided == sorted(owners["enterprise_id"].to_pylist())
    together = ds.dataset(decisions, format="parquet").to_table().sort_by("enterprise_id")
    assert together.cast(SCHEMA) == pq.read_table(tmp_path / "plain.parquet").cast(SCHEMA)
    receipt = json.loads((lake.parent / "decisions.receipt.json").read_text(encoding="utf-8"))
    assert receipt["decisions_sha256"] == folder_sha256(decisions)
    assert receipt["enterprises"] == together.num_rows
    # A cluster of another size gives the same bytes, and the earlier folder gives way.
    before = {path.name for path in lake.parent.iterdir()}
    monkeypatch.setattr(delivering, "shuffle_partitions", lambda *_: 5)
    assert call(*(master if word == MASTER else word for word in words)).exit_code == 0
    assert folder_sha256(decisions) == receipt["decisions_sha256"]
    assert {path.name for path in lake.parent.iterdir()} == before


def test_one_enterprise_can_be_asked_for(lake: Path, master: str) -> None:
    part = next(iter(sorted(lake.glob("enterprises/*/*.parquet"))))
    identifier = pq.read_table(part)["enterprise_id"][0].as_py()
    words = ("grade", lake, "--as-of", "2026-06-30", *SMALL, "--enterprise")
    spark = ("--engine", "spark", "--master", master)
    found, plain = call(*words, identifier, *spark), call(*words, identifier)
    assert (found.exit_code, found.stdout) == (0, plain.stdout)
    unknown = call(*words, "nobody", *spark)
    assert (unknown.exit_code, "no enterprise nobody" in unknown.stderr) == (13, True)


def test_parts_that_do_not_arrive_are_missed(
    lake: Path, master: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As where each machine writes to a disk of its own.
    monkeypatch.setattr(Path, "glob", lambda *_: iter(()))
    done = grading(lake, master, tmp_path / "decisions.parquet", *SMALL)
    monkeypatch.undo()
    assert (done.exit_code, "0 arrived here" in done.stderr) == (16, True)
    assert list(tmp_path.iterdir()) == []
