"""Lists as files: what a table shows, as a workbook of Excel or as CSV."""

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO
from typing import Final

import xlsxwriter
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from bureau.ui.tables import ListTable

# A list of more rows is no list for people; the archive itself is exported by `manage export`.
MOST: Final = 100_000
TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
# What spreadsheets take for a formula, wherever it came from.
FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")
WIDEST: Final = 60


def file_of(table: ListTable, file_format: str, title: str) -> HttpResponse:
    """Give a list as a file to be saved; `file_format` is one of TYPES."""
    make = as_workbook if file_format == "xlsx" else as_csv
    answer = HttpResponse(make(rows_of(table)), content_type=TYPES[file_format])
    name = content_disposition_header(as_attachment=True, filename=f"{title}.{file_format}")
    answer["Content-Disposition"] = name or "attachment"
    return answer


def rows_of(table: ListTable) -> Iterator[list[str]]:
    """Give the heads of the columns, then the rows, as they read."""
    for row in table.as_values():
        yield ["" if value is None else " ".join(str(value).split()) for value in row]


def as_csv(rows: Iterable[list[str]]) -> bytes:
    """Give rows as CSV in UTF-8, marked so that spreadsheets see it; what would be a formula is text."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerows([f"'{cell}" if cell.startswith(FORMULAS) else cell for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_workbook(rows: Iterable[list[str]]) -> bytes:
    """Give rows as a workbook, every cell a text, the heads in bold and staying in view."""
    held = BytesIO()
    with xlsxwriter.Workbook(held, {"constant_memory": True, "in_memory": False}) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows):
            if number == 0:
                sheet.set_column(0, max(len(row) - 1, 0), WIDEST // 3)
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell, None if number else bold)
    return held.getvalue()
