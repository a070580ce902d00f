"""Options that several commands share."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from qualitycredit.cli.speaking import SPEAKER
from qualitycredit.language import LANGUAGES


def _language(value: str | None) -> str | None:
    if value is not None:
        if value not in LANGUAGES:
            raise typer.BadParameter("zh, en")
        SPEAKER.language = "zh" if value == "zh" else "en"
    return value


def _quiet(value: bool) -> bool:
    SPEAKER.quiet = SPEAKER.quiet or value
    return value


def parse_date(text: str) -> date:
    """Read YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(
            SPEAKER.say(
                f"“{text}”不是日期，请写成 2026-06-30 这样。",
                f"“{text}” is no date: write it like 2026-06-30.",
            )
        ) from error


def parse_moment(text: str) -> datetime:
    """Read an ISO 8601 moment; one without a zone is UTC. A date alone means the end of that day."""
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError) as error:
        raise typer.BadParameter(
            SPEAKER.say(
                f"“{text}”不是时刻，请写成 2026-06-30T12:00:00Z 这样。",
                f"“{text}” is no moment: write it like 2026-06-30T12:00:00Z.",
            )
        ) from error
    if ":" not in text and "T" not in text:
        return moment.replace(hour=23, minute=59, second=59, microsecond=999_999)
    return moment


def parse_memory(text: str) -> str:
    """Read a size such as 2GB."""
    if not re.fullmatch(r"[1-9][0-9]*(MB|GB|TB)", text):
        raise typer.BadParameter(
            SPEAKER.say(
                f"“{text}”不是内存大小，请写成 2GB 这样。",
                f"“{text}” is no size of memory: write it like 2GB.",
            )
        )
    return text


def parse_readings(pairs: list[str]) -> dict[str, str]:
    """Read NAME=VALUE pairs."""
    readings: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise typer.BadParameter(
                SPEAKER.say(
                    f"“{pair}”不是读法，请写成 current_year=rolling 这样。",
                    f"“{pair}” is no reading: write it like current_year=rolling.",
                )
            )
        readings[name.strip()] = value.strip()
    return readings


ArchiveFolder = Annotated[Path, typer.Argument(metavar="ARCHIVE", help="档案文件夹 · folder of the archive")]
AsOf = Annotated[
    date,
    typer.Option(
        "--as-of", parser=parse_date, metavar="DATE", help="当日 · the day to grade as of, YYYY-MM-DD"
    ),
]
KnownAt = Annotated[
    datetime | None,
    typer.Option(
        "--known-at",
        parser=parse_moment,
        metavar="TIMESTAMP",
        help="所知截至（默认现在） · what was known then (default: now)",
    ),
]
StandardName = Annotated[
    str, typer.Option("--standard", metavar="NAME|FOLDER", help="标准 · the standard, by name or folder")
]
Readings = Annotated[
    list[str],
    typer.Option("--reading", metavar="NAME=VALUE", help="读法，可重复 · a reading, may be repeated"),
]
EngineName = Annotated[
    str, typer.Option("--engine", metavar="columnar|scalar", help="引擎 · the engine that computes")
]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON · print JSON")]
Lang = Annotated[
    str | None,
    typer.Option(
        "--lang", metavar="zh|en", callback=_language, is_eager=True, help="语言 · language (default: locale)"
    ),
]
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet", "-q", callback=_quiet, is_eager=True, help="不显示进度和消息 · no progress, no messages"
    ),
]
