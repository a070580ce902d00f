"""Workbooks that go out: the template of a kind, and a sheet with its faults marked in place."""

import io
from datetime import date

import xlsxwriter
from django.utils.translation import gettext as _

from bureau.archives.sheets.columns import columns_of
from bureau.archives.sheets.joining import Fault
from bureau.archives.sheets.reading import Rows, text_of
from bureau.archives.vocabulary import said
from qualitycredit.model.standard import Kind

ROWS = 100_000
# What is written is text, whatever it looks like: no formula of someone else's runs here.
SAFE = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def template_of(kind: Kind) -> bytes:
    """Give the template of a kind: its headings with notes, and lists to choose from."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        sheet = book.add_worksheet(said(kind.label)[:31].replace("/", " "))
        bold = book.add_format({"bold": True, "bg_color": "#E8EFF7", "border": 1})
        text = book.add_format({"num_format": "@"})
        for at, column in enumerate(columns_of(kind)):
            sheet.set_column(at, at, 22, text)
            if column.field == "outcome":
                names = [said(outcome.label) for outcome in kind.outcomes]
                sheet.data_validation(1, at, ROWS, at, {"validate": "list", "source": names})
        for at, column in enumerate(columns_of(kind)):
            sheet.write_string(0, at, column.heading, bold)
            if column.note:
                sheet.write_comment(0, at, column.note)
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def marked(rows: Rows, faults: list[Fault]) -> bytes:
    """Give a sheet back with each fault marked at its cell, and said at the end of its row."""
    at_cell: dict[tuple[int, int], list[str]] = {}
    in_row: dict[int, list[str]] = {}
    for fault in faults:
        at_cell.setdefault((fault.row, fault.column), []).append(fault.sentence)
        in_row.setdefault(fault.row, []).append(f"{fault.heading}：{fault.sentence}")
    width = max(len(row) for row in rows)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        sheet = book.add_worksheet()
        wrong = book.add_format({"bg_color": "#FBEAE8", "font_color": "#9B2C22"})
        for number, cells in enumerate(rows, start=1):
            for at in range(width):
                cell = cells[at] if at < len(cells) else None
                sheet.write_string(number - 1, at, _written(cell), wrong if (number, at) in at_cell else None)
            said_here = _("错误") if number == 1 else "；".join(in_row.get(number, []))
            sheet.write_string(number - 1, width, said_here)
            for (row, at), sentences in ((key, value) for key, value in at_cell.items() if key[0] == number):
                sheet.write_comment(row - 1, at, "\n".join(sentences))
    return out.getvalue()


def _written(cell: object) -> str:
    return cell.isoformat()[:10] if isinstance(cell, date) else text_of(cell)
