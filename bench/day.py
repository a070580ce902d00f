"""A day: half a percent of the enterprises have news, and what is due by the calendar is graded again."""

from pathlib import Path

SHARE = 0.005


def a_day(archive: Path, decisions: Path) -> dict[str, float]:
    """Give the seconds of a day after a full run: with SHARE of the archive touched, from the decisions of the day before.

    Nothing is measured as long as the command line cannot grade a day; its command belongs here.
    """
    del archive, decisions
    return {}
