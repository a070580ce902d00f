"""What one vintage of a LIVES feed states: businesses, inspections and violations, checked row by row."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from qualitycredit.archive.conversion.mappings import LivesMapping
from qualitycredit.archive.conversion.reports import Remarks
from qualitycredit.archive.conversion.tables import CsvRow, read_rows
from qualitycredit.archive.conversion.vintages import Vintage
from qualitycredit.archive.suggesting import nearest

_DAY: Final = "%Y%m%d"
_DAY_LENGTH: Final = 8
_SCORE: Final = re.compile(r"[0-9]{1,6}([.][0-9]{1,4})?")


@dataclass(frozen=True, slots=True)
class Business:
    """A business as one vintage lists it; `established_on` is None where the feed does not say."""

    business: str
    name: str
    established_on: date | None


@dataclass(frozen=True, slots=True)
class Inspection:
    """One visit."""

    business: str
    day: date
    type: str
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing found wrong on a day."""

    business: str
    day: date
    violation: str
    risk: str


@dataclass(frozen=True, slots=True)
class Feed:
    """The rows of one vintage that state something."""

    businesses: dict[str, Business]
    inspections: frozenset[Inspection]
    violations: frozenset[Violation]


def read_feed(vintage: Vintage, mapping: LivesMapping, remarks: Remarks) -> Feed:
    """Read the three files of a vintage; faults and rows set aside go to `remarks`."""
    return _FeedReader(vintage, mapping, remarks).feed()


@dataclass(frozen=True, slots=True)
class _FeedReader:
    vintage: Vintage
    mapping: LivesMapping
    remarks: Remarks

    def feed(self) -> Feed:
        businesses: dict[str, Business] = {}
        for row, business in self.businesses():
            if businesses.setdefault(business.business, business) is not business:
                self.set_aside(
                    row,
                    "repeated_business",
                    f"企业 {business.business} 已在前面。",
                    f"business {business.business} is listed before.",
                )
        inspections = frozenset(self.inspections(businesses))
        days = {(inspection.business, inspection.day) for inspection in inspections}
        return Feed(businesses, inspections, frozenset(self.violations(businesses, days)))

    def businesses(self) -> Iterator[tuple[CsvRow, Business]]:
        columns = self.mapping.columns
        names = (columns.business, columns.name, columns.established)
        for row in read_rows(self.vintage.businesses, names, self.remarks):
            if row[columns.business]:
                name = row[columns.name] or row[columns.business]
                yield row, Business(row[columns.business], name, self.established_on(row))
            else:
                self.remarks.fault(
                    row.spot(columns.business), "没有编号。请补上。", "there is no number. Fill it in."
                )

    def established_on(self, row: CsvRow) -> date | None:
        column, written = self.mapping.columns.established, self.mapping.established
        text = row[column]
        if not text or text in written.empty:
            return None
        return self.day(row, column, written.format)

    def inspections(self, businesses: Collection[str]) -> Iterator[Inspection]:
        columns = self.mapping.columns
        names = (columns.business, columns.day, columns.type, columns.score)
        for row in read_rows(self.vintage.inspections, names, self.remarks):
            self.check_known(row, columns.type, self.mapping.inspections, "inspections")
            score = self.score(row)
            if (day := self.day_of_visit(row, businesses)) is not None:
                yield Inspection(row[columns.business], day, row[columns.type], score)

    def violations(
        self, businesses: Collection[str], days: Collection[tuple[str, date]]
    ) -> Iterator[Violation]:
        columns = self.mapping.columns
        names = (columns.business, columns.day, columns.violation, columns.risk)
        for row in read_rows(self.vintage.violations, names, self.remarks):
            if row[columns.violation] not in self.mapping.violations:
                self.check_known(row, columns.risk, self.mapping.risks, "risks")
            day = self.day_of_visit(row, businesses)
            if day is None:
                continue
            if (row[columns.business], day) in days:
                yield Violation(row[columns.business], day, row[columns.violation], row[columns.risk])
            else:
                self.set_aside(
                    row, "unmatched_violation", "当天没有检查。", "there is no inspection of that day."
                )

    def day_of_visit(self, row: CsvRow, businesses: Collection[str]) -> date | None:
        """Read the day of a row that states something, None otherwise."""
        columns = self.mapping.columns
        day = self.day(row, columns.day, _DAY)
        business = row[columns.business]
        if business not in businesses:
            self.set_aside(
                row, "unknown_business", f"没有企业“{business}”。", f"there is no business “{business}”."
            )
            return None
        if day is not None and not self.vintage.can_tell(day):
            self.set_aside(
                row,
                "after_publication",
                f"{day} 晚于这一期的发布。",
                f"{day} is after this vintage was published.",
            )
            return None
        return day

    def day(self, row: CsvRow, column: str, written: str) -> date | None:
        text = row[column]
        # A month of one digit would run into the day.
        whole = written != _DAY or len(text) == _DAY_LENGTH
        try:
            day = datetime.strptime(text, written).date() if whole else date.max  # noqa: DTZ007 - a day has no zone
        except ValueError:
            day = date.max
        if day < date.max:
            return day
        form = written.replace("%Y", "YYYY").replace("%m", "MM").replace("%d", "DD")
        zh, en = f"“{text}”不是日期（{form}）。请改正。", f"“{text}” is no date ({form}). Correct it."
        self.remarks.fault(row.spot(column), zh, en)
        return None

    def score(self, row: CsvRow) -> Decimal | None:
        column = self.mapping.columns.score
        text = row[column]
        if _SCORE.fullmatch(text):
            return Decimal(text)
        if text:
            zh = f"“{text}”不是至多 4 位小数的分数。请改正。"
            en = f"“{text}” is no score with at most 4 decimals. Correct it."
            self.remarks.fault(row.spot(column), zh, en)
        return None

    def check_known(self, row: CsvRow, column: str, known: Collection[str], table: str) -> None:
        word = row[column]
        if word not in known:
            near = nearest(word, known)
            zh, en = (f"是不是“{near}”？", f"Did you mean “{near}”? ") if near else ("", "")
            self.remarks.fault(
                row.spot(column),
                f"映射的 [{table}] 中没有“{word}”。{zh}请写明它成为什么记录，或者写明 ignore 的理由。",
                f"[{table}] of the mapping has no “{word}”. {en}Say there which record it makes, or why to ignore it.",
            )

    def set_aside(self, row: CsvRow, fault: str, zh: str, en: str) -> None:
        self.remarks.set_row_aside(fault, row.spot(), zh, en)
