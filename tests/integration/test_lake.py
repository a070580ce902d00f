"""A lake from the command line: made, added to, regraded, shown and written anew; messages in both languages."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from qualitycredit.archive import tables_of, write_archive
from qualitycredit.cli.main import app
from qualitycredit.cli.speaking import SPEAKER
from tests.cast import ALI, write_cast
from tests.unit.lake.changing import caught, news


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_cast(tmp_path / "cast")
    write_archive(tmp_path / "changes", *tables_of([news(ALI, caught())]), file_format="csv")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(SPEAKER, "language", "en")
    monkeypatch.setattr(SPEAKER, "quiet", False)
    return tmp_path


def call(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def said(*words: str) -> str:
    """Run a command that ends well, and give all that it says."""
    done = call(*words)
    assert done.exit_code == 0, done.output
    return done.output


def test_a_day_of_a_lake(place: Path) -> None:
    assert "version 1, 7 enterprises, 7 products, 18 versions" in said("lake", "create", "cast", "lake")
    assert "all 7 enterprises decided on, because" in said("regrade", "lake", "--as-of", "2026-06-30")
    assert "Version 2 has 1 row." in said("lake", "add", "lake", "changes")
    assert "has all of this already" in said("lake", "add", "lake", "changes")
    for name in ("decisions.csv", "decisions.parquet"):
        regraded = said("regrade", "lake", "--as-of", "2026-07-01", "--out", f"re{name}")
        graded = said("grade", "lake", "--as-of", "2026-07-01", "--out", name)
        assert regraded.partition("Version")[0] == graded.partition("Decisions")[0]
        for file in (name, f"{name}.receipt.json"):
            assert (place / f"re{file}").read_bytes() == (place / file).read_bytes()
    document = json.loads(call("regrade", "lake", "--as-of", "2026-07-01", "--since", "1", "--json").stdout)
    assert {key: document[key] for key in ("version", "touched", "due", "decided", "why_all")} == {
        "version": 2, "touched": 1, "due": 0, "decided": 1, "why_all": None,
    }  # fmt: skip
    assert sum(row["enterprises"] for row in document["grades"]) == 7
    assert "changes" in said("lake", "show", "lake")
    assert "Version 3 is one whole version" in said("lake", "compact", "lake")
    assert "one whole version already" in said("lake", "compact", "lake")


def test_a_day_of_a_lake_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SPEAKER, "language", "zh")
    assert "第 1 版，企业 7 家" in said("lake", "create", "cast", "lake", "--trusted", "--memory", "1GB")
    shown = said("lake", "show", "lake")
    assert "写入行数" in shown
    assert "读法" not in shown
    assert "全部 7 家都重定了" in said("regrade", "lake", "--as-of", "2026-06-30")
    assert "第 2 版写入 1 行" in said("lake", "add", "lake", "changes")
    assert "有变动 1 家，到期 0 家，重定 1 家" in said("regrade", "lake", "--as-of", "2026-07-01")
    document = call("regrade", "lake", "--as-of", "2026-06-29", "--json").stdout
    assert "日子只往前走" in json.loads(document)["why_all"]
    assert "读法" in said("lake", "show", "lake")


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("lake", "create", "cast", "changes"), 16, "changes is there already"),
        (("lake", "add", "cast", "changes"), 12, "cast: this is no lake"),
        (("lake", "show", "cast"), 12, "cast: this is no lake"),
        (("regrade", "cast", "--as-of", "2026-06-30"), 12, "cast: this is no lake"),
        (("regrade", "cast", "--as-of", "2026-06-30", "--out", "d.txt"), 16, "d.txt"),
        (("regrade", "cast", "--as-of", "2026-06-30", "--out", "cast/d.csv"), 16, "inside the lake"),
        (("regrade", "cast", "--as-of", "2026-06-30", "--since", "0"), 2, "too small"),
    ],
)
def test_what_cannot_be_done_is_refused(words: tuple[str, ...], code: int, why: str) -> None:
    done = call(*words)
    assert done.exit_code == code
    assert why in done.output
