"""A day: half a percent of the enterprises have news, and what is due by the calendar is graded again."""

from pathlib import Path
from shutil import rmtree

from bench.changes import write_day
from bench.contestants import COMMAND
from bench.measuring import measured

BEFORE, DAY = "2026-06-30", "2026-07-01"


def a_day(archive: Path, decisions: Path) -> dict[str, float]:
    """Give the seconds of a day, its changes added and a regrade, and of each step; everything else is done before.

    The lake lies beside the decisions for as long as this takes.
    """
    folder = decisions.parent / "day"
    rmtree(folder, ignore_errors=True)
    folder.mkdir()
    lake, changes = str(folder / "lake"), folder / "changes"
    write_day(archive, changes)
    steps = {
        "the lake made": ["lake", "create", str(archive), lake, "--trusted"],
        "all graded": ["regrade", lake, "--as-of", BEFORE],
        "the day added": ["lake", "add", lake, str(changes)],
        "the day regraded": ["regrade", lake, "--as-of", DAY],
    }
    found = {what: measured([COMMAND, *words, "--quiet"]).seconds for what, words in steps.items()}
    rmtree(folder)
    return {"seconds": found["the day added"] + found["the day regraded"], **found}
