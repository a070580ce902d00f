"""Rows of a CSV file by the names of their columns, in UTF-8 or Latin-1."""

import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from qualitycredit.archive.conversion.reports import Remarks, Spot
from qualitycredit.archive.suggesting import nearest
from qualitycredit.errors import ArchiveUnreadable


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row, its values stripped of blanks at both ends."""

    file: Path
    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Give the value of a column."""
        return self.values[column]

    def spot(self, column: str | None = None) -> Spot:
        """Give the place of the row, or of one of its values."""
        return Spot(self.file, self.line, column)


def read_rows(file: Path, columns: Collection[str], remarks: Remarks) -> list[CsvRow]:
    """Read the named columns of every row; the same row again is set aside, blank lines are passed over.

    Raises ArchiveUnreadable for a file or a column that is missing.
    """
    return list(_distinct(_rows(file, columns, remarks), remarks))


def _rows(file: Path, columns: Collection[str], remarks: Remarks) -> Iterator[CsvRow]:
    lines = csv.reader(StringIO(_text(file), newline=""), strict=True)
    try:
        header = [name.strip() for name in next(lines, [])]
        places = {column: _place(file, header, column) for column in columns}
        for cells in lines:
            if len(cells) == len(header):
                values = {column: cells[place].strip() for column, place in places.items()}
                yield CsvRow(file, lines.line_num, values)
            elif cells:
                remarks.fault(
                    Spot(file, lines.line_num),
                    f"这一行有 {len(cells)} 列，表头有 {len(header)} 列。请补齐，含有逗号的值加上双引号。",
                    f"columns in the row: {len(cells)}, in the header: {len(header)}. Make them equal; quote values with commas.",
                )
    except csv.Error as error:
        raise ArchiveUnreadable(
            f"{file}，第 {lines.line_num} 行：双引号没有成对（{error}）。请补上或者删去双引号。",
            f"{file}, line {lines.line_num}: a double quote has no partner ({error}). Close or remove it.",
        ) from error


def _distinct(rows: Iterator[CsvRow], remarks: Remarks) -> Iterator[CsvRow]:
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        first = seen.setdefault(tuple(row.values.values()), row.line)
        if first == row.line:
            yield row
        else:
            remarks.set_row_aside(
                "repeated_row", row.spot(), f"与第 {first} 行相同。", f"the same as line {first}."
            )


def _text(file: Path) -> str:
    if not file.is_file():
        raise ArchiveUnreadable(
            f"{file}：没有这个文件。请放入。", f"{file}: there is no such file. Put it there."
        )
    data = file.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _place(file: Path, header: list[str], column: str) -> int:
    if column in header:
        return header.index(column)
    near = nearest(column, header)
    raise ArchiveUnreadable(
        f"{file}：缺少列“{column}”。{f'是不是“{near}”？' if near else ''}列名在映射的 [columns] 中。",
        f"{file}: the column “{column}” is missing. {f'Did you mean “{near}”? ' if near else ''}"
        "The mapping names the columns under [columns].",
    )
