"""Options that several commands share."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Final, TypeVar

import typer

from qualitycredit.archive.moments import utc
from qualitycredit.cli.speaking import SPEAKER
from qualitycredit.language import LANGUAGES

T = TypeVar("T")

_DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_MOMENT: Final = _DAY + r"[T ]\d{2}:\d{2}(:\d{2}([.]\d{1,6})?)?(Z|[+-]\d{2}(:?\d{2})?)?"


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
    day = _read(_DAY, date.fromisoformat, text)
    if day is None:
        raise typer.BadParameter(
            SPEAKER.say(
                f"“{text}”不是日期，请写成 2026-06-30 这样。",
                f"“{text}” is no date: write it like 2026-06-30.",
            )
        )
    return day


def parse_moment(text: str) -> datetime:
    """Read a moment as archives write it; one without a zone is UTC. A date alone means the end of that day."""
    day = _read(_DAY, date.fromisoformat, text)
    if day is not None:
        return datetime.combine(day, time.max)
    moment = _read(_MOMENT, lambda written: utc(datetime.fromisoformat(written)), text)
    if moment is None:
        raise typer.BadParameter(
            SPEAKER.say(
                f"“{text}”不是时刻，请写成 2026-06-30T12:00:00Z 这样。",
                f"“{text}” is no moment: write it like 2026-06-30T12:00:00Z.",
            )
        )
    return moment


def _read(form: str, reader: Callable[[str], T], text: str) -> T | None:
    """Read a text of this form; None where it has another, or where there is no such day or moment."""
    try:
        return reader(text) if re.fullmatch(form, text, re.ASCII) else None
    except (ValueError, OverflowError):
        return None


def whole_number(text: str) -> int:
    """Read a whole number of up to 18 digits."""
    if not re.fullmatch("-?[0-9]{1,18}", text):
        raise typer.BadParameter(
            SPEAKER.say(f"“{text}”不是整数，请只写数字。", f"“{text}” is no whole number: write digits only.")
        )
    return int(text)


def at_least(least: int) -> Callable[[str], int]:
    """Read a whole number that is not below `least`."""

    def read(text: str) -> int:
        number = whole_number(str(text))
        if number < least:
            raise typer.BadParameter(
                SPEAKER.say(
                    f"{number} 太小，最小是 {least}。", f"{number} is too small: {least} is the least."
                )
            )
        return number

    return read


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


LakeFolder = Annotated[Path, typer.Argument(metavar="LAKE", help="湖的文件夹 · folder of the lake")]
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
    str, typer.Option("--engine", metavar="columnar|scalar|spark", help="引擎 · the engine that computes")
]
Memory = Annotated[
    str | None,
    typer.Option(
        "--memory", parser=parse_memory, metavar="SIZE", help="内存上限，例如 2GB · memory limit, such as 2GB"
    ),
]
Trusted = Annotated[
    bool,
    typer.Option(
        "--trusted", help="档案刚用 validate 检查过，不再检查 · validated just before: do not validate again"
    ),
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
