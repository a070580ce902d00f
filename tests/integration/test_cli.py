"""The command line, as an analyst uses it: results on stdout, messages on stderr, an exit code for each refusal."""

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Protocol

import duckdb
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from qualitycredit.archive.synthesis import synthesise
from qualitycredit.cli.main import app, run
from qualitycredit.cli.speaking import SPEAKER, Speaker, language_of_locale
from qualitycredit.reading import standard_folder
from tests.cast import ALI, CHEN, WU, write_cast


class Call(Protocol):
    def __call__(self, *words: object) -> Result: ...


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    write_cast(tmp_path / "cast")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(SPEAKER, "language", "en")
    monkeypatch.setattr(SPEAKER, "quiet", False)
    return lambda *words: CliRunner().invoke(app, [*map(str, words)])


def test_grade_counts_grades_and_reasons(call: Call) -> None:
    done = call("grade", "cast", "--as-of", "2026-06-30")
    assert done.exit_code == 0
    for words in ("trustworthy", "deregistered", "14.3%", "total", "100.0%"):
        assert words in done.stdout
    zh = call("--lang", "zh", "grade", "cast", "--as-of", "2026-06-30")
    assert "守信" in zh.stdout


def test_grade_writes_decisions_and_a_receipt(call: Call, tmp_path: Path) -> None:
    for engine in ("columnar", "scalar"):
        for name in ("decisions.csv", "decisions.parquet"):
            done = call("grade", "cast", "--as-of", "2026-06-30", "--engine", engine, "--out", name)
            assert done.exit_code == 0
            assert "receipt" in done.stderr
    with (tmp_path / "decisions.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["enterprise_id"]: row for row in csv.DictReader(file)}
    assert list(rows[ALI.enterprise.enterprise_id]) == [
        "enterprise_id", "grade", "best", "worst", "reason", "met", "unknown", "next_change_on",
    ]  # fmt: skip
    assert rows[WU.enterprise.enterprise_id]["unknown"] == "A.5 B.5 C.6"
    assert pq.read_table(tmp_path / "decisions.parquet").num_rows == len(rows)
    receipt = json.loads((tmp_path / "decisions.csv.receipt.json").read_text(encoding="utf-8"))
    assert (receipt["standard"], receipt["as_of"]) == ("aqsiq-2006", "2026-06-30")


def test_grade_lists_the_enterprises_that_are_asked_for(call: Call) -> None:
    done = call("grade", "cast", "--as-of", "2026-06-30", "--enterprise", WU.enterprise.enterprise_id)
    assert WU.enterprise.enterprise_id in done.stdout
    assert "A.5 B.5 C.6" in done.stdout
    asked = call(
        "grade", "cast", "--as-of", "2026-06-30", "--enterprise", WU.enterprise.enterprise_id, "--json"
    )
    assert json.loads(asked.stdout)["enterprises"] == 1


def test_grade_knows_only_what_was_known(call: Call) -> None:
    done = call("grade", "cast", "--as-of", "2026-06-30", "--known-at", "2000-01-01T00:00:00+08:00", "--json")
    document = json.loads(done.stdout)
    assert document["known_at"] == "1999-12-31T16:00:00"
    assert {row["grade"] for row in document["grades"]} == {"C", "U"}
    day = call("grade", "cast", "--as-of", "2026-06-30", "--known-at", "2026-03-01", "--json")
    assert json.loads(day.stdout)["known_at"].startswith("2026-03-01T09:00")


def test_readings_change_the_law(call: Call) -> None:
    done = call(
        "grade",
        "cast",
        "--as-of",
        "2026-06-30",
        "--reading",
        "current_year=rolling",
        "--memory",
        "1GB",
        "--json",
    )
    assert json.loads(done.stdout)["readings"]["current_year"] == "rolling"


def test_explain_in_every_form(call: Call) -> None:
    words = ("explain", "cast", CHEN.enterprise.enterprise_id, "--as-of", "2026-06-30")
    assert "C.2 met" in call(*words).stdout
    assert "C.2 满足" in call(*words, "--lang", "zh").stdout
    assert call(*words, "--format", "html").stdout.startswith("<!doctype html>")
    for form in (("--json",), ("--format", "json")):
        assert json.loads(call(*words, *form).stdout)["grade"] == "C"


def test_validate_lists_faults(call: Call, tmp_path: Path) -> None:
    assert call("validate", "cast").exit_code == 0
    assert call("validate", "cast", "--json").stdout.startswith("{")
    records = tmp_path / "cast" / "records.csv"
    records.write_text(records.read_text(encoding="utf-8").replace(",fail,", ",fial,"), encoding="utf-8")
    assert call("validate", "cast", "--limit", "0", "--out", "faults.csv").exit_code == 12
    done = call("validate", "cast", "--limit", "1")
    assert done.exit_code == 12
    assert "records.csv" in done.stdout
    assert "1 more is not listed" in done.stderr
    assert len((tmp_path / "faults.csv").read_text(encoding="utf-8").splitlines()) == 3
    document = json.loads(call("validate", "cast", "--json").stdout)
    assert document["faults"] == 2
    assert document["listed"][0]["column"] == "outcome"
    assert call("grade", "cast", "--as-of", "2026-06-30").exit_code == 12


def test_compare_shows_who_moves(call: Call, tmp_path: Path) -> None:
    words = ("compare", "cast", "--as-of", "2026-06-30", "--with-reading", "current_year=rolling")
    done = call(*words)
    assert "enterprises that move" in done.stdout
    assert json.loads(call(*words, "--json").stdout)["moved"] >= 0
    for name in ("moved.csv", "moved.parquet"):
        assert call(*words, "--out", name).exit_code == 0
        assert (tmp_path / name).is_file()
    other = call("compare", "cast", "--as-of", "2026-06-30", "--with-standard", "nyc-letter-grade")
    assert "enterprises that move: 4" in other.stdout


def test_check_sheet_and_sql(call: Call, tmp_path: Path) -> None:
    shape = Path(__file__).parents[1] / "generative" / "standards" / "rating-with-cap"
    sheet = call("sheet", "aqsiq-2006", "--lang", "en")
    assert "A.1" in sheet.stdout
    copy = tmp_path / "standard"
    copy.mkdir()
    for file in shape.glob("*.md"):
        (copy / file.name).write_bytes(file.read_bytes())
    assert call("sheet", copy, "--write").exit_code == 0
    assert (copy / "sheet.md").is_file()
    assert "SELECT" in call("sql", "aqsiq-2006", "--as-of", "2026-06-30").stdout
    assert (
        "best"
        in call("sql", "aqsiq-2006", "--as-of", "2026-06-30", "--clause", "A.1", "--dialect", "spark").stdout
    )
    assert call("sql", "aqsiq-2006", "--as-of", "2026-06-30", "--clause", "A.9").exit_code == 11
    # A standard without worked examples holds nothing to its word.
    refused = call("check", copy)
    assert refused.exit_code == 14
    assert "worked examples are missing" in refused.stderr


def test_a_conversion_says_what_it_left_out(call: Call, tmp_path: Path) -> None:
    feeds = Path(__file__).parents[1] / "docs" / "feeds"
    shutil.copytree(feeds / "lives", tmp_path / "lives")
    inspections = tmp_path / "lives" / "2015-08_inspections.csv"
    rows = inspections.read_text(encoding="utf-8").splitlines()
    inspections.write_text("\n".join([*rows, rows[-1]]) + "\n", encoding="utf-8")
    lives = call("convert", "lives", "lives", "restaurants")
    assert "1 row set aside: repeated_row" in lives.stderr
    assert lives.exit_code == 0
    assert "without a record, by the mapping: Low Risk" in lives.stderr
    assert call("convert", "nyc", feeds / "restaurants.json", "city").exit_code == 0
    assert call("validate", "city", "--standard", "nyc-letter-grade").exit_code == 0


def test_a_screen_is_not_given_the_width_of_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Speaker().results.width == 240
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "77")
    assert Speaker().results.width == 77


def test_synth_makes_an_archive_that_validates(call: Call) -> None:
    done = call("synth", "made", "--enterprises", "50", "--seed", "7", "--format", "csv")
    assert done.exit_code == 0
    assert call("validate", "made").exit_code == 0
    assert call("synth", "made", "--enterprises", "50", "--seed", "7").exit_code == 16
    assert call("synth", "made", "--enterprises", "50", "--seed", "7", "--replace", "-q").stderr == ""


def test_a_name_that_looks_like_markup_is_printed_as_it_is(call: Call, tmp_path: Path) -> None:
    for name in ("enterprises", "products", "records"):
        file = tmp_path / "cast" / f"{name}.csv"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(ALI.enterprise.enterprise_id, "[bold]A[/x]"), encoding="utf-8")
    (tmp_path / "cast" / "manifest.toml").write_text('identifier = "local"\n', encoding="utf-8")
    done = call("grade", "cast", "--as-of", "2026-06-30", "--enterprise", "[bold]A[/x]")
    assert (done.exit_code, "[bold]A[/x]" in done.stdout) == (0, True)


def test_a_terminal_without_chinese_still_gets_an_answer(tmp_path: Path) -> None:
    write_cast(tmp_path / "cast")
    words = ["grade", str(tmp_path / "cast"), "--as-of", "2026-06-30", "--lang", "zh"]
    code = (
        f"from qualitycredit.cli.main import run; import sys; sys.argv = ['qualitycredit', *{words!r}]; run()"
    )
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "\\u5b88" in done.stdout


def test_what_an_output_cannot_write_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    monkeypatch.setattr(sys, "argv", ["qualitycredit", "sheet", "nyc-letter-grade", "--lang", "zh"])
    with pytest.raises(SystemExit) as ended:
        run()
    sys.stdout.flush()
    assert ended.value.code == 0
    assert b"\\u" in written.getvalue()


def test_too_little_memory_is_a_sentence(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def burst(*_: object, **__: object) -> None:
        raise duckdb.OutOfMemoryException("no room")

    monkeypatch.setattr("qualitycredit.cli.grade.grade_archive", burst)
    done = call("grade", "cast", "--as-of", "2026-06-30", "--memory", "64MB")
    assert (done.exit_code, "--memory" in done.stderr) == (16, True)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("grade", "cast", "--as-of", "2026-06-30", "--known-at", "0001-01-01T00:00+08:00"), 2, "0001-01-01"),
        (("grade", "cast", "--as-of", "2026-06-30", "--memory", "plenty"), 2, "plenty"),
        (
            ("grade", "cast", "--as-of", "2026-06-30", "--out", "cast/records.csv"),
            16,
            "a file of the archive",
        ),
        (("grade", "nowhere", "--as-of", "2026-06-30"), 12, "nowhere"),
        (("grade", "cast", "--as-of", "2026-02-30"), 2, "2026-02-30"),
        (("grade", "cast", "--as-of", "2026-06-30", "--known-at", "soon"), 2, "soon"),
        (("grade", "cast", "--as-of", "2026-06-30", "--engine", "steam"), 2, "columnar, scalar"),
        (("grade", "cast", "--as-of", "2026-06-30", "--reading", "current_year"), 2, "current_year"),
        (("grade", "cast", "--as-of", "2026-06-30", "--reading", "current_year=lunar"), 11, "lunar"),
        (("grade", "cast", "--as-of", "2026-06-30", "--standard", "aqsiq-2005"), 11, "aqsiq-2006"),
        (("grade", "cast", "--as-of", "2026-06-30", "--out", "decisions.xlsx"), 16, "decisions.xlsx"),
        (("grade", "cast", "--as-of", "2026-06-30", "--lang", "fr"), 2, "zh, en"),
        (("explain", "cast", "91310000", "--as-of", "2026-06-30"), 13, "91310000"),
        (("sheet", "nothing"), 11, "nothing"),
    ],
)
def test_a_refusal_is_a_sentence_and_an_exit_code(
    call: Call, words: tuple[str, ...], code: int, said: str
) -> None:
    done = call(*words)
    assert done.exit_code == code
    assert said in done.stderr
    assert "Traceback" not in done.output


def test_the_version_and_the_help(call: Call) -> None:
    assert call("--version").stdout.strip()[0].isdigit()
    assert "validate" in call("--help").stdout


def test_an_interruption_is_a_sentence(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("qualitycredit.cli.grade.grade_archive", interrupt)
    done = call("grade", "cast", "--as-of", "2026-06-30")
    assert (done.exit_code, "Interrupted" in done.stderr) == (130, True)


def test_a_fault_of_the_program_is_not_taken_for_an_interruption(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no such thing")

    monkeypatch.setattr("qualitycredit.cli.grade.grade_archive", fail)
    assert isinstance(call("grade", "cast", "--as-of", "2026-06-30").exception, RuntimeError)


@pytest.mark.parametrize(
    ("locale", "language"), [("en_GB.UTF-8", "en"), ("zh_CN.UTF-8", "zh"), ("C", "zh"), ("", "zh")]
)
def test_the_locale_chooses_the_language(locale: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, locale)
    assert language_of_locale() == language


def test_ctrl_c_leaves_nothing_half_written(tmp_path: Path) -> None:
    synthesise(
        tmp_path / "made", enterprises=3000, seed=1, profile=standard_folder("aqsiq-2006") / "synthetic.toml"
    )
    out = tmp_path / "out"
    out.mkdir()
    words = [
        "grade",
        str(tmp_path / "made"),
        "--as-of",
        "2026-06-30",
        "--engine",
        "scalar",
        "--out",
        str(out / "d.csv"),
    ]
    code = (
        f"from qualitycredit.cli.main import run; import sys; sys.argv = ['qualitycredit', *{words!r}]; run()"
    )
    running = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, env=os.environ)
    while not any(out.iterdir()) and running.poll() is None:
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    _, message = running.communicate(timeout=60)
    assert running.returncode == 130, message
    assert list(out.iterdir()) == []
