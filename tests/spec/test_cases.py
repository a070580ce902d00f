"""Every worked example of every standard, on every engine; and that the examples leave no verdict of a clause out."""

import shutil
from functools import cache
from pathlib import Path

import pytest

from qualitycredit.assuring.cases import disproved_claims, lacking_examples, read_cases, run_cases
from qualitycredit.assuring.examples import Case, Grading
from qualitycredit.model.nodes import Constant
from qualitycredit.reading import load_standard, standards_folder
from tests.spec.engines import ENGINES

STANDARDS = [file.parent for file in sorted(standards_folder().glob("*/cases"))]
CASES = [(folder, case) for folder in STANDARDS for case in read_cases(folder)]
FOLDERS = pytest.mark.parametrize("folder", STANDARDS, ids=lambda folder: folder.name)


@cache
def faults(engine: str, folder: Path) -> dict[tuple[str, int], str]:
    """Say which examples fail on the engine, by file and line; all are run at once, as an engine likes it."""
    found = run_cases(folder, ENGINES[engine])
    return {(failure.place.file.name, failure.place.line): failure.say("en") for failure in found}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("folder", "case"),
    CASES,
    ids=[f"{folder.name}-{case.place.file.stem}-{case.place.line}" for folder, case in CASES],
)
def test_example(engine: str, folder: Path, case: Case) -> None:
    fault = faults(engine, folder).get((case.place.file.name, case.place.line))
    assert fault is None, fault


@FOLDERS
def test_every_clause_is_shown_met_unmet_and_unknown(folder: Path) -> None:
    assert lacking_examples(folder) == []


@FOLDERS
def test_what_is_said_to_be_never_unknown_is_proven(folder: Path) -> None:
    assert [failure.say("en") for failure in disproved_claims(folder)] == []


@FOLDERS
def test_every_grade_and_every_reason_is_shown(folder: Path) -> None:
    table = load_standard(folder).decision
    shown = [case.expected for case in read_cases(folder) if isinstance(case.expected, Grading)]
    assert {grading.grade for grading in shown} == {*table.grades, table.unrated}
    last = next(n for n, row in enumerate(table.reasons, 1) if row.node == Constant(value=True))
    reasons = {row.result for row in (*table.excluded, *table.reasons[:last])}
    assert {grading.reason for grading in shown} == {None, *reasons}


@FOLDERS
def test_every_value_of_every_reading_is_shown(folder: Path) -> None:
    shown = {choice for case in read_cases(folder) for choice in case.readings.items()}
    readings = load_standard(folder).readings
    others = {(reading.name, v) for reading in readings for v in reading.values if v != reading.default}
    assert others <= shown


def test_a_wrong_example_fails(tmp_path: Path) -> None:
    folder = tmp_path / "standard"
    shutil.copytree(standards_folder() / "aqsiq-2006", folder)
    for file in sorted((folder / "cases").glob("[A-D].*.md")):
        text = file.read_text()
        for word, mark in (
            ("不满足 unmet", "@"),
            ("未知 unknown", "不满足 unmet"),
            ("满足 met", "未知 unknown"),
        ):
            text = text.replace(f"| {word} |", f"| {mark} |")
        file.write_text(text.replace("| @ |", "| 满足 met |"))
    examples = {case.place for case in read_cases(folder) if case.place.file.stem != "grades"}
    assert {failure.place for failure in run_cases(folder)} == examples
