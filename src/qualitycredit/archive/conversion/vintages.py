"""The vintages of a feed in one folder, and when the archive may say that it learned each of them."""

import re
from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from qualitycredit.errors import ArchiveUnreadable

_NAME: Final = re.compile(r"(?:(\d{4})-(\d{2})(?:-(\d{2}))?_)?(businesses|inspections|violations)\.csv")


@dataclass(frozen=True, slots=True)
class Vintage:
    """Three files published together; `published_by` is the last day of the day or month in their names, if any."""

    folder: Path
    prefix: str
    published_by: date | None

    @property
    def businesses(self) -> Path:
        """The file of the businesses."""
        return self.folder / f"{self.prefix}businesses.csv"

    @property
    def inspections(self) -> Path:
        """The file of the inspections."""
        return self.folder / f"{self.prefix}inspections.csv"

    @property
    def violations(self) -> Path:
        """The file of the violations."""
        return self.folder / f"{self.prefix}violations.csv"

    def can_tell(self, day: date) -> bool:
        """Say whether what happened that day can stand in the vintage."""
        return self.published_by is None or day <= self.published_by

    def tells_until(self, days: Collection[date]) -> date:
        """Give the last of the days that the vintage tells of, or the end of the day or month in its name."""
        if last := max(days, default=self.published_by):
            return last
        raise ArchiveUnreadable(
            f"{self.inspections}：没有检查，文件名中也没有日期，无从知道何时发布。请在各文件名前写上日期，如 2015-08_。",
            f"{self.inspections}: without an inspection and without a date in its name nothing says when it was published. "
            "Let the names of the three files start with their date, such as 2015-08_.",
        )

    def learned_at(self, told_until: date) -> datetime:
        """Give the moment by which the archive had learned a vintage that tells of days up to `told_until`.

        It is the end of the day or month in the name: an earlier moment would claim knowledge that nothing proves. A
        vintage without a date in its name was learned by the end of the last day that it tells of.
        """
        return end_of_day(self.published_by or told_until)


def end_of_day(day: date) -> datetime:
    """Give the moment, in UTC, at which a day is over."""
    if day == date.max:
        return datetime.max  # noqa: DTZ901 - UTC, like every moment of an archive
    return datetime.combine(day + timedelta(days=1), time())


def vintages_in(folder: Path) -> list[Vintage]:
    """Find the vintages of a folder, the earliest first; raises ArchiveUnreadable where there is none, or two sorts."""
    if not folder.is_dir():
        raise ArchiveUnreadable(f"{folder}：没有这个文件夹。", f"{folder}: there is no such folder.")
    found = sorted(
        set(_found(folder)), key=lambda vintage: (vintage.published_by or date.min, vintage.prefix)
    )
    if not found:
        raise ArchiveUnreadable(
            f"{folder}：没有 LIVES 数据。请放入 businesses.csv、inspections.csv、violations.csv，各期可加日期，如 2015-08_。",
            f"{folder}: there is no LIVES feed. Put businesses.csv, inspections.csv and violations.csv there; vintages "
            "start with their date, such as 2015-08_.",
        )
    if len({vintage.published_by for vintage in found}) < len(found) or (
        len(found) > 1 and not found[0].prefix
    ):
        names = [vintage.businesses.name for vintage in found]
        raise ArchiveUnreadable(
            f"{folder}：分不清各期的先后：{'、'.join(names)}。请给每一期写上不同的日期。",
            f"{folder}: the order of the vintages is not clear: {', '.join(names)}. Give each a date of its own.",
        )
    return found


def _found(folder: Path) -> Iterator[Vintage]:
    for file in folder.iterdir():
        if match := _NAME.fullmatch(file.name):
            yield Vintage(
                folder, file.name.removesuffix(f"{match[4]}.csv"), _last_day(file, *match.group(1, 2, 3))
            )


def _last_day(file: Path, year: str | None, month: str | None, day: str | None) -> date | None:
    if year is None or month is None:
        return None
    try:
        return date(int(year), int(month), int(day) if day else monthrange(int(year), int(month))[1])
    except ValueError as error:
        raise ArchiveUnreadable(
            f"{file}：文件名中的日期不存在。请改正。",
            f"{file}: there is no such date as in its name. Correct it.",
        ) from error
